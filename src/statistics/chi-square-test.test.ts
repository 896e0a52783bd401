import { expect, test } from "vitest";
import { binomialPmf } from "./binomial-pmf.ts";
import { chiSquareTail } from "./chi-square-tail.ts";
import { chiSquareTest } from "./chi-square-test.ts";

/** Statistic, degrees, upper tail: mpmath 1.4.1 gammainc at 50 digits; scipy 1.17.1 chi2.sf agrees to 2e-13. */
const TAILS = [
  [0.0001, 1, 0.9920212873707368],
  [3.841458820694124, 1, 0.05000000000000006],
  [40, 1, 2.539628589470865e-10],
  [1000, 1, 1.7958327848007262e-219],
  [0.5, 2, 0.7788007830714049],
  [10, 2, 0.006737946999085467],
  [1300, 2, 5.111951948651156e-283],
  [2, 3, 0.5724067044708798],
  [60, 3, 5.878230727906912e-13],
  [200, 7, 1.1477812240142598e-39],
  [31, 31, 0.4662125062175083],
  [3, 31, 0.9999999999746513],
  [400, 31, 1.0320678021196948e-65],
  [1200, 100, 6.390680383682109e-188],
  [100, 100, 0.48119168452795674],
  [990, 1000, 0.5829461463551487],
  [1000, 1000, 0.49405285382923964],
  [1500, 1000, 1.0454640385979657e-22],
  [3200, 1000, 5.74666873217763e-228],
  [10070, 10000, 0.30905321322975304],
  [14000, 10000, 1.5842193947826072e-140],
  [12001, 12001, 0.4982832957077592],
] as const;

test("the chi-square tail agrees with 50-digit arithmetic to twelve digits, down to 1e-283 [THR-GOAL-6]", () => {
  for (const [statistic, degrees, tail] of TAILS) {
    const found = chiSquareTail(statistic, degrees);
    expect(Math.abs(found / tail - 1), `${statistic} on ${degrees} degrees`).toBeLessThan(1e-12);
  }
});

test("the tail runs from one to zero without a jump where its method changes [THR-GOAL-6]", () => {
  for (const degrees of [1, 2, 7, 64, 999]) {
    expect(chiSquareTail(0, degrees)).toBe(1);
    const before = chiSquareTail(degrees * (1 - 1e-13), degrees);
    const after = chiSquareTail(degrees * (1 + 1e-13), degrees);
    expect(Math.abs(before / after - 1)).toBeLessThan(1e-10);
  }
});

test("a fair die's counts give the statistic and p-value of scipy [THR-GOAL-6]", () => {
  // scipy 1.17.1: chisquare([16, 18, 16, 14, 12, 12]) has statistic 2 and p-value 0.84914503608460956.
  const found = chiSquareTest([16, 18, 16, 14, 12, 12], Array(6).fill(1 / 6));
  expect(found.statistic).toBeCloseTo(2, 13);
  expect(found.degrees).toBe(5);
  expect(found.pValue).toBeCloseTo(0.8491450360846096, 13);
});

test("four degrees have the closed form (1 + X²/2) exp(−X²/2), and one degree the tails of a normal square [THR-GOAL-6]", () => {
  for (const statistic of [4.5, 9, 60]) {
    const exact = (1 + statistic / 2) * Math.exp(-statistic / 2);
    expect(chiSquareTail(statistic, 4) / exact).toBeCloseTo(1, 13);
  }
  // P(Z² ≥ z²) = P(|Z| ≥ z); normal tables: 1.96 and 2.5758293.
  expect(chiSquareTail(1.959963984540054 ** 2, 1)).toBeCloseTo(0.05, 13);
  expect(chiSquareTail(2.5758293035489004 ** 2, 1)).toBeCloseTo(0.01, 13);
});

test("two degrees have the closed form exp(−X²/2) [THR-GOAL-6]", () => {
  const found = chiSquareTest([10, 20, 30], [1 / 3, 1 / 3, 1 / 3]);
  expect(found.statistic).toBeCloseTo(10, 12);
  expect(found.degrees).toBe(2);
  expect(found.pValue).toBeCloseTo(Math.exp(-5), 13);
});

test("a tail of nearly one is found also where the density underflows [THR-GOAL-6]", () => {
  expect(chiSquareTail(0.001, 1000)).toBe(1);
  expect(chiSquareTail(1, 2001)).toBe(1);
});

test("an empty cell counts with its whole expectation [THR-GOAL-6]", () => {
  expect(chiSquareTest([10, 0], [0.5, 0.5]).statistic).toBe(10);
});

test("fitted parameters and impossible cells take away degrees [THR-GOAL-6]", () => {
  expect(chiSquareTest([5, 6, 7, 8], [0.25, 0.25, 0.25, 0.25], { fitted: 2 }).degrees).toBe(1);
  expect(chiSquareTest([5, 6, 0], [0.5, 0.5, 0]).degrees).toBe(1);
  expect(chiSquareTest([5, 6], [0.5, 0.5], { fitted: 1 })).toMatchObject({ degrees: 0, pValue: 1 });
  expect(() => chiSquareTest([5, 6], [0.5, 0.5], { fitted: 2 })).toThrow(
    '"fitted" expected an integer from 0 to 1',
  );
});

test("an observation in a cell of probability zero is a contradiction [THR-GOAL-6]", () => {
  const found = chiSquareTest([500, 500, 1], [0.5, 0.5, 0]);
  expect(found).toEqual({ statistic: Infinity, degrees: 1, pValue: 0 });
  expect(chiSquareTest([3, 1], [1, 0]).pValue).toBe(0);
  expect(chiSquareTest([3, 0], [1, 0])).toEqual({ statistic: 0, degrees: 0, pValue: 1 });
});

test("the true size is near the level with large expected counts, and far above it deep in the tail with small ones [THR-GOAL-6]", () => {
  const size = (trials: number, probability: number, level: number): number => {
    let total = 0;
    for (let k = 0; k <= trials; k++) {
      const { pValue } = chiSquareTest([k, trials - k], [probability, 1 - probability]);
      if (pValue <= level) total += binomialPmf(k, trials, probability);
    }
    return total;
  };
  expect(size(4000, 0.5, 0.01) / 0.01).toBeCloseTo(1, 1);
  // The docstring warns of this: expected counts 5 and 50 at level 1e-9.
  expect(size(10_000, 0.0005, 1e-9) / 1e-9 / 1400).toBeCloseTo(1, 1);
  expect(size(10_000, 0.005, 1e-9) / 1e-9 / 19).toBeCloseTo(1, 0);
});

test("samples and hypotheses that are none are refused [THR-GOAL-6]", () => {
  const half = [0.5, 0.5];
  expect(() => chiSquareTest([], [])).toThrow(RangeError);
  expect(() => chiSquareTest([1], [])).toThrow('"probabilities" expected at least one number');
  expect(() => chiSquareTest([0, 0], half)).toThrow(
    '"the sum of observed" expected an integer of at least 1, got 0',
  );
  expect(() => chiSquareTest([1, 2, 3], half)).toThrow('"probabilities" expected 3 numbers');
  expect(() => chiSquareTest([1.5, 2], half)).toThrow('"observed[0]"');
  expect(() => chiSquareTest([-1, 2], half)).toThrow('"observed[0]"');
  expect(() => chiSquareTest([1, 2], [1.5, -0.5])).toThrow('"probabilities[0]"');
  expect(() => chiSquareTest([1, 2], [0.5, 0.4])).toThrow(
    '"probabilities" expected numbers with sum 1, got 0.9',
  );
  expect(() => chiSquareTest([1, Number.NaN], half)).toThrow('"observed[1]"');
});
