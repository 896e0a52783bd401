import { expect, test } from "vitest";
import { binomialTest } from "../../src/statistics/binomial-test.ts";
import { twoSidedNormalTail } from "../../src/statistics/normal-tests.ts";
import { STATED_POWER } from "../stated-power.ts";
import { chernoffTest, criticalMeans, isRejected } from "./chernoff-test.ts";

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

test("the critical means are where the p-value meets the level, a tenth or two beyond the normal test's", () => {
  const size = 10_000;
  const level = 1e-6;
  const { low, high } = criticalMeans(COIN, size, level);
  expect(chernoffTest(COIN, low, size) / level).toBeCloseTo(1, 2);
  expect(chernoffTest(COIN, high, size) / level).toBeCloseTo(1, 2);
  expect(low).toBeLessThan(0.3);
  expect(high).toBeGreaterThan(0.3);
  const deviation = Math.sqrt(0.3 * 0.7);
  const normal = (4.8916384757 * deviation) / Math.sqrt(size);
  expect(twoSidedNormalTail((normal / deviation) * Math.sqrt(size)) / level).toBeCloseTo(1, 6);
  for (const shift of [0.3 - low, high - 0.3]) {
    expect(shift / normal).toBeGreaterThan(1);
    expect(shift / normal).toBeLessThan(1.12);
  }
});

test("a side whose last value is too likely to be rejected has no critical mean", () => {
  const { low, high } = criticalMeans(COIN, 5, 0.01);
  expect([low, high]).toEqual([-Infinity, expect.any(Number)]);
  expect(chernoffTest(COIN, 0, 5)).toBeGreaterThan(0.01);
  expect(high).toBeLessThanOrEqual(1);
});

test("what is rejected is so in 99 of 100 samples, by the exact binomial distribution", () => {
  const [size, level] = [2000, 1e-6];
  const critical = criticalMeans(COIN, size, level);
  const coin = (p: number): typeof COIN => ({ values: [0, 1], probabilities: [1 - p, p] });
  const powerAt = (p: number): number => binomialTest(Math.ceil(critical.high * size), size, p, "greater");
  let least = 0.3;
  while (!isRejected(critical, coin(least), size)) least += 0.0001;
  expect(least).toBeLessThan(0.4);
  expect(powerAt(least)).toBeGreaterThan(STATED_POWER - 0.002);
  expect(powerAt(least - 0.002)).toBeLessThan(STATED_POWER);
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
