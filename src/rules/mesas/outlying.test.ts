import { expect, test } from "vitest";
import { isSuspicious, smallerPart } from "./outlying.ts";

/** No test and no box plot: what is left is 3σ. */
const SIGMA = { alpha: 0, whisker: 1e9 };

function suspicious(values: readonly number[], thresholds: { alpha: number; whisker: number }): boolean {
  return isSuspicious(Float64Array.from(values).sort(), thresholds);
}

test("three sigma, dividing by the count: of ten ±1 and x it is x when x² > 99 [CQSA-SCR-9]", () => {
  const ones = [-1, 1, -1, 1, -1, 1, -1, 1, -1, 1];
  expect(suspicious([...ones, 9.9], SIGMA)).toBe(false);
  expect(suspicious([...ones, 10], SIGMA)).toBe(true);
  expect(suspicious([...ones, -9.9], SIGMA)).toBe(false);
  expect(suspicious([...ones, -10], SIGMA)).toBe(true);
});

test("the box plot's whiskers reach so many interquartile ranges beyond the quartiles [CQSA-SCR-9]", () => {
  // Quartiles of 0 1 2 3 x: 1 and 3.
  expect(suspicious([0, 1, 2, 3, 14], { alpha: 0, whisker: 5.5 })).toBe(false);
  expect(suspicious([0, 1, 2, 3, 14.1], { alpha: 0, whisker: 5.5 })).toBe(true);
  expect(suspicious([0, -1, -2, -3, -14.1], { alpha: 0, whisker: 5.5 })).toBe(true);
  expect(suspicious([0, 1, 2, 3, 5], { alpha: 0, whisker: 0.9 })).toBe(true);
});

test("each of the three tests finds what the others do not [CQSA-SCR-9]", () => {
  const none = { alpha: 0.01, whisker: 1e9 };
  const even = [-3, -2, -1, 0, 1, 2, 3];
  expect(suspicious(even, none)).toBe(false);
  // Longer above than below: the means of the distances differ.
  expect(suspicious([-1.1, -1, -0.9, -0.8, 0, 3, 3.1, 3.2, 3.3], none)).toBe(true);
  // At alpha 0 nothing is below it, at 1 almost anything.
  expect(suspicious([-1.1, -1, -0.9, -0.8, 0, 3, 3.1, 3.2, 3.3], { ...none, alpha: 0 })).toBe(false);
  expect(suspicious([-3, -2, -1, 0, 1, 2, 3.1], { ...none, alpha: 1 })).toBe(true);
});

test("equal values are never suspicious, not even where their mean is rounded and its squares are too small [CQSA-SCR-9]", () => {
  const values = new Float64Array(10).fill(0.1 * 2 ** -530);
  const sum = values.reduce((total, value) => total + value, 0);
  expect([sum / 10 === values[0], (sum / 10 - values[0]!) ** 2]).toEqual([false, 0]);
  expect(isSuspicious(values, SIGMA)).toBe(false);
});

test("values at the very edge are within it, and those at the median on neither side [CQSA-SCR-9]", () => {
  // Quartiles 1 and 3: half an interquartile range reaches to 0 and 4.
  expect(isSuspicious(Float64Array.of(0, 1, 2, 3, 4), { alpha: 0, whisker: 0.5 })).toBe(false);
  // Mean 1 and standard deviation 3, of these and of those on the other side.
  const nine = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  expect(isSuspicious(Float64Array.of(...nine, 10), { alpha: 0, whisker: Infinity })).toBe(false);
  expect(isSuspicious(Float64Array.of(-10, ...nine), { alpha: 0, whisker: Infinity })).toBe(false);
  const even = Float64Array.of(-1.1, -1, 0, 0, 0, 1, 1.1);
  expect(isSuspicious(even, { alpha: 0.3, whisker: 5.5 })).toBe(false);
});

test("equal values are never suspicious [CQSA-SCR-9]", () => {
  expect(suspicious([4, 4, 4, 4], { alpha: 1, whisker: 0 })).toBe(false);
  expect(suspicious([4], { alpha: 1, whisker: 0 })).toBe(false);
});

test("the widest gap parts them, and the part without the median goes [CQSA-SCR-9]", () => {
  const part = (values: readonly number[]): number[] =>
    smallerPart(Float64Array.from(values)).sort((a, b) => a - b);
  expect(part([9, 1, 2, 3, 10])).toEqual([0, 4]);
  expect(part([-9, 1, 2, 3])).toEqual([0]);
  expect(part([0, 1, 2])).toEqual([0]);
  // The median lies in the gap.
  expect(part([0, 1, 10, 11])).toEqual([]);
});
