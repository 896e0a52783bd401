import tCdf from "@stdlib/stats-base-dists-t-cdf";
import { expect, test } from "vitest";
import { studentQuantile } from "./student-quantile.ts";

test("quantiles are those of printed tables [THR-GOAL-6]", () => {
  for (const [error, degrees, expected] of [
    [0.05, 9, 2.262157],
    [0.05, 1, 12.706205],
    [0.01, 30, 2.749996],
    [0.1, 120, 1.657651],
  ] as const) {
    expect(studentQuantile(error, degrees)).toBeCloseTo(expected, 5);
  }
});

test("both tails beyond a quantile add up to the error, also a small one [THR-GOAL-6]", () => {
  for (const error of [0.5, 1e-3, 1e-9]) {
    for (const degrees of [1, 2, 7, 500]) {
      const tail = 2 * tCdf(-studentQuantile(error, degrees), degrees);
      expect(tail / error).toBeCloseTo(1, 6);
    }
  }
});

test("what is no error or no number of degrees is refused [THR-GOAL-6]", () => {
  expect(() => studentQuantile(0, 3)).toThrow('"error"');
  expect(() => studentQuantile(0.1, 0)).toThrow('"degrees"');
});
