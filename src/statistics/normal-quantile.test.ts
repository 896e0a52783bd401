import { expect, test } from "vitest";
import { twoSidedNormalTail } from "./normal-tests.ts";
import { normalQuantile } from "./normal-quantile.ts";

/** Probability, quantile: mpmath 1.4.1 at 30 digits, root of log(erfc(-z / sqrt(2)) / 2) - log(p). */
const REFERENCE = [
  [1e-300, -37.0470962993612],
  [1e-100, -21.273453560965326],
  [1e-12, -7.034483825301132],
  [5e-10, -6.1094102048693975],
  [0.025, -1.9599639845400543],
  [0.3, -0.5244005127080408],
  [0.99, 2.3263478740408408],
  [0.999999, 4.753424308817087],
] as const;

test("quantiles agree with 30-digit roots to 13 digits, down to 1e-300 [THR-GOAL-6]", () => {
  for (const [probability, z] of REFERENCE) {
    expect(Math.abs(normalQuantile(probability) / z - 1), `p = ${probability}`).toBeLessThan(1e-13);
  }
});

test("a quantile's tail is its probability, and the median is nought [THR-GOAL-6]", () => {
  for (let exponent = -298; exponent < 0; exponent++) {
    const probability = 4 * 10 ** exponent;
    expect(twoSidedNormalTail(normalQuantile(probability / 2)) / probability).toBeCloseTo(1, 10);
  }
  expect(normalQuantile(0.5)).toBe(0);
  expect(normalQuantile(0.5 - 1e-9) / -1e-9 / Math.sqrt(2 * Math.PI)).toBeCloseTo(1, 7);
});

test("the largest double below one is the last with a quantile [THR-GOAL-6]", () => {
  const last = 1 - Number.EPSILON / 2;
  expect(normalQuantile(last)).toBe(-normalQuantile(Number.EPSILON / 2));
  // scipy 1.17.1: norm.isf(2**-53) = 8.209536151601387.
  expect(normalQuantile(last)).toBeCloseTo(8.209536151601387, 12);
});

test("probabilities without a quantile are refused [THR-GOAL-6]", () => {
  for (const probability of [0, 1, -0.1, 1.1, 1e-301, Number.NaN]) {
    expect(() => normalQuantile(probability)).toThrow('"probability" expected a');
  }
});
