import { expect, test } from "vitest";
import { meanTest, twoSidedNormalTail, varianceTest } from "./normal-tests.ts";

/** z, P(|Z| ≥ z): mpmath 1.4.1 erfc(z / √2) at 50 digits; scipy 1.17.1 norm.sf agrees to 1e-13. */
const TAILS = [
  [0, 1],
  [1e-3, 0.9992021155721779],
  [0.5, 0.6170750774519738],
  [1, 0.3173105078629141],
  [1.96, 0.04999579029644087],
  [3, 0.002699796063260189],
  [5, 5.733031437583878e-7],
  [6.1, 1.0606846525897682e-9],
  [8, 1.2441921148543568e-15],
  [12, 3.552964224155358e-33],
  [20, 5.5072482372124675e-89],
  [30, 9.813427854296374e-198],
  [37, 1.1451142445049154e-299],
] as const;

test("the normal tail agrees with 50-digit arithmetic to twelve digits, on both sides [THR-GOAL-6]", () => {
  for (const [z, tail] of TAILS) {
    expect(Math.abs(twoSidedNormalTail(z) / tail - 1), `z = ${z}`).toBeLessThan(1e-12);
    expect(twoSidedNormalTail(-z)).toBe(twoSidedNormalTail(z));
  }
  expect(() => twoSidedNormalTail(Number.NaN)).toThrow(RangeError);
});

test("a mean is standardised by its standard error [THR-GOAL-6]", () => {
  const found = meanTest({ size: 100, mean: 3.196 }, { mean: 3, variance: 1 });
  expect(found.statistic).toBeCloseTo(1.96, 12);
  expect(found.pValue).toBeCloseTo(0.04999579029644087, 12);
  expect(meanTest({ size: 25, mean: -4 }, { mean: 0, variance: 4 }).statistic).toBeCloseTo(-10, 12);
});

test("without variance an equal mean is certain and another a contradiction [THR-GOAL-6]", () => {
  expect(meanTest({ size: 9, mean: 0.30000000000000004 }, { mean: 0.3, variance: 0 }).pValue).toBe(1);
  expect(meanTest({ size: 9, mean: 0 }, { mean: 0, variance: 0 })).toEqual({ statistic: 0, pValue: 1 });
  expect(meanTest({ size: 9, mean: 0.001 + 1e-12 }, { mean: 0.001, variance: 0 }).pValue).toBe(0);
  expect(meanTest({ size: 9, mean: 2.1 }, { mean: 2, variance: 0 })).toEqual({
    statistic: Infinity,
    pValue: 0,
  });
  expect(meanTest({ size: 9, mean: 1.9 }, { mean: 2, variance: 0 }).statistic).toBe(-Infinity);
});

test("with variance even the last digits of a mean count [THR-GOAL-6]", () => {
  const found = meanTest({ size: 1, mean: 1 + 2 ** -42 }, { mean: 1, variance: 2 ** -84 });
  expect(found.statistic).toBe(1);
});

test("a second moment is standardised by the fourth [THR-GOAL-6]", () => {
  // Normal observations of variance 4 have μ₄ = 3 · 16, so that Var m₂ = 32 / n.
  const found = varianceTest({ size: 200, secondMoment: 4.8 }, { variance: 4, fourthMoment: 48 });
  expect(found.statistic).toBeCloseTo(0.8 / 0.4, 12);
  // scipy 1.17.1: 2 * norm.sf(2).
  expect(found.pValue).toBeCloseTo(0.04550026389635842, 12);
});

test("a two-point distribution has a certain second moment, up to rounding [THR-GOAL-6]", () => {
  const x = 0.1;
  const hypothesis = { variance: x * x, fourthMoment: x ** 4 };
  expect(varianceTest({ size: 10, secondMoment: 0.01 }, hypothesis).pValue).toBe(1);
  expect(varianceTest({ size: 10, secondMoment: 0.0101 }, hypothesis).pValue).toBe(0);
  // A small spread is one all the same: z = 3e-6 / sqrt(1e-10 / 10).
  const narrow = { variance: 0.01, fourthMoment: 1e-4 + 1e-10 };
  expect(varianceTest({ size: 10, secondMoment: 0.010003 }, narrow).statistic).toBeCloseTo(
    0.9486832980505138,
    5,
  );
});

test("a spread that rounding may have made is none, up to a part in 10^12 of the fourth moment [THR-GOAL-6]", () => {
  expect(varianceTest({ size: 5, secondMoment: 0 }, { variance: 0, fourthMoment: 0 }).pValue).toBe(1);
  const fourthMoment = 1e12;
  const variance = Math.sqrt(fourthMoment - 1);
  expect(fourthMoment - variance ** 2).toBe(1);
  const sample = { size: 5, secondMoment: variance + 1e-4 };
  expect(varianceTest(sample, { variance, fourthMoment }).pValue).toBe(0);
  expect(varianceTest(sample, { variance, fourthMoment: fourthMoment + 1 }).pValue).toBeGreaterThan(0.99);
});

test("samples and moments that cannot be are refused [THR-GOAL-6]", () => {
  expect(() => twoSidedNormalTail(Number.NaN)).toThrow('"statistic" expected');
  expect(() => meanTest({ size: 0, mean: 0 }, { mean: 0, variance: 1 })).toThrow('"size"');
  expect(() => meanTest({ size: 5, mean: Infinity }, { mean: 0, variance: 1 })).toThrow('"sample.mean"');
  expect(() => meanTest({ size: 5, mean: 0 }, { mean: Number.NaN, variance: 1 })).toThrow(
    '"hypothesis.mean"',
  );
  expect(() => meanTest({ size: 5, mean: 0 }, { mean: 0, variance: -1 })).toThrow('"variance"');
  expect(() => varianceTest({ size: 5, secondMoment: -1 }, { variance: 1, fourthMoment: 3 })).toThrow(
    '"secondMoment"',
  );
  const sample = { size: 5, secondMoment: 1 };
  expect(() => varianceTest({ size: 0, secondMoment: 1 }, { variance: 1, fourthMoment: 3 })).toThrow(
    '"size"',
  );
  expect(() => varianceTest(sample, { variance: -1, fourthMoment: 3 })).toThrow('"variance"');
  expect(() => varianceTest(sample, { variance: 0, fourthMoment: -1 })).toThrow(
    '"fourthMoment" expected a finite',
  );
  expect(() => varianceTest({ size: 5, secondMoment: 1 }, { variance: 2, fourthMoment: 3.9 })).toThrow(
    '"fourthMoment" expected a number of at least 4, got 3.9',
  );
});
