import { expect, test } from "vitest";
import { binomialTest } from "../../src/statistics/binomial-test.ts";
import { twoSidedNormalTail } from "../../src/statistics/normal-tests.ts";
import { chernoffShift, chernoffTest } from "./chernoff-test.ts";

const COIN = { values: [0, 1], probabilities: [0.7, 0.3] };

/** exp(−n·D(a‖p)): the Chernoff bound of a binomial in its closed form. */
function binomialBound(mean: number, size: number, p: number): number {
  const divergence = mean * Math.log(mean / p) + (1 - mean) * Math.log((1 - mean) / (1 - p));
  return Math.min(1, 2 * Math.exp(-size * divergence));
}

test("the bound of a coin is the relative entropy's, and above the exact binomial p-value", () => {
  const size = 200;
  for (const successes of [1, 20, 40, 55, 70, 90, 150, 199]) {
    const found = chernoffTest(COIN, successes / size, size);
    expect(found).toBeCloseTo(binomialBound(successes / size, size, 0.3), 12);
    expect(Math.log(found)).toBeCloseTo(Math.log(binomialBound(successes / size, size, 0.3)), 6);
    expect(found).toBeGreaterThanOrEqual(binomialTest(successes, size, 0.3) * 0.999999);
  }
});

test("the documented example comes out", () => {
  const fair = { values: [0, 1], probabilities: [0.5, 0.5] };
  expect(chernoffTest(fair, 0.75, 16)).toBeCloseTo(binomialBound(0.75, 16, 0.5), 12);
  expect(chernoffTest(fair, 0.75, 16)).toBeCloseTo(0.2466, 4);
});

test("a mean at the centre has p-value 1 and one out of range has 0", () => {
  expect(chernoffTest(COIN, 0.3, 1000)).toBe(1);
  expect(chernoffTest(COIN, 1.5, 1000)).toBe(0);
  expect(chernoffTest(COIN, -0.01, 1000)).toBe(0);
});

test("values of probability 0 are left out", () => {
  const padded = { values: [-100, 0, 1, 100], probabilities: [0, 0.7, 0.3, 0] };
  expect(chernoffTest(padded, 0.4, 100)).toBeCloseTo(chernoffTest(COIN, 0.4, 100), 12);
});

test("the stated shift is where the p-value meets the level, a tenth or two above the normal test's", () => {
  const size = 10_000;
  const level = 1e-6;
  const deviation = Math.sqrt(0.3 * 0.7);
  const shift = chernoffShift(deviation, size, level);
  const found = chernoffTest(COIN, 0.3 + shift, size);
  expect(found / level).toBeGreaterThan(0.5);
  expect(found / level).toBeLessThan(2);
  const normal = (4.8916384757 * deviation) / Math.sqrt(size);
  expect(twoSidedNormalTail((normal / deviation) * Math.sqrt(size)) / level).toBeCloseTo(1, 6);
  expect(shift / normal).toBeLessThan(1.12);
});

test("far means of a skewed distribution get the bound that a fine search of t finds", () => {
  const size = 50;
  const weights = Array.from({ length: 60 }, (_, k) => 0.5 ** k);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const values = weights.map((_, k) => k ** 2);
  const probabilities = weights.map((weight) => weight / total);
  for (const mean of [0.2, 1, 2.5, 3.2, 5, 12, 100]) {
    let least = 0;
    for (let t = -3; t <= 0.1; t += t < 0 ? 0.001 : 0.00001) {
      const moment = values.reduce(
        (sum, value, i) => sum + probabilities[i]! * Math.exp(t * (value - mean)),
        0,
      );
      least = Math.min(least, Math.log(moment));
    }
    const found = chernoffTest({ values, probabilities }, mean, size);
    expect(found).toBeGreaterThan(0);
    expect(Math.log(found)).toBeLessThanOrEqual(Math.min(0, Math.log(2) + size * least) + 1e-9);
    expect(Math.log(found)).toBeGreaterThan(Math.min(0, Math.log(2) + size * least) - 0.01);
  }
});
