import type { Matrix } from "../base/matrix.ts";

// 64 columns are eight cache lines of each row: read once, not once a column.
const BLOCK = 64;

/**
 * Visits the columns in order. `column` holds the n entries of column `index` and is the visitor's to
 * sort or overwrite; it is reused afterwards. Needs 64·n numbers of memory, whatever d is.
 */
export function forEachColumn(matrix: Matrix, visit: (column: Float64Array, index: number) => void): void {
  const { rows, columns } = matrix;
  const width = Math.min(BLOCK, columns);
  const block = new Float64Array(width * rows);
  const views = Array.from({ length: width }, (_, c) => block.subarray(c * rows, (c + 1) * rows));
  for (let start = 0; start < columns; start += width) {
    const count = Math.min(width, columns - start);
    transpose(matrix, start, count, block);
    for (let c = 0; c < count; c++) visit(views[c]!, start + c);
  }
}

/** Four rows at a time: what is written stays together. */
function transpose({ rows, columns, data }: Matrix, start: number, count: number, block: Float64Array): void {
  let r = 0;
  for (; r + 4 <= rows; r += 4) {
    const offset = r * columns + start;
    for (let c = 0; c < count; c++) {
      const to = c * rows + r;
      block[to] = data[offset + c]!;
      block[to + 1] = data[offset + columns + c]!;
      block[to + 2] = data[offset + 2 * columns + c]!;
      block[to + 3] = data[offset + 3 * columns + c]!;
    }
  }
  for (; r < rows; r++) {
    const offset = r * columns + start;
    for (let c = 0; c < count; c++) block[c * rows + r] = data[offset + c]!;
  }
}
