import { expect, test } from "vitest";
import { matrixFromRows } from "../../base/matrix.ts";
import { statisticsOf } from "./statistics.ts";

const ROWS = [
  [3, -1, 0, 2],
  [1, 1, 1, 4],
  [-1, -2, -3, -4],
];

test("the six statistics of updates, worked by hand, in a unit of their own [CQSA-SCR-9]", () => {
  // x − reference: (2, −2, −1, 1), (0, 0, 0, 3), (−2, −3, −4, −5).
  for (const size of [1, 2 ** -1040, 2 ** -600, 2 ** 600, 2 ** 1020]) {
    const vectors = matrixFromRows(
      "rows",
      ROWS.map((row) => row.map((value) => value * size)),
    );
    const found = statisticsOf(vectors, new Float64Array(4).fill(size));
    const unit = 5 / found.largest[2]!;
    const inUnits = (values: Float64Array, power: number): number[] =>
      Array.from(values, (value) => Number((value * unit ** power).toPrecision(12)));
    const rounded = (values: number[]): number[] => values.map((value) => Number(value.toPrecision(12)));
    expect(inUnits(found.largest, 1)).toEqual([2, 3, 5]);
    expect(inUnits(found.smallest, 1)).toEqual([1, 3, 0]);
    expect(inUnits(found.norm, 1)).toEqual(rounded([Math.sqrt(10), 3, Math.sqrt(54)]));
    expect(inUnits(found.variance, 2)).toEqual(rounded([10 / 3, 9 / 4, 5 / 3]));
    expect(Array.from(found.count)).toEqual([2, 1, 0]);
    const cosines = [4 / Math.sqrt(14) / 2, 7 / Math.sqrt(19) / 2, -10 / Math.sqrt(30) / 2];
    expect(inUnits(found.cosine, 0)).toEqual(rounded(cosines.map((cosine) => 1 - cosine)));
  }
});

test("the largest difference is one to two units, and more only where half of it is near the end of float64 [CQSA-SCR-9]", () => {
  const largest = (value: number, reference: number): number =>
    statisticsOf(matrixFromRows("rows", [[value]]), Float64Array.of(reference)).largest[0]!;
  for (const value of [1, 1.9, 3, 2 ** -900, 2 ** 1000]) {
    for (const reference of [0, -3 * value, 5 * value]) {
      expect(largest(value, reference)).toBeGreaterThanOrEqual(1);
      expect(largest(value, reference)).toBeLessThan(2);
    }
  }
  expect(largest(Number.MAX_VALUE, -Number.MAX_VALUE)).toBeCloseTo(8, 10);
});

test("one entry has no variance, and what equals the reference nothing at all [CQSA-SCR-9]", () => {
  const one = statisticsOf(matrixFromRows("rows", [[3], [-4]]), Float64Array.of(0));
  expect(Array.from(one.variance)).toEqual([0, 0]);
  const same = statisticsOf(matrixFromRows("rows", [[3, 4]]), Float64Array.of(3, 4));
  for (const values of Object.values(same)) expect(Array.from(values)).toEqual([0]);
});
