import { expect, test } from "vitest";
import { matrixFromRows } from "../base/matrix.ts";
import { cosinesWith, pairCosines } from "./cosines.ts";

// 3, 4, 5: the cosines are 0.6, 0.8 and their like, whatever the lengths.
const ROWS = [
  [3, 4],
  [8, -6],
  [-3, -4],
  [0, 0],
];

test("cosines do not depend on lengths, which may be anything that float64 has [CQSA-SCR-6, CQSA-SCR-9, CQSA-SCR-10]", () => {
  const lengths = [2 ** -1070, 2 ** -1022, 2 ** -600, 2 ** -401, 1, 2 ** 401, 2 ** 600, 2 ** 1020];
  for (const [k, length] of lengths.entries()) {
    for (const other of lengths) {
      // The first row at one length and the rest at another, so that some may be moderate and others not.
      const rows = ROWS.map((row, i) => row.map((value) => value * (i === 0 ? length : other)));
      const vectors = matrixFromRows("rows", rows);
      const { norms, cosines } = cosinesWith(vectors, Float64Array.of(5 * lengths[(k + 3) % 8]!, 0));
      expect(Array.from(norms)).toEqual([5 * length, 10 * other, 5 * other, 0]);
      for (const [i, expected] of [0.6, 0.8, -0.6, 0].entries()) expect(cosines[i]).toBeCloseTo(expected, 14);
      const pairs = pairCosines(vectors);
      expect([pairs.rows, pairs.columns]).toEqual([4, 4]);
      const expected = [0, 0, -1, 0, 0, 0, 0, 0, -1, 0, 0, 0, 0, 0, 0, 0];
      for (const [at, value] of pairs.data.entries()) expect(value + 0).toBe(expected[at]! + 0);
      expect(vectors).toEqual(matrixFromRows("rows", rows));
    }
  }
});

test("what rounding alone keeps from one direction, or from opposite ones, is there [CQSA-SCR-6, CQSA-SCR-9, CQSA-SCR-10]", () => {
  const at = (angle: number): number[] => [Math.cos(angle), Math.sin(angle)];
  const vectors = matrixFromRows("rows", [at(1e-7), at(Math.PI - 1e-7), at(1e-5), at(Math.PI - 1e-5)]);
  const { cosines } = cosinesWith(vectors, Float64Array.of(1, 0));
  // 1 − cos is half of the square of the angle.
  expect(Array.from(cosines.subarray(0, 2))).toEqual([1, -1]);
  expect(1 - cosines[2]!).toBeCloseTo(5e-11, 14);
  expect(1 + cosines[3]!).toBeCloseTo(5e-11, 14);
});
