import { expect, test } from "vitest";
import { randomStream } from "../base/random.ts";
import { fillNormal } from "../learning/normal.ts";
import { leakageFigures } from "./leakage-figures.ts";
import type { LeakageFigure } from "./leakage-figures.ts";
import type { Observation } from "./observation.ts";

const FORM = { value: 0.25, formula: "¼", tolerance: 0 };

function one(trials: readonly Observation[]): LeakageFigure[] {
  return leakageFigures(trials.map((found) => [found]));
}

test("R² is that of the mean of Fisher's z, with the bits of a normal estimate beside it", () => {
  const trials = [0.4, 0.6].map((value): Observation => {
    return { figure: "R² of a client's update", kind: "correlation", value, expected: FORM };
  });
  const [r2, bits] = one(trials);
  const z = (Math.atanh(0.4) + Math.atanh(0.6)) / 2;
  expect(r2!.value).toBeCloseTo(Math.tanh(z) ** 2, 12);
  expect(r2!.agrees).toBe(true);
  expect(bits!.figure).toBe("bits of a client's update");
  expect(bits!.value).toBeCloseTo(-0.5 * Math.log2(1 - Math.tanh(z) ** 2), 12);
  // Student's t at 95 % with one degree of freedom is 12.706.
  const half = (12.7062 * (Math.atanh(0.6) - Math.atanh(0.4))) / 2;
  expect(r2!.lower).toBe(0);
  expect(r2!.upper).toBeCloseTo(Math.tanh(z + half) ** 2, 4);
});

test("An exact reading has no number of bits, and disagrees with a form that says otherwise", () => {
  const trials = [1, 1, 1].map((value): Observation => {
    return { figure: "R² of a client's update", kind: "correlation", value, expected: FORM };
  });
  const found = one(trials);
  expect(found).toHaveLength(1);
  expect(found[0]!.value).toBeCloseTo(1, 9);
  expect(found[0]!.agrees).toBe(false);
});

test("Rates add up over trials; a figure without a form in one of them has none", () => {
  const [rate] = one([
    { figure: "rounds", kind: "rate", successes: 1, cases: 4, expected: FORM },
    { figure: "rounds", kind: "rate", successes: 2, cases: 4, expected: null },
  ]);
  expect(rate).toMatchObject({ value: 3 / 8, trials: 2, expected: null, agrees: null });
  expect(rate!.lower).toBeGreaterThan(0);
  expect(rate!.upper).toBeLessThan(1);
});

test("The interval of a TPR at 1 % FPR covers the truth although its threshold is estimated", () => {
  // N(1.5, 1) against N(0, 1): Φ(1.5 − 2.3263) = .2043.
  let covered = 0;
  for (let trial = 0; trial < 200; trial++) {
    const draws = fillNormal(randomStream(`tpr ${trial}`), new Float64Array(600));
    const members = [...draws.subarray(0, 300)].map((z) => z + 1.5);
    const strangers = [...draws.subarray(300)];
    const tpr = one([{ figure: "membership", kind: "scores", members, strangers, expected: null }])[1]!;
    if (tpr.lower <= 0.2043 && tpr.upper >= 0.2043) covered++;
  }
  expect(covered).toBeGreaterThanOrEqual(185);
});

test("Of few strangers no threshold is known, and the interval says so", () => {
  const scores = { members: [5, 6, 7], strangers: [1, 2, 3] };
  const [auc, tpr] = one([{ figure: "membership", kind: "scores", ...scores, expected: null }]);
  expect([auc!.value, tpr!.value]).toEqual([1, 1]);
  expect([tpr!.lower, tpr!.upper]).toEqual([0, 1]);
});

test("A confidence or level that is no probability is refused", () => {
  expect(() => leakageFigures([], 1)).toThrow('"confidence"');
  expect(() => leakageFigures([], 0.95, 0)).toThrow('"level"');
});
