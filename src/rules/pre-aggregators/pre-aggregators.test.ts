import { expect, test } from "vitest";
import { matrixFromRows, toRows } from "../../base/matrix.ts";
import { randomStream } from "../../base/random.ts";
import { screen } from "../index.ts";
import type { ScreenRequest } from "../index.ts";
import type { RuleResult } from "../rule.ts";
import { PRE_AGGREGATORS_TEXT, preAggregators, readChain } from "./index.ts";

type Entry = Readonly<Record<string, unknown>>;

/** What a chain makes of rows. */
function mix(
  rows: readonly ArrayLike<number>[],
  chain: readonly Entry[],
  {
    tolerate = 0,
    seed,
    memberCounts,
  }: { tolerate?: number; seed?: string; memberCounts?: Float64Array } = {},
): number[][] {
  const vectors = matrixFromRows("aggregates", rows);
  const before = vectors.data.slice();
  const rng = seed === undefined ? {} : { rng: randomStream(seed) };
  const place = { inputs: vectors.rows, tolerate, ...rng };
  const { run, outputs } = readChain({ preAggregators: chain }, place);
  const mixed = run({ vectors, ...(memberCounts && { memberCounts }) });
  expect(mixed.vectors.rows).toBe(outputs);
  // Whoever asked keeps what he gave.
  expect(vectors.data).toEqual(before);
  return toRows(mixed.vectors);
}

function run(rows: readonly ArrayLike<number>[], rest: Omit<ScreenRequest, "aggregates">): RuleResult {
  return screen({ aggregates: matrixFromRows("aggregates", rows), ...rest });
}

const THREE = [
  [1, 2, 3],
  [4, 5, 6],
  [7, 8, 9],
];

test("ByzFL's documentation: nearest-neighbour mixing, clipping and adaptive clipping [CQSA-SCR-11]", () => {
  expect(mix(THREE, [{ id: "nnm" }], { tolerate: 1 })).toEqual([
    [2.5, 3.5, 4.5],
    [2.5, 3.5, 4.5],
    [5.5, 6.5, 7.5],
  ]);
  const shown = (rows: number[][]): string[][] => rows.map((row) => row.map((x) => x.toFixed(4)));
  expect(shown(mix(THREE, [{ id: "norm-clipping", bound: 2 }]))).toEqual([
    ["0.5345", "1.0690", "1.6036"],
    ["0.9117", "1.1396", "1.3675"],
    ["1.0051", "1.1487", "1.2923"],
  ]);
  // k = ⌊2·(1/3)·2⌋ = 1: the longest comes down to the second.
  expect(shown(mix(THREE, [{ id: "arc" }], { tolerate: 1 }))).toEqual([
    ["1.0000", "2.0000", "3.0000"],
    ["4.0000", "5.0000", "6.0000"],
    ["4.4100", "5.0400", "5.6701"],
  ]);
});

test("nnm averages the n − f nearest, ties to the lowest index, over blocks of columns [CQSA-SCR-11]", () => {
  expect(mix([[0], [1], [2], [10], [12]], [{ id: "nnm" }], { tolerate: 2 })).toEqual([
    [1],
    [1],
    [1],
    [8],
    [8],
  ]);
  // 0 and 2 are equally near to 1: the first stays.
  expect(mix([[2], [1], [0]], [{ id: "nnm" }], { tolerate: 1 })).toEqual([[1.5], [1.5], [0.5]]);
  const rng = randomStream("nnm");
  const rows = Array.from({ length: 7 }, () => Array.from({ length: 300 }, () => rng.integer(64)));
  const mixed = mix(rows, [{ id: "nnm" }], { tolerate: 3 });
  for (const [i, x] of rows.entries()) {
    const distance = (j: number): number => x.reduce((sum, value, c) => sum + (value - rows[j]![c]!) ** 2, 0);
    const near = [...rows.keys()].sort((a, b) => distance(a) - distance(b) || a - b).slice(0, 4);
    expect(near).toContain(i);
    expect(mixed[i]).toEqual(x.map((_, c) => near.reduce((sum, j) => sum + rows[j]![c]!, 0) / 4));
  }
  const big = Number.MAX_VALUE;
  expect(mix([[big], [big], [big]], [{ id: "nnm" }])).toEqual([[big], [big], [big]]);
});

test("arc clips the k longest and no more than half, whatever f [CQSA-SCR-11]", () => {
  const rows = Array.from({ length: 10 }, (_, i) => [i + 1]);
  for (let tolerate = 0; tolerate <= 10; tolerate++) {
    const k = Math.floor((2 * tolerate * (10 - tolerate)) / 10);
    expect(mix(rows, [{ id: "arc" }], { tolerate })).toEqual(rows.map(([x]) => [Math.min(x!, 10 - k)]));
  }
});

test("where most are zero arc leaves nothing of the others, and zero stays zero [CQSA-SCR-11]", () => {
  const rows = [[0], [0], [0], [0], [5]];
  expect(mix(rows, [{ id: "arc" }], { tolerate: 1 })).toEqual([[0], [0], [0], [0], [0]]);
});

test("clipping leaves rows within the bound as they are and brings any other to it [CQSA-SCR-11]", () => {
  for (const far of [1e3, 1e200, Number.MAX_VALUE]) {
    const [near, clipped] = mix(
      [
        [3, 4],
        [0, far],
      ],
      [{ id: "norm-clipping", bound: 5 }],
    );
    expect(near).toEqual([3, 4]);
    expect(clipped![1]).toBeCloseTo(5, 12);
  }
});

test("the option's text names every pre-aggregator [CQSA-SCR-11]", () => {
  const { values, fallback } = PRE_AGGREGATORS_TEXT;
  expect(values).toBe("a list of {id, …}, id one of nnm, bucketing, norm-clipping, arc");
  expect(fallback).toBe("none");
});

test("a bucket has one mean in whichever order it is filled, to the last bit [CQSA-SCR-11]", () => {
  const rng = randomStream("fillings");
  // Terms that cancel, over more digits than twice those of float64.
  const far = Array.from({ length: 4 }, () => Array.from({ length: 50 }, () => 10 ** (60 * rng.uniform())));
  const rows = [...far, ...far.map((row) => row.map((x) => -x)), far[0]!.map((_, c) => c)];
  const means = (permutation: number[]): number[][] => mix(rows, [{ id: "bucketing", size: 9, permutation }]);
  const ascending = means([...rows.keys()]);
  expect(means([8, 7, 6, 5, 4, 3, 2, 1, 0])).toEqual(ascending);
  expect(means([3, 0, 7, 1, 8, 5, 2, 6, 4])).toEqual(ascending);
});

test("bucketing with a permutation averages consecutive slices of it [CQSA-SCR-11]", () => {
  const rows = [[1], [2], [4], [8], [16]];
  const permutation = [4, 0, 3, 1, 2];
  expect(mix(rows, [{ id: "bucketing", size: 2, permutation }])).toEqual([[8.5], [5], [4]]);
  expect(mix(rows, [{ id: "bucketing", size: 1, permutation }])).toEqual([[16], [1], [8], [2], [4]]);
  expect(mix(rows, [{ id: "bucketing", size: 5, permutation }])).toEqual([[6.2]]);
  expect(mix(rows, [{ id: "bucketing", size: 99, permutation }])).toEqual([[6.2]]);
});

test("without one it draws from the seed: every pair as often in one bucket [CQSA-SCR-11]", () => {
  const rows = [[1], [2], [4], [8]];
  const counts = new Map<number, number>();
  for (let t = 0; t < 300; t++) {
    const means = mix(rows, [{ id: "bucketing", size: 2 }], { seed: `seed ${t}` });
    expect(means).toHaveLength(2);
    const first = means.map(([mean]) => 2 * mean!).find((sum) => sum % 2 === 1)!;
    counts.set(first, (counts.get(first) ?? 0) + 1);
  }
  // With 1 go 2, 4 or 8: a third each; 60 is some five standard deviations below.
  expect([...counts.keys()].sort((a, b) => a - b)).toEqual([3, 5, 9]);
  for (const count of counts.values()) expect(count).toBeGreaterThan(60);
  const options = { preAggregators: [{ id: "bucketing", size: 2 }] };
  const answer = (seed: string): RuleResult =>
    run(rows, { rule: "median", tolerate: 0, options, rng: randomStream(seed) });
  expect(answer("a")).toEqual(answer("a"));
  expect(() => run(rows, { rule: "median", tolerate: 0, options })).toThrow(
    '"seed" expected a string, since bucketing draws, got undefined',
  );
});

test("a chain runs in its order, and each place draws for itself [CQSA-SCR-11]", () => {
  const rows = [[0], [1], [10], [11]];
  const clip = { id: "norm-clipping", bound: 2 };
  const bucket = { id: "bucketing", size: 2, permutation: [0, 3, 1, 2] };
  expect(mix(rows, [clip, bucket])).toEqual([[1], [1.5]]);
  expect(mix(rows, [bucket, clip])).toEqual([[2], [2]]);
  expect(mix(rows, [])).toEqual(rows);
  const twice = [
    { id: "bucketing", size: 1 },
    { id: "bucketing", size: 1 },
  ];
  const orders = Array.from({ length: 20 }, (_, t) => mix(rows, twice, { seed: `${t}` }).join());
  expect(new Set(orders).size).toBeGreaterThan(8);
  // Two in-place steps after one another change nothing of the caller's.
  expect(mix(rows, [clip, { id: "nnm" }, clip], { tolerate: 1 })).toHaveLength(4);
});

test("inputs share the fate of their bucket, and there are no weights or scores then [CQSA-SCR-11]", () => {
  const rows = [[0], [100], [1], [2], [101], [3], [5]];
  const options = { preAggregators: [{ id: "bucketing", size: 2, permutation: [1, 4, 0, 2, 3, 5, 6] }] };
  // Buckets: 100.5, .5, 2.5, 5.
  const krum = run(rows, { rule: "krum", tolerate: 0, options });
  expect(krum.aggregate[0]).toBe(2.5);
  expect(krum.accepted).toEqual([false, false, false, true, false, true, false]);
  expect(krum.scores).toBeUndefined();
  const trust = run(rows, { rule: "fltrust", tolerate: 0, options, reference: Float64Array.of(1) });
  expect(trust.weights).toBeUndefined();
  expect(trust.accepted).toEqual(rows.map(() => true));
  // Two joinings, one after the other: 0 and 2 reach the first of the two buckets of buckets.
  const again = {
    preAggregators: [...options.preAggregators, { id: "bucketing", size: 2, permutation: [1, 2, 0, 3] }],
  };
  const cge = run(rows, { rule: "monna", tolerate: 0, options: again });
  expect(cge.aggregate[0]).toBe((1.5 + 52.75) / 2);
  expect(run(rows, { rule: "mda", tolerate: 0, options: again }).accepted).toEqual(rows.map(() => true));
});

test("the others keep the indices, and with them weights and scores [CQSA-SCR-11]", () => {
  const rows = [[1], [2], [3], [400]];
  for (const entry of [{ id: "nnm" }, { id: "arc" }, { id: "norm-clipping", bound: 3 }]) {
    const options = { preAggregators: [entry] };
    expect(run(rows, { rule: "krum", tolerate: 0, options }).scores).toHaveLength(4);
    expect(run(rows, { rule: "geometric-median", tolerate: 1, options }).weights).toHaveLength(4);
  }
});

test("f and whatever counts the inputs are judged on what the rule gets [CQSA-SCR-11]", () => {
  const rows = Array.from({ length: 9 }, (_, i) => [i]);
  const options = { preAggregators: [{ id: "bucketing", size: 2, permutation: [...rows.keys()] }] };
  // Five buckets: krum withstands one, the median two.
  expect(run(rows, { rule: "krum", tolerate: 1, options }).accepted).toHaveLength(9);
  expect(() => run(rows, { rule: "krum", tolerate: 2, options })).toThrow(
    '"tolerate" expected an integer from 0 to 1, got 2',
  );
  expect(() => run(rows, { rule: "median", tolerate: 3, options })).toThrow('"tolerate"');
  expect(() => run(rows, { rule: "multi-krum", tolerate: 0, options: { ...options, m: 6 } })).toThrow(
    '"options.m" expected an integer from 1 to 5, got 6',
  );
  expect(() => run(rows, { rule: "monna", tolerate: 0, options: { ...options, trusted: 5 } })).toThrow(
    '"options.trusted" expected an integer from 0 to 4, got 5',
  );
  expect(run(rows, { rule: "monna", tolerate: 2, options: { ...options, trusted: 4 } }).aggregate[0]).toBe(
    (4.5 + 6.5 + 8) / 3,
  );
  const history = Array.from({ length: 5 }, () => [1]);
  expect(
    run(rows, { rule: "foolsgold", tolerate: 0, options: { ...options, history } }).accepted,
  ).toHaveLength(9);
});

test("members count before mean alone, where buckets are weighted by theirs [CQSA-SCR-11]", () => {
  const rows = [[1], [4], [10]];
  const memberCounts = Float64Array.of(1, 2, 5);
  const options = { preAggregators: [{ id: "bucketing", size: 2, permutation: [0, 1, 2] }] };
  const counted = (rule: string, chain = options): number =>
    run(rows, { rule, tolerate: 0, options: chain, memberCounts }).aggregate[0]!;
  // The mean over all eight members, as without buckets.
  expect(counted("mean")).toBe(59 / 8);
  expect(run(rows, { rule: "mean", tolerate: 0, memberCounts }).aggregate[0]).toBe(59 / 8);
  // Without counts: the mean of the buckets 2.5 and 10.
  expect(run(rows, { rule: "mean", tolerate: 0, options }).aggregate[0]).toBe(6.25);
  expect(run(rows, { rule: "mean", tolerate: 0, options, memberCounts }).weights).toBeUndefined();
  // Any other rule: buckets of equal inputs.
  expect(counted("median")).toBe(6.25);
  expect(counted("trimmed-mean")).toBe(6.25);
  // Clipped to 5 and still weighted by members.
  const clipped = { preAggregators: [{ id: "norm-clipping", bound: 5 }] } as unknown as typeof options;
  expect(counted("mean", clipped)).toBe((1 + 8 + 25) / 8);
});

test("every rule takes every pre-aggregator [CQSA-SCR-11]", () => {
  const rng = randomStream("all");
  const rows = Array.from({ length: 14 }, () => [rng.uniform(), rng.uniform()]);
  const entries: Readonly<Record<string, Entry>> = {
    nnm: { id: "nnm" },
    arc: { id: "arc" },
    "norm-clipping": { id: "norm-clipping", bound: 0.5 },
    bucketing: { id: "bucketing", size: 2 },
  };
  expect(Object.keys(entries).sort()).toEqual(preAggregators.map(({ id }) => id).sort());
  for (const rule of ["krum", "multi-krum", "bulyan", "dnc", "mda", "smea", "mesas-style", "foolsgold"]) {
    for (const entry of Object.values(entries)) {
      const answer = run(rows, {
        rule,
        tolerate: 1,
        options: { preAggregators: [entry] },
        reference: Float64Array.of(1, 1),
        rng: randomStream("rules"),
      });
      expect(answer.accepted).toHaveLength(14);
    }
  }
});

test("at the ends of float64 every pre-aggregator stays within it [CQSA-SCR-11]", () => {
  const big = Number.MAX_VALUE;
  const below = big * (1 - 2 ** -53);
  const rows = [
    [big, big, 0],
    [big, -big, below],
    [below, big, -big],
    [-big, below, 1],
    [-big, -big, -big],
  ];
  for (const entry of [
    { id: "nnm" },
    { id: "bucketing", size: 3, permutation: [4, 2, 0, 1, 3] },
    { id: "norm-clipping", bound: 1 },
    { id: "norm-clipping", bound: big },
    { id: "arc" },
  ]) {
    for (const memberCounts of [undefined, Float64Array.of(1, 1e308, 7, 1e308, 1e308)]) {
      const mixed = mix(rows, [entry, entry.id === "bucketing" ? { id: "nnm" } : entry], {
        tolerate: 1,
        ...(memberCounts && { memberCounts }),
      });
      expect(mixed.flat().every(Number.isFinite), entry.id).toBe(true);
    }
  }
  expect(mix([[big], [big]], [{ id: "bucketing", size: 2, permutation: [0, 1] }])).toEqual([[big]]);
});

test.each<[unknown, string]>([
  [{}, '"options.preAggregators" expected an array of objects with an id, got an object'],
  [["nnm"], '"options.preAggregators[0]" expected an object with an id, got "nnm"'],
  [[null], '"options.preAggregators[0]" expected an object with an id, got null'],
  [[{}], '"options.preAggregators[0].id" expected one of nnm, bucketing, norm-clipping, arc, got undefined'],
  [
    [{ id: "mixup" }],
    '"options.preAggregators[0].id" expected one of nnm, bucketing, norm-clipping, arc, got "mixup"',
  ],
  [[{ id: "nnm" }, { id: "arc", k: 1 }], '"options.preAggregators[1]" expected only options of arc, got "k"'],
  [
    [{ id: "norm-clipping" }],
    '"options.preAggregators[0].bound" expected a number of at least 0, got undefined',
  ],
  [
    [{ id: "norm-clipping", bound: 0 }],
    '"options.preAggregators[0].bound" expected a positive finite number, got 0',
  ],
  [
    [{ id: "bucketing" }],
    '"options.preAggregators[0].size" expected an integer of at least 1, got undefined',
  ],
  [
    [{ id: "bucketing", size: 0 }],
    '"options.preAggregators[0].size" expected an integer of at least 1, got 0',
  ],
  [
    [{ id: "bucketing", size: 1, permutation: [0, 0] }],
    '"options.preAggregators[0].permutation" expected each index below 2 once, got an array of 2',
  ],
  [
    [{ id: "bucketing", size: 1, permutation: [0] }],
    '"options.preAggregators[0].permutation" expected each index below 2 once, got an array of 1',
  ],
  [
    [{ id: "bucketing", size: 1, permutation: [0, 1, 1] }],
    '"options.preAggregators[0].permutation" expected each index below 2 once, got an array of 3',
  ],
  [
    [{ id: "bucketing", size: 1, permutation: [0, 2] }],
    '"options.preAggregators[0].permutation[1]" expected an integer from 0 to 1, got 2',
  ],
  [
    // After the first there is one input left.
    [
      { id: "bucketing", size: 2, permutation: [0, 1] },
      { id: "bucketing", size: 1, permutation: [0, 1] },
    ],
    '"options.preAggregators[1].permutation[1]" expected an integer from 0 to 0, got 1',
  ],
])("preAggregators %j are refused [CQSA-SCR-5, CQSA-SCR-11]", (chain, message) => {
  expect(() => run([[1], [2]], { rule: "mean", tolerate: 0, options: { preAggregators: chain } })).toThrow(
    message,
  );
});

test("nnm has no neighbours to average where all are Byzantine [CQSA-SCR-5, CQSA-SCR-11]", () => {
  const options = { preAggregators: [{ id: "nnm" }] };
  expect(() => run([[1], [2]], { rule: "mean", tolerate: 2, options })).toThrow(
    '"tolerate" expected an integer below 2 for nnm, got 2',
  );
});

test("an id that is no text and an order that is no list are of the wrong type, an unknown id is not [CQSA-SCR-5]", () => {
  const refusal = (entry: Entry): unknown => {
    try {
      mix([[1], [2]], [entry]);
    } catch (error) {
      return error;
    }
    return undefined;
  };
  expect(refusal({ id: 5 })).toBeInstanceOf(TypeError);
  expect(refusal({ id: "bucketing", size: 1, permutation: 5 })).toBeInstanceOf(TypeError);
  expect(refusal({ id: "mixup" })).toBeInstanceOf(RangeError);
});

test("inputs with one neighbourhood become one, to the last bit, in sums beyond float64 too [CQSA-SCR-11]", () => {
  // (0.1 + 0.2) + 0.3 is not 0.1 + (0.2 + 0.3).
  const [first, second, third] = mix([[0.1], [0.2], [0.3], [9]], [{ id: "nnm" }], { tolerate: 1 });
  expect(second).toEqual(first);
  expect(third).toEqual(first);
  const big = Number.MAX_VALUE;
  const rows = [
    [1, big, 2, -big, 3],
    [1, big, 2, -big, 3],
    [1, big, 2, -big, 3],
  ];
  expect(mix(rows, [{ id: "nnm" }], { tolerate: 1 })).toEqual(rows);
});
