import { expect, test } from "vitest";
import { matrixFromRows } from "../base/matrix.ts";
import { randomStream } from "../base/random.ts";
import { screen } from "./index.ts";
import type { RuleResult } from "./rule.ts";

function run(
  rows: readonly ArrayLike<number>[],
  tolerate: number,
  options: Record<string, unknown> = {},
  seed = "dnc",
): RuleResult {
  const aggregates = matrixFromRows("aggregates", rows);
  return screen({ aggregates, rule: "dnc", tolerate, options, rng: randomStream(seed) });
}

const kept = ({ accepted }: RuleResult): number[] => [...accepted.keys()].filter((i) => accepted[i]);

/** Squared projections of centred points of a plane on their principal axis, from its angle: ½·atan2(2Sxy, Sxx − Syy). */
function planeScores(rows: readonly (readonly [number, number])[]): number[] {
  const [mx, my] = [0, 1].map((c) => rows.reduce((sum, row) => sum + row[c]!, 0) / rows.length) as [
    number,
    number,
  ];
  const sum = (f: (x: number, y: number) => number): number =>
    rows.reduce((all, [x, y]) => all + f(x - mx, y - my), 0);
  const angle =
    0.5 *
    Math.atan2(
      2 * sum((x, y) => x * y),
      sum((x, y) => x * x - y * y),
    );
  return rows.map(([x, y]) => ((x - mx) * Math.cos(angle) + (y - my) * Math.sin(angle)) ** 2);
}

test("with all coordinates it drops the f largest projections on the principal axis of a plane [CQSA-SCR-6]", () => {
  const rng = randomStream("plane");
  for (let t = 0; t < 60; t++) {
    const n = 3 + rng.integer(9);
    const rows = Array.from({ length: n }, () => [rng.uniform(), 3 * rng.uniform()] as const);
    const scores = planeScores(rows);
    const tolerate = rng.integer(Math.floor((n - 1) / 2) + 1);
    const limit = scores.toSorted((a, b) => a - b)[n - tolerate - 1]!;
    const expected = [...scores.keys()].filter((i) => scores[i]! <= limit);
    expect(kept(run(rows, tolerate))).toEqual(expected);
  }
});

test("more coordinates than inputs give what their copies in a plane give [CQSA-SCR-6]", () => {
  const rng = randomStream("wide");
  const rows = Array.from({ length: 7 }, () => [rng.uniform(), rng.uniform()] as const);
  const wide = rows.map(([x, y]) => Array.from({ length: 40 }, (_, c) => (c % 2 === 0 ? x : y)));
  expect(kept(run(wide, 2))).toEqual(kept(run(rows, 2)));
});

test("outliers of any size go, and the rest is averaged [CQSA-SCR-6]", () => {
  const rng = randomStream("outliers");
  for (const far of [10, 1e100, 1e300, Number.MAX_VALUE]) {
    const rows = Array.from({ length: 9 }, (_, i) =>
      Float64Array.from({ length: 30 }, () => (i < 2 ? far : rng.uniform())),
    );
    const result = run(rows, 2);
    expect(kept(result)).toEqual([2, 3, 4, 5, 6, 7, 8]);
    const mean = rows.slice(2).reduce((sum, row) => sum + row[4]!, 0) / 7;
    expect(result.aggregate[4]).toBeCloseTo(mean, 14);
  }
});

test("no unit of length is too small or too large [CQSA-SCR-6]", () => {
  const shape = [0, 1, 2, 3, 100];
  for (const exponent of [-1070, -1022, -600, 600, 1000, 1015]) {
    // In one dimension, and in more than there are inputs.
    for (const columns of [1, 9]) {
      const rows = shape.map((value) => Array.from({ length: columns }, () => value * 2 ** exponent));
      expect(kept(run(rows, 1))).toEqual([0, 1, 2, 3]);
      expect(kept(run(rows, 2))).toEqual([1, 2, 3]);
    }
  }
  expect(kept(run([[0], [0], [0]], 1))).toEqual([0, 1]);
});

test("drop multiplies f, rounded down; iterations and coordinates decide what survives [CQSA-SCR-6]", () => {
  const rows = [[0], [1], [2], [3], [100]];
  expect(kept(run(rows, 1))).toEqual([0, 1, 2, 3]);
  expect(kept(run(rows, 1, { drop: 0.9 }))).toEqual([0, 1, 2, 3, 4]);
  // Centred: −21.2, −20.2, −19.2, −18.2, 78.8.
  expect(kept(run(rows, 1, { drop: 2.5 }))).toEqual([1, 2, 3]);
  expect(kept(run(rows, 2))).toEqual(kept(run(rows, 1, { drop: 2 })));
  // An outlier in each of two coordinates: one coordinate a time shows one of them.
  const two = [
    [50, 0],
    [0, 60],
    [1, 1],
    [2, 0],
    [0, 2],
  ];
  const answers = Array.from({ length: 30 }, (_, t) =>
    kept(run(two, 1, { subsample: 1, iterations: 1 }, `seed ${t}`)).join(""),
  );
  expect(new Set(answers)).toEqual(new Set(["0234", "1234"]));
  expect(kept(run(two, 1, { subsample: 1, iterations: 40 }))).toEqual([2, 3, 4]);
  // Beyond d it is d.
  expect(run(two, 1, { subsample: 7 })).toEqual(run(two, 1, { subsample: 2 }));
});

test("every set of coordinates is drawn equally often, none twice in one [CQSA-SCR-6, CQSA-SCR-15]", () => {
  // The input with the farthest outlier in one of two of three coordinates goes: the first, unless its own is left out.
  const rows = [
    [1000, 0, 0],
    [0, 100, 0],
    [0, 0, 10],
    [0, 0, 0],
  ];
  const dropped = [0, 0, 0, 0];
  for (let t = 0; t < 600; t++) {
    const { accepted } = run(rows, 1, { subsample: 2, iterations: 1 }, `set ${t}`);
    dropped[accepted.indexOf(false)]!++;
  }
  expect(dropped.slice(2)).toEqual([0, 0]);
  // 600/3, and five standard deviations of √(600·2/9).
  expect(Math.abs(dropped[1]! - 200)).toBeLessThan(58);
});

test("a seed decides, and one seed has one answer [CQSA-SCR-6]", () => {
  const rng = randomStream("coordinates");
  const rows = Array.from({ length: 9 }, () => Float64Array.from({ length: 50 }, () => rng.uniform()));
  const options = { subsample: 3 };
  expect(run(rows, 2, options, "a")).toEqual(run(rows, 2, options, "a"));
  const answers = new Set(Array.from({ length: 10 }, (_, t) => kept(run(rows, 2, options, `${t}`)).join()));
  expect(answers.size).toBeGreaterThan(3);
});

test("nothing left, and a missing seed, are refused [CQSA-SCR-5, CQSA-SCR-6]", () => {
  const aggregates = matrixFromRows("aggregates", [[1], [2], [4]]);
  expect(() => screen({ aggregates, rule: "dnc", tolerate: 0 })).toThrow(
    '"seed" expected a string, since dnc draws, got undefined',
  );
  expect(() => run([[1], [2], [4]], 1, { drop: 3 })).toThrow(
    '"options.drop" expected a number that leaves one of 3 inputs with f = 1, got 3',
  );
  // Each coordinate has its own outlier: after enough of them none is left.
  const rows = [
    [9, 0, 0],
    [0, 9, 0],
    [0, 0, 9],
  ];
  expect(kept(run(rows, 1, { subsample: 1, iterations: 1 }))).toHaveLength(2);
  expect(() => run(rows, 1, { subsample: 1, iterations: 60 })).toThrow(
    '"aggregates" expected inputs of which one is kept in every iteration of dnc, got "none"',
  );
});

test.each<[Record<string, unknown>, string]>([
  [{ subsample: 0 }, '"options.subsample" expected an integer of at least 1, got 0'],
  [{ drop: -1 }, '"options.drop" expected a finite number of at least 0, got -1'],
  [{ iterations: 0 }, '"options.iterations" expected an integer of at least 1, got 0'],
])("%j is refused [CQSA-SCR-5, CQSA-SCR-6]", (options, message) => {
  expect(() => run([[1], [2], [4]], 1, options)).toThrow(message);
});
