import { expect, test } from "vitest";
import { matrixFromRows } from "../base/matrix.ts";
import { randomStream } from "../base/random.ts";
import { meansNearestMedians } from "./nearest-values.ts";

/** By distance from twice the median, in integers, then by index. */
function naive(values: readonly number[], count: number, evenMedian: "mean" | "lower"): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted.length >> 1;
  const low = sorted.length % 2 === 1 ? sorted[upper]! : sorted[upper - 1]!;
  const twice = evenMedian === "mean" ? low + sorted[upper]! : 2 * low;
  const order = values
    .map((_, i) => i)
    .sort((a, b) => Math.abs(2 * values[a]! - twice) - Math.abs(2 * values[b]! - twice) || a - b);
  return order.slice(0, count).reduce((sum, i) => sum + values[i]!, 0) / count;
}

test("means of the nearest are those of the definition, with many ties [CQSA-SCR-6]", () => {
  const rng = randomStream("nearest");
  for (let n = 1; n <= 12; n++) {
    for (let count = 1; count <= n; count++) {
      const rows = Array.from({ length: n }, () => Array.from({ length: 40 }, () => rng.integer(9) - 4));
      for (const evenMedian of ["mean", "lower"] as const) {
        const means = meansNearestMedians(matrixFromRows("rows", rows), count, evenMedian);
        const expected = Array.from({ length: 40 }, (_, c) =>
          naive(
            rows.map((row) => row[c]!),
            count,
            evenMedian,
          ),
        );
        expect(Array.from(means, (mean) => mean + 0)).toEqual(expected.map((mean) => mean + 0));
      }
    }
  }
});

test("a tie that rounding of the median would hide goes to the lowest index [CQSA-SCR-6]", () => {
  // The median (a + b)/2 is rounded to b; in exact arithmetic a and b are equally near.
  const a = 1;
  const b = 1 + 2 ** -52;
  expect(meansNearestMedians(matrixFromRows("rows", [[a], [b]]), 1, "mean")[0]).toBe(a);
  expect(meansNearestMedians(matrixFromRows("rows", [[b], [a]]), 1, "mean")[0]).toBe(b);
});

test("sums that rounding makes equal are not [CQSA-SCR-6]", () => {
  // From the median 2^52 to the largest it is 1 more than to the least.
  const rows = [[2 ** 53], [2 ** 52], [1]];
  expect(meansNearestMedians(matrixFromRows("rows", rows), 2, "mean")[0]).toBe((1 + 2 ** 52) / 2);
});

test("values whose differences leave float64 are compared all the same [CQSA-SCR-6]", () => {
  const big = Number.MAX_VALUE;
  const rows = [[big], [-big], [0.5 * big], [0.25 * big]];
  // The median is .375: .25 and .5 at .125, then big at .625.
  expect(meansNearestMedians(matrixFromRows("rows", rows), 3, "mean")[0]).toBeCloseTo(1.75 * (big / 3), -295);
  // Here the sums of two of them do, whichever is the farther one.
  const nearest = (...values: number[]): number =>
    meansNearestMedians(
      matrixFromRows(
        "rows",
        values.map((value) => [value * big]),
      ),
      2,
      "mean",
    )[0]! / big;
  expect(nearest(0.625, 0.75, 1)).toBe(0.6875);
  expect(nearest(0.5, 0.875, 1)).toBe(0.9375);
  expect(nearest(-0.625, -0.75, -1)).toBe(-0.6875);
  // Of two that are equally far the first stays.
  expect(nearest(0.625, 0.75, 0.875)).toBe(0.6875);
  expect(nearest(0.875, 0.75, 0.625)).toBe(0.8125);
});
