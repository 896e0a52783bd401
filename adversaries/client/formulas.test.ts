import { expect, test } from "vitest";
import { matrixFromRows, toRows } from "../../src/base/matrix.ts";
import type { Matrix } from "../../src/base/matrix.ts";
import { randomStream } from "../../src/base/random.ts";
import { screen } from "../../src/rules/index.ts";
import { completeOptions } from "../adversary.ts";
import type { ClientActs, ClientAdversary, OptionValues } from "../adversary.ts";
import { findAdversary } from "../index.ts";
import { showTrigger, stampTrigger } from "../trigger.ts";

/** Three honest clients and two attackers, in two coordinates: small enough to compute by hand. */
const HONEST = [
  [1, -2],
  [3, 0],
  [2, 5],
];
const OWN = [
  [2, -1],
  [0, 3],
];
/** By hand: means 2 and 1; squares 1 + 1 + 0 and 9 + 1 + 16, divided by 2. */
const MEAN = [2, 1];
const DEVIATION = [1, Math.sqrt(13)];

function actsOf(name: string, options: OptionValues = {}): ClientActs<unknown> {
  const adversary = findAdversary(name)!;
  return adversary.make(completeOptions(adversary, options)) as ClientActs<unknown>;
}

/** What an adversary sends, given all that its knowledge allows. */
function sent(name: string, options: OptionValues = {}, honest: readonly number[][] = HONEST): number[][] {
  const adversary: ClientAdversary = findAdversary(name)!;
  const rows = matrixFromRows("honest", honest);
  const base = { clients: honest.length + OWN.length, own: matrixFromRows("own", OWN) };
  const statistics = { mean: Float64Array.from(MEAN), deviation: Float64Array.from(DEVIATION) };
  const views = {
    own: base,
    statistics: { ...base, honest: statistics },
    everything: { ...base, honest: rows, clusterSize: 1, rule: "krum", tolerate: 1 },
  };
  const updates = actsOf(name, options).updates as (view: unknown, rng: unknown) => Matrix;
  return toRows(updates(views[adversary.knows], randomStream("formulas")));
}

/** Rows that are as good as these. */
function near(rows: readonly (readonly number[])[]): unknown[] {
  return rows.map((row) => row.map((value): unknown => expect.closeTo(value, 9)));
}

function twice(row: readonly number[]): number[][] {
  return [[...row], [...row]];
}

function distance(x: readonly number[], y: readonly number[]): number {
  return Math.hypot(...x.map((value, c) => value - y[c]!));
}

test("sign-flip is −c times the own update, sign-flip-mean and ipm are −c and −τ times the honest mean", () => {
  expect(sent("sign-flip")).toEqual(
    near([
      [-2, 1],
      [0, -3],
    ]),
  );
  expect(sent("sign-flip", { c: 2.5 })).toEqual(
    near([
      [-5, 2.5],
      [0, -7.5],
    ]),
  );
  expect(sent("sign-flip-mean")).toEqual(near(twice([-2, -1])));
  expect(sent("ipm")).toEqual(near(twice([-0.2, -0.1])));
  expect(sent("ipm", { tau: 2 })).toEqual(near(twice([-4, -2])));
});

test("constant is the largest magnitude of the own update everywhere, or nothing at all", () => {
  expect(sent("constant")).toEqual(
    near([
      [2, 2],
      [3, 3],
    ]),
  );
  expect(sent("constant", { value: -0.5 })).toEqual(
    near([
      [-1, -1],
      [-1.5, -1.5],
    ]),
  );
  expect(sent("constant", { value: 0 })).toEqual(near(twice([0, 0])));
});

test("gaussian noise has σ times the root mean square of the honest deviations, alone or on top of the own update", () => {
  // √((1 + 13)/2) = √7; the draws are the same in all three.
  const plain = sent("gaussian").flat();
  expect(plain).toHaveLength(4);
  expect([sent("gaussian", { sigma: 2 }).flat()]).toEqual(near([plain.map((value) => 2 * value)]));
  expect([sent("gaussian", { mode: "add" }).flat()]).toEqual(
    near([plain.map((value, i) => value + OWN.flat()[i]!)]),
  );
  const adversary = findAdversary("gaussian")! as Extract<ClientAdversary, { readonly knows: "statistics" }>;
  const many = adversary.make(completeOptions(adversary, {})).updates!(
    {
      clients: 9,
      own: matrixFromRows("own", [Array.from({ length: 4000 }, () => 0)]),
      honest: {
        mean: new Float64Array(4000),
        deviation: Float64Array.from({ length: 4000 }, (_, i) => (i % 2 ? 1 : Math.sqrt(13))),
      },
    },
    randomStream("many"),
  ).data;
  const variance = many.reduce((sum, value) => sum + value * value, 0) / many.length;
  // The relative error of a variance of 4,000 is √(2/4000) = .022: five of these.
  expect(Math.abs(variance / 7 - 1)).toBeLessThan(0.11);
});

test("a little is enough: mean − zσ with z = Φ⁻¹((n−f−s)/(n−f)), s = ⌊n/2+1⌋ − f", () => {
  // n = 5, f = 2: s = 3 − 2 = 1; (3 − 1)/3 = 2/3; Φ⁻¹(2/3) = 0.4307273 in any table.
  const z = 0.4307272992954576;
  expect(sent("alie")).toEqual(near(twice([2 - z, 1 - z * Math.sqrt(13)])));
  expect(sent("alie", { sign: "+" })).toEqual(near(twice([2 + z, 1 + z * Math.sqrt(13)])));
  expect(sent("alie", { z: 1.5 })).toEqual(near(twice([0.5, 1 - 1.5 * Math.sqrt(13)])));
  // From the colluders' own: means 1 and 1, deviations √2 and 2√2.
  expect(sent("colluding-alie")).toEqual(near(twice([1 - z * Math.SQRT2, 1 - z * 2 * Math.SQRT2])));
});

test.for(["unit", "sign", "std"] as const)(
  "min-max along %s goes until it is as far from an honest update as two are apart",
  (p) => {
    const [row, same] = sent("min-max", { p });
    expect(same).toEqual(row);
    const length = Math.hypot(...MEAN);
    const direction = { unit: MEAN.map((v) => v / length), sign: [1, 1], std: DEVIATION }[p];
    const gamma = (MEAN[0]! - row![0]!) / direction[0]!;
    expect(gamma).toBeGreaterThan(0);
    expect([row!]).toEqual(near([MEAN.map((value, c) => value - gamma * direction[c]!)]));
    // The furthest two are (1, −2) and (2, 5), √50 apart.
    expect(Math.max(...HONEST.map((other) => distance(row!, other)))).toBeCloseTo(Math.sqrt(50), 4);
  },
);

test.for(["smallest", "largest"] as const)(
  "min-sum keeps to the %s sum of squared distances of an honest update",
  (bound) => {
    const sums = HONEST.map((row) => HONEST.reduce((sum, other) => sum + distance(row, other) ** 2, 0));
    // By hand: |1−3|²+|−2−0|² = 8, |1−2|²+|−2−5|² = 50, |3−2|²+|0−5|² = 26.
    expect(sums.map(Math.round)).toEqual([58, 34, 76]);
    const [row] = sent("min-sum", { bound });
    const sum = HONEST.reduce((total, other) => total + distance(row!, other) ** 2, 0);
    expect(sum).toBeCloseTo(bound === "smallest" ? 34 : 76, 3);
    // The sum over all is 3·‖x − mean‖² + 28, so that γ follows: √2 or 4.
    expect(distance(row!, MEAN)).toBeCloseTo(bound === "smallest" ? Math.SQRT2 : 4, 4);
  },
);

test("Fang's attack on Krum is −λ·sign(mean) with a λ that Krum picks, and would not at twice it unless it starts there", () => {
  const honest = [
    [1, -1.1],
    [1.2, -1],
    [0.9, -0.9],
    [1.1, -1.2],
    [1, -1],
  ];
  const rows = sent("fang-krum", { lambda: 8 }, honest);
  const [first, second] = rows[0]!;
  expect(rows[1]).toEqual(rows[0]);
  expect(first).toBeLessThan(0);
  expect(second).toBe(-first!);
  const chosen = (lambda: number): number => {
    const bad = [-lambda, lambda];
    const aggregates = matrixFromRows("all", [bad, bad, ...honest]);
    return screen({ aggregates, rule: "krum", tolerate: 2 }).accepted.indexOf(true);
  };
  const lambda = -first!;
  expect(Math.log2(8 / lambda) % 1).toBe(0);
  expect(chosen(lambda) < 2 || lambda <= 1e-5).toBe(true);
  if (lambda < 8) expect(chosen(2 * lambda)).toBeGreaterThanOrEqual(2);
});

test("Fang's attack on the trimmed mean lies beyond the honest values on the side against their mean, by up to b", () => {
  for (const [first, second] of sent("fang-trimmed-mean", { b: 3 })) {
    // Means 2 and 1 are positive: below the least, 1 and −2; 1 is positive, so down to 1/3, and −2 down to −6.
    expect(first).toBeLessThanOrEqual(1);
    expect(first).toBeGreaterThanOrEqual(1 / 3);
    expect(second).toBeLessThanOrEqual(-2);
    expect(second).toBeGreaterThanOrEqual(-6);
  }
  const negative = HONEST.map((row) => row.map((value) => -value));
  for (const [first, second] of sent("fang-trimmed-mean", { b: 3 }, negative)) {
    expect(first).toBeGreaterThanOrEqual(-1);
    expect(first).toBeLessThanOrEqual(-1 / 3);
    expect(second).toBeGreaterThanOrEqual(2);
    expect(second).toBeLessThanOrEqual(6);
  }
});

test("mimic copies the first honest update, or the one furthest along their main direction", () => {
  expect(sent("mimic")).toEqual(near(twice(HONEST[0]!)));
  // Nearly all the spread is in the second coordinate, where 5 is 4 from the mean and −2 is 3.
  expect(sent("mimic", { whom: "furthest" })).toEqual(near(twice(HONEST[2]!)));
});

test("model replacement is γ = n/f times the own update", () => {
  expect(sent("model-replacement")).toEqual(near(OWN.map((row) => row.map((value) => 2.5 * value))));
  expect(sent("model-replacement", { gamma: 4 })).toEqual(
    near(OWN.map((row) => row.map((value) => 4 * value))),
  );
});

const ENCODING = { client: 0, update: Float64Array.of(0.5, -1, 0), weightBound: 2, scaleSize: 4 };
/** π/(k·w_max). */
const SCALE = Math.PI / 8;

test("phases: max-norm at ∓π/k against the update, out-of-range by its angle more, the under-reporter c times as far", () => {
  const rng = randomStream("phases");
  const phases = (name: string, options: OptionValues = {}): number[] => [
    ...actsOf(name, options).phases!(ENCODING, rng),
  ];
  expect([phases("max-norm")]).toEqual(near([[-Math.PI / 4, Math.PI / 4, Math.PI / 4]]));
  expect([phases("out-of-range-phase", { angle: 2 })]).toEqual(near([[0.5 * SCALE - 2, -SCALE + 2, 2]]));
  expect([phases("bound-under-reporter", { c: 6 })]).toEqual(near([[-3 * SCALE, 6 * SCALE, 0]]));
  expect(actsOf("bound-under-reporter").report!(1.5)).toBe(0);
  expect(actsOf("bound-inflater", { lambda: 20 }).report!(1.5)).toBe(30);
});

test("acts on the qubit come after the honest phase, a flip before it where that is asked for", () => {
  const honest = [{ kind: "phase", angle: 0.3 }] as const;
  const place = { isControl: true, coordinate: 0 };
  expect(actsOf("control-flip").qubit!(honest, place)).toEqual([...honest, { kind: "flip" }]);
  expect(actsOf("control-flip", { when: "before" }).qubit!(honest, place)).toEqual([
    { kind: "flip" },
    ...honest,
  ]);
  expect(actsOf("collapse", { share: 0.25 }).qubit!(honest, place)).toEqual([
    ...honest,
    { kind: "measure", axis: "z", fraction: 0.25 },
  ]);
  expect(actsOf("random-phase", { sigma: 0.5 }).qubit!(honest, place)).toEqual([
    ...honest,
    { kind: "phase-noise", deviation: 0.5 },
  ]);
  expect(actsOf("dropper").leaves).toBe(true);
});

const DATA = {
  name: "d",
  features: matrixFromRows(
    "f",
    Array.from({ length: 8 }, (_, i) => [i, i, i, i, i, i]),
  ),
  labels: Uint16Array.from([0, 1, 2, 3, 0, 1, 2, 3]),
  classes: 4,
};

test("labels are flipped to C − 1 − y, or one of them to another", () => {
  const flipped = (options: OptionValues) => actsOf("label-flip", options).data!(DATA, randomStream("d"));
  expect([...flipped({}).labels]).toEqual([3, 2, 1, 0, 3, 2, 1, 0]);
  expect([...flipped({ mode: "pair", from: 1, to: 2 }).labels]).toEqual([0, 2, 2, 3, 0, 2, 2, 3]);
  expect([...flipped({ mode: "pair", from: 1, to: 9 }).labels]).toEqual([0, 3, 2, 3, 0, 3, 2, 3]);
  expect(flipped({}).features).toBe(DATA.features);
});

test("a trigger sets the last four features, of a share of the samples and with the target's label", () => {
  const options = { target: 2, share: 0.5, level: 9 };
  const stamped = stampTrigger(DATA, options, randomStream("s"));
  const shown = toRows(stamped.features).filter((row) => row[5] === 9);
  expect(shown).toHaveLength(4);
  for (const row of shown) expect(row).toEqual([row[0], row[0], 9, 9, 9, 9]);
  for (const [i, row] of toRows(stamped.features).entries()) {
    expect(stamped.labels[i]).toBe(row[5] === 9 ? 2 : DATA.labels[i]);
  }
  const all = showTrigger(DATA, options);
  expect(toRows(all.features).every((row) => row[5] === 9 && row[2] === 9 && row[1] === row[0])).toBe(true);
  expect(all.labels).toEqual(DATA.labels);
  expect(actsOf("backdoor", options).data!(DATA, randomStream("s"))).toEqual(stamped);
});
