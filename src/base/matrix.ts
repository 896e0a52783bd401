import { checkArray, checkNumber } from "./check.ts";
import { rangeRefusal, typeRefusal } from "./refusal.ts";

/** A dense matrix: `rows × columns` numbers, row-major in one flat array. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

/** A zero matrix of the given shape. */
export function zeros(rows: number, columns: number): Matrix {
  return { rows, columns, data: new Float64Array(rows * columns) };
}

/**
 * Wraps a flat row-major array as a matrix, without copying.
 *
 * @throws RangeError if the length is not rows · columns, or either is no positive integer.
 */
export function matrixOf(name: string, data: Float64Array, rows: number, columns: number): Matrix {
  const positive = [rows, columns].every((count) => Number.isSafeInteger(count) && count >= 1);
  if (!positive) throw rangeRefusal(name, "at least one row and one column", data);
  if (data.length !== rows * columns) {
    throw rangeRefusal(name, `${rows} × ${columns} numbers`, data.length);
  }
  return { rows, columns, data };
}

/**
 * Builds a matrix from rows of equal length.
 *
 * @param name how messages call it
 * @param rows at least one row, each with the same number (≥ 1) of finite numbers
 * @throws TypeError for a row that is no array and an entry that is no number; RangeError for no rows,
 *   empty or ragged rows, and non-finite entries.
 */
export function matrixFromRows(name: string, rows: readonly ArrayLike<number>[]): Matrix {
  checkArray(name, rows);
  for (const [r, row] of rows.entries()) checkArray(`${name}[${r}]`, row);
  const first = rows[0];
  if (first === undefined || first.length === 0) {
    throw rangeRefusal(name, "at least one row and one column", rows);
  }
  const matrix = zeros(rows.length, first.length);
  for (const [r, row] of rows.entries()) {
    if (row.length !== first.length) {
      throw rangeRefusal(`${name}[${r}]`, `${first.length} numbers like the first row`, row.length);
    }
    for (let c = 0; c < row.length; c++) {
      const entry = row[c];
      if (typeof entry !== "number") throw typeRefusal(`${name}[${r}][${c}]`, "a number", entry);
      if (!Number.isFinite(entry)) throw rangeRefusal(`${name}[${r}][${c}]`, "a finite number", entry);
      matrix.data[r * first.length + c] = entry;
    }
  }
  return matrix;
}

/**
 * Checks a matrix: its shape, and that every number is finite.
 *
 * @throws RangeError that names the first offending entry, or for a shape that {@link matrixOf} refuses
 */
export function checkMatrix(name: string, { data, rows, columns }: Matrix): void {
  matrixOf(name, data, rows, columns);
  const bad = data.findIndex((value) => !Number.isFinite(value));
  if (bad === -1) return;
  checkNumber(`${name}[${Math.floor(bad / columns)}][${bad % columns}]`, data[bad]);
}

/** Row `index` as a view on the matrix (no copy). */
export function rowOf(matrix: Matrix, index: number): Float64Array {
  return matrix.data.subarray(index * matrix.columns, (index + 1) * matrix.columns);
}

/** The rows as plain arrays: for JSON, never for hot paths. */
export function toRows(matrix: Matrix): number[][] {
  return Array.from({ length: matrix.rows }, (_, r) => Array.from(rowOf(matrix, r)));
}
