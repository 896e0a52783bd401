import { expect, test } from "vitest";
import { matrixOf } from "../base/matrix.ts";
import { forEachColumn } from "./columns.ts";

test("every column is visited once, in order, whatever the numbers of rows and columns [CQSA-SCR-2]", () => {
  for (const rows of [1, 3, 4, 5, 9]) {
    for (const columns of [1, 2, 63, 64, 65, 130]) {
      const data = Float64Array.from({ length: rows * columns }, (_, i) => i);
      const seen: number[][] = [];
      forEachColumn(matrixOf("m", data, rows, columns), (column, c) => {
        expect(c).toBe(seen.length);
        seen.push(Array.from(column));
        column.fill(-1);
      });
      const expected = Array.from({ length: columns }, (_, c) =>
        Array.from({ length: rows }, (_, r) => r * columns + c),
      );
      expect(seen).toEqual(expected);
    }
  }
});
