import { expect, test } from "vitest";
import { binomialProbabilities } from "./binomial.ts";

test("Small cases agree with whole-number arithmetic", () => {
  const ten = binomialProbabilities(10, 0.3);
  expect(ten).toHaveLength(11);
  expect(ten[3]).toBeCloseTo(0.266827932, 14); // 120 · 3³ · 7⁷ / 10¹⁰
  expect(ten[10]! / 5.9049e-6).toBeCloseTo(1, 12); // 3¹⁰ / 10¹⁰
  expect(binomialProbabilities(0, 0.4)).toEqual([1]);
});

test("A fair coin thrown 60 times agrees with the binomial coefficients to 13 digits, tails included", () => {
  const found = binomialProbabilities(60, 0.5);
  expect(found).toHaveLength(61);
  let coefficient = 1n;
  for (let k = 0; k <= 60; k++) {
    expect(found[k]! / (Number(coefficient) / 2 ** 60)).toBeCloseTo(1, 13);
    coefficient = (coefficient * BigInt(60 - k)) / BigInt(k + 1);
  }
});

test("Ten thousand trials have total 1, mean np and variance np(1−p)", () => {
  for (const p of [1e-4, 0.37, 0.999]) {
    const found = binomialProbabilities(10_000, p);
    const mean = 10_000 * p;
    expect(found.reduce((sum, x) => sum + x, 0)).toBeCloseTo(1, 12);
    expect(found.reduce((sum, x, k) => sum + x * k, 0)).toBeCloseTo(mean, 7);
    expect(found.reduce((sum, x, k) => sum + x * (k - mean) ** 2, 0)).toBeCloseTo(mean * (1 - p), 6);
  }
});

test("Certain outcomes are certain", () => {
  expect(binomialProbabilities(3, 0)).toEqual([1, 0, 0, 0]);
  expect(binomialProbabilities(3, 1)).toEqual([0, 0, 0, 1]);
});

test("A chance outside [0, 1] and a fractional count are refused", () => {
  expect(() => binomialProbabilities(3, -0.1)).toThrow(RangeError);
  expect(() => binomialProbabilities(3, Number.NaN)).toThrow(RangeError);
  expect(() => binomialProbabilities(2.5, 0.5)).toThrow(RangeError);
});
