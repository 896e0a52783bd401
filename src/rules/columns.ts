import type { Matrix } from "../base/matrix.ts";

// 64 columns are eight cache lines of each row: read once, not once a column.
const BLOCK = 64;

/**
 * Visits the columns in order. `column` holds the n entries of column `index` and is the visitor's to
 * sort or overwrite; it is reused afterwards. Needs 64·n numbers of memory, whatever d is.
 */
export function forEachColumn(matrix: Matrix, visit: (column: Float64Array, index: number) => void): void {
  const { rows, columns, data } = matrix;
  const width = Math.min(BLOCK, columns);
  const views = Array.from({ length: width }, () => new Float64Array(rows));
  for (let start = 0; start < columns; start += width) {
    const count = Math.min(width, columns - start);
    for (let r = 0; r < rows; r++) {
      const offset = r * columns + start;
      for (let c = 0; c < count; c++) views[c]![r] = data[offset + c]!;
    }
    for (let c = 0; c < count; c++) visit(views[c]!, start + c);
  }
}
