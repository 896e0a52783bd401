import type { Matrix } from "../base/matrix.ts";
import { blocksOf } from "./blocks.ts";

// 64 columns are eight cache lines of each row: read once, not once a column.
const BLOCK = 64;

/**
 * Visits the columns in order. `column` holds the n entries of column `index` and is the visitor's to
 * sort or overwrite; it is reused afterwards. Needs 64·n numbers of memory, whatever d is.
 */
export function forEachColumn(matrix: Matrix, visit: (column: Float64Array, index: number) => void): void {
  const { rows, columns } = matrix;
  const blocks = blocksOf(columns, BLOCK);
  const block = new Float64Array(blocks[0].width * rows);
  const views = Array.from({ length: blocks[0].width }, (_, c) => block.subarray(c * rows, (c + 1) * rows));
  for (const { start, width } of blocks) {
    transpose(matrix, start, width, block);
    for (let c = 0; c < width; c++) visit(views[c]!, start + c);
  }
}

/** Four rows at a time: what is written stays together. */
function transpose({ rows, columns, data }: Matrix, start: number, count: number, block: Float64Array): void {
  const whole = rows - (rows % 4);
  for (let r = 0; r < whole; r += 4) {
    const offset = r * columns + start;
    for (let c = 0; c < count; c++) {
      const to = c * rows + r;
      block[to] = data[offset + c]!;
      block[to + 1] = data[offset + columns + c]!;
      block[to + 2] = data[offset + 2 * columns + c]!;
      block[to + 3] = data[offset + 3 * columns + c]!;
    }
  }
  for (let r = whole; r < rows; r++) {
    const offset = r * columns + start;
    for (let c = 0; c < count; c++) block[c * rows + r] = data[offset + c]!;
  }
}
