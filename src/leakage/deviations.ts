import { zeros } from "../base/matrix.ts";
import type { Matrix } from "../base/matrix.ts";

/** The mean of each column. */
export function columnMeans({ rows, columns, data }: Matrix): Float64Array {
  const means = new Float64Array(columns);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) means[c]! += data[r * columns + c]! / rows;
  }
  return means;
}

/** Each row less the mean of all: what is a client's own of its update. */
export function deviations(matrix: Matrix): Matrix {
  const means = columnMeans(matrix);
  const own = zeros(matrix.rows, matrix.columns);
  for (let i = 0; i < own.data.length; i++) own.data[i] = matrix.data[i]! - means[i % matrix.columns]!;
  return own;
}
