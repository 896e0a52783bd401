import { expect, test } from "vitest";
import { binomialPmf } from "./binomial-pmf.ts";
import { binomialTest } from "./binomial-test.ts";
import { twoSidedNormalTail } from "./normal-tests.ts";
import { detectableMeanShift, detectableProbabilityShift, rejectedCounts } from "./power.ts";

/** The chance that the test rejects, by enumeration of every outcome. */
function enumeratedPower(trials: number, hypothesis: number, level: number, truth: number): number {
  let total = 0;
  for (let k = 0; k <= trials; k++) {
    if (binomialTest(k, trials, hypothesis) <= level) total += binomialPmf(k, trials, truth);
  }
  return total;
}

const DESIGNS = [
  [10, 0.5, 0.05, 0.9],
  [50, 0.3, 0.01, 0.5],
  [200, 0.02, 1e-4, 0.8],
  [300, 0.95, 0.001, 0.99],
  [400, 0.5, 1e-9, 0.999],
  [80, 0, 0.01, 0.9],
  [80, 1, 0.01, 0.9],
] as const;

test("the rejected counts are those that the binomial test rejects [THR-GOAL-6]", () => {
  let checked = 0;
  for (const [trials, probability, level] of DESIGNS) {
    const { low, high } = rejectedCounts(trials, probability, level);
    for (let k = 0; k <= trials; k++) {
      expect(k <= low || k >= high, `${k} of ${trials}`).toBe(binomialTest(k, trials, probability) <= level);
      checked++;
    }
  }
  expect(checked).toBeGreaterThan(1000);
  expect(rejectedCounts(5, 0.5, 1e-9)).toEqual({ low: -1, high: 6 });
});

test("a tail of just half the level is rejected, a power that is just reached is reached [THR-GOAL-6]", () => {
  const level = 2 * binomialTest(3, 10, 0.5, "less");
  expect(rejectedCounts(10, 0.5, level).low).toBe(3);
  const mirrored = 2 * binomialTest(7, 10, 0.5, "greater");
  expect(rejectedCounts(10, 0.5, mirrored).high).toBe(7);
  // One trial of a hypothesis of 0 rejects with the chance of a success.
  expect(detectableProbabilityShift(1, 0, 0.05, 0.5)).toBe(0.5);
});

test("beyond the detectable shift every truth is rejected with the power, just within it some is not [THR-GOAL-6]", () => {
  for (const [trials, probability, level, power] of DESIGNS) {
    const shift = detectableProbabilityShift(trials, probability, level, power);
    expect(shift).toBeGreaterThan(0);
    let tried = 0;
    for (let step = 0; step <= 100; step++) {
      const truth = step / 100;
      if (Math.abs(truth - probability) <= shift) continue;
      expect(enumeratedPower(trials, probability, level, truth)).toBeGreaterThanOrEqual(power);
      tried++;
    }
    expect(tried).toBeGreaterThan(0);
    const within = [-1, 1]
      .map((side) => probability + side * (shift - 1e-6))
      .filter((truth) => truth >= 0 && truth <= 1)
      .map((truth) => enumeratedPower(trials, probability, level, truth));
    expect(Math.min(...within)).toBeLessThan(power);
  }
});

test("from nought the detectable shift has a closed form [THR-GOAL-6]", () => {
  // Any success rejects: 1 − (1 − q)^n = power.
  expect(detectableProbabilityShift(80, 0, 0.01, 0.9)).toBeCloseTo(1 - 0.1 ** (1 / 80), 12);
});

test("a test that never rejects sees no shift at all [THR-GOAL-6]", () => {
  expect(detectableProbabilityShift(5, 0.5, 1e-9, 0.9)).toBe(Infinity);
});

test("a side on which nothing is rejected counts with all its room [THR-GOAL-6]", () => {
  // Ten trials of 0.9: ten successes are likely, so that no larger probability is seen.
  const { low, high } = rejectedCounts(10, 0.9, 0.01);
  expect([low, high]).toEqual([5, 11]);
  // scipy 1.17.1: brentq of binom.cdf(5, 10, q) - 0.5 gives q = 0.5483058437763368.
  expect(detectableProbabilityShift(10, 0.9, 0.01, 0.5)).toBeCloseTo(0.9 - 0.5483058437763368, 10);
});

test("large samples see the shift of the normal approximation [THR-GOAL-6]", () => {
  const exact = detectableProbabilityShift(1_000_000, 0.5, 1e-9, 0.9);
  expect(exact / detectableMeanShift(1_000_000, 0.5, 1e-9, 0.9)).toBeCloseTo(1, 3);
});

test("the detectable shift of a mean gives the power, counted on the near side [THR-GOAL-6]", () => {
  expect(detectableMeanShift(100, 1, 0.05, 0.5)).toBeCloseTo(0.19599639845400535, 13);
  // scipy 1.17.1: norm.isf(5e-10) + norm.ppf(0.99) = 8.435758078910238.
  expect(detectableMeanShift(1, 1, 1e-9, 0.99)).toBeCloseTo(8.435758078910238, 11);
  expect(detectableMeanShift(400, 3, 1e-9, 0.99)).toBeCloseTo((3 / 20) * 8.435758078910238, 11);
  const critical = detectableMeanShift(1, 1, 1e-9, 0.5);
  expect(twoSidedNormalTail(critical) / 1e-9).toBeCloseTo(1, 9);
  expect(detectableMeanShift(10, 0, 0.05, 0.9)).toBe(0);
});

test("designs that are none are refused [THR-GOAL-6]", () => {
  expect(() => detectableProbabilityShift(0, 0.5, 0.05, 0.9)).toThrow('"trials"');
  expect(() => rejectedCounts(5, 0.5, 0)).toThrow('"level"');
  expect(() => detectableProbabilityShift(5, 1.5, 0.05, 0.9)).toThrow('"probability"');
  expect(() => detectableProbabilityShift(5, 0.5, 0, 0.9)).toThrow('"level"');
  expect(() => detectableProbabilityShift(5, 0.5, 0.05, 1)).toThrow('"power"');
  expect(() => detectableProbabilityShift(5, 0.5, 0.05, 0.05)).toThrow(
    '"power" expected a number above the level 0.05',
  );
  expect(() => detectableMeanShift(0, 1, 0.05, 0.9)).toThrow('"sampleSize"');
  expect(() => detectableMeanShift(5, -1, 0.05, 0.9)).toThrow('"deviation"');
  expect(() => detectableMeanShift(5, 1, 0.05, 0.01)).toThrow('"power"');
});
