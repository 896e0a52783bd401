import betainc from "@stdlib/math-base-special-betainc";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { binomialPmf } from "./binomial-pmf.ts";
import { binomialTest, type Alternative } from "./binomial-test.ts";

/** Successes, trials, probability, P(X ≤ k), P(X ≥ k): sums in mpmath 1.4.1 at 50 digits; scipy 1.17.1 binomtest agrees. */
const REFERENCE = [
  [0, 1, 0.5, 0.5, 1],
  [1, 1, 0.25, 1, 0.25],
  [3, 10, 0.5, 0.171875, 0.9453125],
  [9, 10, 0.5, 0.9990234375, 0.0107421875],
  [0, 20, 0.3, 0.0007979226629761202, 1],
  [20, 20, 0.1, 1, 1.0000000000000011e-20],
  [7, 50, 0.02, 0.9999935059229574, 6.0126681785518334e-5],
  [45, 60, 0.25, 0.9999999999999999, 6.434477243625752e-16],
  [0, 200, 0.5, 6.223015277861142e-61, 1],
  [190, 200, 0.1, 1, 7.873958598455584e-175],
  [1, 1000, 0.5, 9.341968821217221e-299, 1],
  [620, 1000, 0.5, 0.9999999999999906, 1.551622954171333e-14],
  [12, 1000, 1e-6, 1, 1.9520593285748082e-45],
  [5, 100000, 1e-9, 1, 8.33180571863736e-23],
  [50900, 100000, 0.5, 0.9999999938462564, 6.386048734138248e-9],
  [52500, 100000, 0.5, 1, 1.2959416763151965e-56],
  [31000, 100000, 0.3, 0.9999999999970712, 3.0732243670965475e-12],
  [25000, 100000, 0.3, 2.5510259965690244e-270, 1],
  [400, 1000000, 0.001, 1.1019224762272374e-103, 1],
  [1400, 1000000, 0.001, 1, 4.7081977611934256e-33],
  [5040000, 10000000, 0.5, 1, 1.6784457793547472e-141],
] as const;

const PROBABILITIES = [0, 1e-9, 0.01, 0.1, 0.25, 1 / 3, 0.5, 0.6, 0.9, 0.999, 1];

function relative(found: number, expected: number): number {
  return Math.abs(found / expected - 1);
}

test("one-sided p-values agree with 50-digit sums to ten digits, down to 1e-298 [THR-GOAL-6]", () => {
  for (const [k, n, p, less, greater] of REFERENCE) {
    expect(relative(binomialTest(k, n, p, "less"), less), `P(X <= ${k}), ${n}, ${p}`).toBeLessThan(1e-11);
    expect(relative(binomialTest(k, n, p, "greater"), greater), `P(X >= ${k}), ${n}, ${p}`).toBeLessThan(
      1e-11,
    );
  }
});

test("the two-sided p-value is twice the smaller tail and at most one [THR-GOAL-6]", () => {
  for (const [k, n, p, less, greater] of REFERENCE) {
    const expected = Math.min(1, 2 * Math.min(less, greater));
    expect(relative(binomialTest(k, n, p), expected), `${k}, ${n}, ${p}`).toBeLessThan(1e-11);
  }
});

test("p-values below the range of doubles are zero [THR-GOAL-6]", () => {
  // mpmath: 9.9e-1996 and 3.07e-350.
  expect(binomialTest(999, 1000, 0.01)).toBe(0);
  expect(binomialTest(520000, 1000000, 0.5)).toBe(0);
});

test("tails agree with the incomplete beta function over random designs [THR-GOAL-6]", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }),
      (n, share, p) => {
        const k = Math.min(n - 1, Math.floor(share * n));
        const less = betainc(p, k + 1, n - k, true, true);
        const greater = betainc(p, k + 1, n - k, true, false);
        const compared = [
          [less, binomialTest(k, n, p, "less")],
          [greater, binomialTest(k + 1, n, p, "greater")],
        ] as const;
        for (const [expected, found] of compared) {
          expect(Math.abs(found - expected)).toBeLessThanOrEqual(1e-10 * expected + 1e-300);
        }
      },
    ),
    { numRuns: 500 },
  );
});

test("the level is never exceeded, by enumeration of every outcome up to 60 trials [THR-GOAL-6]", () => {
  let checked = 0;
  for (const alternative of ["two-sided", "less", "greater"] satisfies Alternative[]) {
    for (let n = 1; n <= 60; n++) {
      for (const p of PROBABILITIES) {
        const outcomes = Array.from({ length: n + 1 }, (_, k) => ({
          pValue: binomialTest(k, n, p, alternative),
          chance: binomialPmf(k, n, p),
        }));
        for (const level of [1e-12, 1e-6, 0.001, 0.01, 0.05, 0.1, 0.3, 0.5, 0.9]) {
          const rejected = outcomes.filter(({ pValue }) => pValue <= level);
          const size = rejected.reduce((total, { chance }) => total + chance, 0);
          expect(size).toBeLessThanOrEqual(level * (1 + 1e-12));
          if (rejected.length > 0) checked++;
        }
      }
    }
  }
  expect(checked).toBeGreaterThan(5000);
});

test("the test wastes no level: for a fair coin its size is the largest that whole counts allow [THR-GOAL-6]", () => {
  // P(X <= 1) + P(X >= 9) of ten tosses is 22 / 1024, and one more count on each side gives 112 / 1024.
  expect(binomialTest(9, 10, 0.5)).toBeCloseTo(22 / 1024, 13);
  expect(binomialTest(8, 10, 0.5)).toBeCloseTo(112 / 1024, 12);
});

test("exchanging successes and failures mirrors the p-value [THR-GOAL-6]", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 400 }),
      fc.nat(400),
      fc.integer({ min: 0, max: 64 }),
      (n, draw, q) => {
        const k = draw % (n + 1);
        const p = q / 64;
        expect(binomialTest(n - k, n, 1 - p)).toBeCloseTo(binomialTest(k, n, p), 12);
        expect(binomialTest(n - k, n, 1 - p, "greater")).toBeCloseTo(binomialTest(k, n, p, "less"), 12);
      },
    ),
  );
});

test("a one-sided p-value never grows with distance, and neighbouring tails add up to one [THR-GOAL-6]", () => {
  for (const p of PROBABILITIES) {
    for (let k = 1; k <= 50; k++) {
      const before = binomialTest(k - 1, 50, p, "greater");
      expect(binomialTest(k, 50, p, "greater")).toBeLessThanOrEqual(before);
      expect(binomialTest(k - 1, 50, p, "less") + binomialTest(k, 50, p, "greater")).toBeCloseTo(1, 12);
    }
  }
});

test("at probabilities zero and one only the certain outcome is compatible [THR-GOAL-6]", () => {
  expect([0, 1, 5].map((k) => binomialTest(k, 5, 0))).toEqual([1, 0, 0]);
  expect([0, 4, 5].map((k) => binomialTest(k, 5, 1))).toEqual([0, 0, 1]);
});

test("impossible counts and probabilities are refused [THR-GOAL-6]", () => {
  expect(() => binomialTest(6, 5, 0.5)).toThrow('"successes" expected an integer from 0 to 5, got 6');
  expect(() => binomialTest(1.5, 5, 0.5)).toThrow(RangeError);
  expect(() => binomialTest(-1, 5, 0.5)).toThrow(RangeError);
  expect(() => binomialTest(0, 0, 0.5)).toThrow('"trials" expected an integer of at least 1, got 0');
  expect(() => binomialTest(1, 5, 1.1)).toThrow('"probability"');
  expect(() => binomialTest(1, 5, Number.NaN)).toThrow(RangeError);
  expect(() => binomialTest(1, 5, 0.5, "both" as Alternative)).toThrow('"alternative" expected one of');
});
