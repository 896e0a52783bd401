import type { Matrix } from "../base/matrix.ts";
import { blocksOf } from "./blocks.ts";

// A block of this many columns of a few hundred rows stays in the second-level cache while all pairs pass.
const BLOCK = 512;

// The kernels below are alike but for a subtraction, and are written out on purpose: with an operation for an argument the
// engine keeps no sum in a register, and the time is several times as long.
type Kernel = (
  data: Float64Array,
  columns: number,
  start: number,
  width: number,
  i: number,
  j: number,
  sums: Float64Array,
) => void;

/** Σ (x − y)² of rows i, i + 1 with rows j … j + 3, into `sums`; the numbers read serve eight pairs at once. */
function squareTile(
  data: Float64Array,
  columns: number,
  start: number,
  width: number,
  i: number,
  j: number,
  sums: Float64Array,
): void {
  const rows = Math.sqrt(sums.length);
  const a = i * columns + start;
  const b = a + columns;
  const p = j * columns + start;
  const q = p + columns;
  const r = q + columns;
  const s = r + columns;
  let ap = 0;
  let aq = 0;
  let ar = 0;
  let as = 0;
  let bp = 0;
  let bq = 0;
  let br = 0;
  let bs = 0;
  for (let c = 0; c < width; c++) {
    const x = data[a + c]!;
    const y = data[b + c]!;
    let other = data[p + c]!;
    let one = x - other;
    let two = y - other;
    ap += one * one;
    bp += two * two;
    other = data[q + c]!;
    one = x - other;
    two = y - other;
    aq += one * one;
    bq += two * two;
    other = data[r + c]!;
    one = x - other;
    two = y - other;
    ar += one * one;
    br += two * two;
    other = data[s + c]!;
    one = x - other;
    two = y - other;
    as += one * one;
    bs += two * two;
  }
  const at = i * rows + j;
  sums[at]! += ap;
  sums[at + 1]! += aq;
  sums[at + 2]! += ar;
  sums[at + 3]! += as;
  sums[at + rows]! += bp;
  sums[at + rows + 1]! += bq;
  sums[at + rows + 2]! += br;
  sums[at + rows + 3]! += bs;
}

/** {@link squareTile} of one pair. */
function squarePair(
  data: Float64Array,
  columns: number,
  start: number,
  width: number,
  i: number,
  j: number,
  sums: Float64Array,
): void {
  const a = i * columns + start;
  const p = j * columns + start;
  let sum = 0;
  for (let c = 0; c < width; c++) {
    const difference = data[a + c]! - data[p + c]!;
    sum += difference * difference;
  }
  sums[i * Math.sqrt(sums.length) + j]! += sum;
}

/** Σ x·y, else like {@link squareTile}. */
function productTile(
  data: Float64Array,
  columns: number,
  start: number,
  width: number,
  i: number,
  j: number,
  sums: Float64Array,
): void {
  const rows = Math.sqrt(sums.length);
  const a = i * columns + start;
  const b = a + columns;
  const p = j * columns + start;
  const q = p + columns;
  const r = q + columns;
  const s = r + columns;
  let ap = 0;
  let aq = 0;
  let ar = 0;
  let as = 0;
  let bp = 0;
  let bq = 0;
  let br = 0;
  let bs = 0;
  for (let c = 0; c < width; c++) {
    const x = data[a + c]!;
    const y = data[b + c]!;
    let other = data[p + c]!;
    ap += x * other;
    bp += y * other;
    other = data[q + c]!;
    aq += x * other;
    bq += y * other;
    other = data[r + c]!;
    ar += x * other;
    br += y * other;
    other = data[s + c]!;
    as += x * other;
    bs += y * other;
  }
  const at = i * rows + j;
  sums[at]! += ap;
  sums[at + 1]! += aq;
  sums[at + 2]! += ar;
  sums[at + 3]! += as;
  sums[at + rows]! += bp;
  sums[at + rows + 1]! += bq;
  sums[at + rows + 2]! += br;
  sums[at + rows + 3]! += bs;
}

/** {@link productTile} of one pair. */
function productPair(
  data: Float64Array,
  columns: number,
  start: number,
  width: number,
  i: number,
  j: number,
  sums: Float64Array,
): void {
  const a = i * columns + start;
  const p = j * columns + start;
  let sum = 0;
  for (let c = 0; c < width; c++) sum += data[a + c]! * data[p + c]!;
  sums[i * Math.sqrt(sums.length) + j]! += sum;
}

/** All pairs i ≥ j; tiles that cross the diagonal also leave numbers above it, to be ignored. */
function forAllPairs({ rows, columns, data }: Matrix, tile: Kernel, pair: Kernel): Float64Array {
  const sums = new Float64Array(rows * rows);
  const even = rows - (rows % 2);
  for (const { start, width } of blocksOf(columns, BLOCK)) {
    for (let i = 0; i < even; i += 2) {
      let j = 0;
      for (; j <= i + 1 && j + 4 <= rows; j += 4) tile(data, columns, start, width, i, j, sums);
      for (; j <= i + 1; j++) {
        pair(data, columns, start, width, i, j, sums);
        pair(data, columns, start, width, i + 1, j, sums);
      }
    }
    for (let i = even; i < rows; i++) {
      for (let j = 0; j <= i; j++) pair(data, columns, start, width, i, j, sums);
    }
  }
  return sums;
}

/**
 * Σ_c (x_ic − x_jc)² for i ≥ j at i·n + j; above the diagonal anything. Each is added up alike, wherever its rows
 * stand; relative error about d·2⁻⁵³, whatever cancels, unless a square leaves float64.
 */
export function pairSquares(vectors: Matrix): Float64Array {
  return forAllPairs(vectors, squareTile, squarePair);
}

/** Σ_c x_ic·x_jc of all pairs: n × n, symmetric. */
export function gram(vectors: Matrix): Matrix {
  const { rows } = vectors;
  const data = forAllPairs(vectors, productTile, productPair);
  for (let i = 1; i < rows; i++) for (let j = 0; j < i; j++) data[j * rows + i] = data[i * rows + j]!;
  return { rows, columns: rows, data };
}
