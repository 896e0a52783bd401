import * as fc from "fast-check";
import { expect, test } from "vitest";
import { correlation, mean, sum, variance } from "./moments.ts";

function dot(u: readonly number[], v: readonly number[]): number {
  return u.reduce((total, value, i) => total + value * v[i]!, 0);
}

const entry = fc.integer({ min: -1000, max: 1000 });

test("a sum keeps what plain addition loses [THR-GOAL-6]", () => {
  expect(sum([1, 1e100, 1, -1e100])).toBe(2);
  expect(sum(new Float64Array(10).fill(0.1))).toBe(1);
  expect(sum([])).toBe(0);
});

test("a sum of large and small numbers is that of exact integer arithmetic [THR-GOAL-6]", () => {
  fc.assert(
    fc.property(fc.array(fc.maxSafeInteger(), { minLength: 1, maxLength: 200 }), (values) => {
      const exact = values.reduce((total, value) => total + BigInt(value), 0n);
      const bound = 2 ** -52 * Math.abs(Number(exact)) + 2 ** -90 * values.length ** 2 * 2 ** 53;
      expect(Math.abs(sum(values) - Number(exact))).toBeLessThanOrEqual(bound);
    }),
  );
});

test("mean and variance agree with whole-number arithmetic [THR-GOAL-6]", () => {
  fc.assert(
    fc.property(fc.array(entry, { minLength: 2, maxLength: 100 }), (values) => {
      const n = values.length;
      const total = values.reduce((a, b) => a + b, 0);
      const squares = values.reduce((a, b) => a + b * b, 0);
      // n Σ x² − (Σ x)² is exact in doubles for these entries.
      const spread = n * squares - total * total;
      expect(mean(values)).toBe(total / n);
      expect(Math.abs(variance(values) - spread / n / n)).toBeLessThanOrEqual(1e-13 * spread);
      expect(Math.abs(variance(values, { ddof: 1 }) - spread / n / (n - 1))).toBeLessThanOrEqual(
        1e-13 * spread,
      );
    }),
  );
});

test("a variance survives a large offset [THR-GOAL-6]", () => {
  // NIST's NumAcc4: 1001 numbers near 1e7 with variance (ddof 1) 0.01.
  const values = Array.from({ length: 1001 }, (_, i) =>
    i === 0 ? 10000000.2 : i % 2 === 1 ? 10000000.1 : 10000000.3,
  );
  expect(mean(values)).toBeCloseTo(10000000.2, 8);
  expect(Math.sqrt(variance(values, { ddof: 1 }))).toBeCloseTo(0.1, 8);
  expect(variance([0.1, 0.1, 0.1])).toBe(0);
  // Here the mean, 4/3 above the offset, rounds to 2 above it.
  expect(variance([1e16, 1e16 + 2, 1e16 + 2])).toBeCloseTo(8 / 9, 14);
});

test("a correlation agrees with whole-number arithmetic and stays within one [THR-GOAL-6]", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(entry, entry), { minLength: 2, maxLength: 60 }), (pairs) => {
      const [x, y] = [pairs.map(([a]) => a), pairs.map(([, b]) => b)];
      fc.pre(new Set(x).size > 1 && new Set(y).size > 1);
      const n = pairs.length;
      const ones = x.map(() => 1);
      const covariance = (u: number[], v: number[]): number => n * dot(u, v) - dot(u, ones) * dot(v, ones);
      const expected = covariance(x, y) / Math.sqrt(covariance(x, x)) / Math.sqrt(covariance(y, y));
      const found = correlation(x, y);
      expect(Math.abs(found - expected)).toBeLessThan(1e-12);
      expect(Math.abs(found)).toBeLessThanOrEqual(1);
      expect(correlation(y, x)).toBeCloseTo(found, 14);
    }),
  );
});

test("a correlation holds at extreme scales and for the smallest differences [THR-GOAL-6]", () => {
  expect(correlation([1, 2, 3], [10, 20, 30])).toBe(1);
  expect(correlation([1e-200, 2e-200, 3e-200], [3e200, 2e200, 1e200])).toBeCloseTo(-1, 14);
  expect(correlation([1, 1 + Number.EPSILON], [1 + Number.EPSILON, 1])).toBe(-1);
  // Anscombe's first set: NIST and scipy give 0.81642051634484003.
  const x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5];
  const y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];
  expect(correlation(x, y)).toBeCloseTo(0.81642051634484, 14);
});

test("vectors without a mean, variance or correlation are refused [THR-GOAL-6]", () => {
  expect(() => sum([1, Number.NaN])).toThrow('"values[1]" expected a finite number, got NaN');
  expect(() => sum([1e308, 1e308])).toThrow('"values" expected a sum below 2^1024');
  expect(() => sum([1, "1"] as readonly unknown[] as number[])).toThrow('"values[1]" expected a number');
  expect(() => correlation([], [1])).toThrow('"first" expected at least one number');
  expect(() => correlation([1], [])).toThrow('"second" expected at least one number');
  expect(() => mean([])).toThrow('"values" expected at least one number');
  expect(() => variance([])).toThrow(RangeError);
  expect(() => variance([1, Infinity])).toThrow('"values[1]"');
  expect(() => variance([1e200, -1e200])).toThrow('"values" expected squares below 2^1024');
  expect(() => variance([1], { ddof: 1 })).toThrow('"ddof" expected an integer from 0 to 0, got 1');
  expect(() => correlation([1, 2], [1, 2, 3])).toThrow('"second" expected 2 numbers');
  expect(() => correlation([1, 1], [1, 2])).toThrow('"first" expected numbers that are not all equal');
  expect(() => correlation([1, 2], [3, 3])).toThrow('"second" expected numbers that are not all equal');
});
