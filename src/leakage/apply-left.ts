import type { Matrix } from "../base/matrix.ts";

/** Columns at a time: their part of a matrix of 1,000 rows fits into a processor's second cache. */
const WIDTH = 64;

/** `row` += the combination of the block's rows by `weights`, four of them in one pass. */
function combine(row: Float64Array, weights: Float64Array, block: Float64Array): void {
  const width = row.length;
  let j = 0;
  for (; j + 3 < weights.length; j += 4) {
    const [w0, w1, w2, w3] = [weights[j]!, weights[j + 1]!, weights[j + 2]!, weights[j + 3]!];
    const first = j * width;
    const second = first + width;
    const third = second + width;
    const fourth = third + width;
    for (let c = 0; c < width; c++) {
      row[c]! +=
        w0 * block[first + c]! + w1 * block[second + c]! + w2 * block[third + c]! + w3 * block[fourth + c]!;
    }
  }
  for (; j < weights.length; j++) {
    for (let c = 0; c < width; c++) row[c]! += weights[j]! * block[j * width + c]!;
  }
}

/**
 * The product of a square matrix and another, written over the latter, in blocks of columns: beside its arguments it
 * holds 64 columns.
 *
 * @param square n × n
 * @param matrix n × d, replaced by the product
 */
export function applyLeft(square: Matrix, { rows, columns, data }: Matrix): void {
  for (let from = 0; from < columns; from += WIDTH) {
    const width = Math.min(WIDTH, columns - from);
    const block = new Float64Array(rows * width);
    for (let r = 0; r < rows; r++) {
      block.set(data.subarray(r * columns + from, r * columns + from + width), r * width);
    }
    for (let r = 0; r < rows; r++) {
      const row = data.subarray(r * columns + from, r * columns + from + width).fill(0);
      combine(row, square.data.subarray(r * square.columns, (r + 1) * square.columns), block);
    }
  }
}
