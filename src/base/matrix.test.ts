import { expect, test } from "vitest";
import { checkMatrix, matrixFromRows, matrixOf, rowOf, toRows, zeros } from "./matrix.ts";

test("Rows become one flat row-major array and come back as they were", () => {
  const matrix = matrixFromRows("m", [[1, 2, 3], Float64Array.of(4, 5, 6)]);
  expect(matrix).toEqual({ rows: 2, columns: 3, data: Float64Array.of(1, 2, 3, 4, 5, 6) });
  expect(toRows(matrix)).toEqual([
    [1, 2, 3],
    [4, 5, 6],
  ]);
});

test("A row is a view: writing to it writes to the matrix", () => {
  const matrix = zeros(2, 2);
  rowOf(matrix, 1)[0] = 7;
  expect([...matrix.data]).toEqual([0, 0, 7, 0]);
});

test("A flat array is wrapped without a copy", () => {
  const data = Float64Array.of(1, 2, 3, 4);
  const matrix = matrixOf("m", data, 1, 4);
  expect(matrix.data).toBe(data);
  expect(() => matrixOf("m", data, 2, 3)).toThrow(new RangeError('"m" expected 2 × 3 numbers, got 4'));
  for (const [rows, columns] of [
    [0, 4],
    [4, 0],
    [-2, -2],
    [1.5, 2],
    [Number.NaN, 1],
  ] as const) {
    expect(() => matrixOf("m", data, rows, columns)).toThrow(
      new RangeError('"m" expected at least one row and one column, got a Float64Array'),
    );
  }
});

test("No rows, empty rows, ragged rows and what is no row at all are refused", () => {
  expect(() => matrixFromRows("m", [])).toThrow(
    new RangeError('"m" expected at least one row and one column, got an array of 0'),
  );
  expect(() => matrixFromRows("m", [[], []])).toThrow(
    new RangeError('"m" expected at least one row and one column, got an array of 2'),
  );
  expect(() => matrixFromRows("m", [[1, 2], [3]])).toThrow(
    new RangeError('"m[1]" expected 2 numbers like the first row, got 1'),
  );
  expect(() => matrixFromRows("m", [1, 2] as unknown as number[][])).toThrow(
    new TypeError('"m[0]" expected an array of numbers, got 1'),
  );
  expect(() => matrixFromRows("m", {} as unknown as number[][])).toThrow(
    new TypeError('"m" expected an array of numbers, got an object'),
  );
});

test("The first entry that is no finite number is named by its place", () => {
  expect(() => matrixFromRows("m", [[1], [Infinity]])).toThrow(
    new RangeError('"m[1][0]" expected a finite number, got Infinity'),
  );
  expect(() => matrixFromRows("m", [[1, "2" as unknown as number]])).toThrow(
    new TypeError('"m[0][1]" expected a number, got "2"'),
  );
  const matrix = matrixOf("m", Float64Array.of(1, 2, 3, 4, Number.NaN, Infinity), 2, 3);
  expect(() => checkMatrix("m", matrix)).toThrow(
    new RangeError('"m[1][1]" expected a finite number, got NaN'),
  );
  expect(() => checkMatrix("m", { ...matrix, columns: 2 })).toThrow(
    new RangeError('"m" expected 2 × 2 numbers, got 6'),
  );
  expect(() => checkMatrix("m", zeros(2, 3))).not.toThrow();
});
