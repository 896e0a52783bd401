import type { Matrix } from "../src/base/matrix.ts";
import { rowOf, zeros } from "../src/base/matrix.ts";

/** The mean of the rows, d numbers; zeros of no row. */
export function columnMeans(matrix: Matrix): Float64Array {
  const means = new Float64Array(matrix.columns);
  for (let r = 0; r < matrix.rows; r++) {
    const row = rowOf(matrix, r);
    for (let c = 0; c < means.length; c++) means[c]! += row[c]! / matrix.rows;
  }
  return means;
}

/** The standard deviation of each column, d numbers; zeros where there are too few rows for `ddof`. */
export function columnDeviations(matrix: Matrix, ddof: number): Float64Array {
  const means = columnMeans(matrix);
  const squares = new Float64Array(matrix.columns);
  if (matrix.rows <= ddof) return squares;
  for (let r = 0; r < matrix.rows; r++) {
    const row = rowOf(matrix, r);
    for (let c = 0; c < squares.length; c++) squares[c]! += (row[c]! - means[c]!) ** 2;
  }
  return squares.map((square) => Math.sqrt(square / (matrix.rows - ddof)));
}

/** A matrix whose rows are all the same. */
export function repeated(row: Float64Array, rows: number): Matrix {
  const matrix = zeros(rows, row.length);
  for (let r = 0; r < rows; r++) matrix.data.set(row, r * row.length);
  return matrix;
}

/** Each entry of a matrix changed by itself. */
export function mapped(matrix: Matrix, change: (value: number) => number): Matrix {
  return { ...matrix, data: matrix.data.map(change) };
}

/** ‖x − y‖². */
export function squaredDistance(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let c = 0; c < x.length; c++) sum += (x[c]! - y[c]!) ** 2;
  return sum;
}
