import { rowOf, zeros, type Matrix } from "../base/matrix.ts";
import { stirlingError } from "./saddle-point.ts";

/** ln 2 in two parts: times an exponent below 2^20 the first is exact. */
const LOG2_START = 0.69314718036912381649;
const LOG2_REST = 1.90821492927058770002e-10;

/** A matrix or vector that stands for its entries times 2^exponent. */
interface Scaled {
  readonly entries: Matrix;
  readonly exponent: number;
}

/** Brings the largest entry near 1, exactly, by a power of two. */
function rescaled(entries: Matrix, exponent: number): Scaled {
  const largest = entries.data.reduce((seen, value) => Math.max(seen, value), 0);
  const shift = Math.floor(Math.log2(largest));
  const factor = 2 ** -shift;
  return {
    entries: { ...entries, data: entries.data.map((value) => value * factor) },
    exponent: exponent + shift,
  };
}

function product(left: Scaled, right: Scaled): Scaled {
  const result = zeros(left.entries.rows, right.entries.columns);
  for (let r = 0; r < result.rows; r++) {
    const sums = rowOf(result, r);
    for (const [i, factor] of rowOf(left.entries, r).entries()) {
      // A step has many zeros.
      if (factor === 0) continue;
      const row = rowOf(right.entries, i);
      for (let c = 0; c < row.length; c++) sums[c]! += factor * row[c]!;
    }
  }
  return rescaled(result, left.exponent + right.exponent);
}

/** The matrix H of the source; `gap` is its h in (0, 1]. All entries are non-negative. */
function stepMatrix(order: number, gap: number): Matrix {
  const inverseFactorials = [1];
  for (let i = 1; i <= order; i++) inverseFactorials.push(inverseFactorials[i - 1]! / i);
  const data = Float64Array.from({ length: order * order }, (_, index) => {
    const c = index % order;
    const r = (index - c) / order;
    let entry = 1;
    if (c === 0) entry -= gap ** (r + 1);
    if (r === order - 1) entry -= gap ** (order - c);
    if (c === 0 && r === order - 1) entry += Math.max(0, 2 * gap - 1) ** order;
    // Above the diagonal and its upper neighbour there is nothing.
    return entry * (inverseFactorials[r - c + 1] ?? 0);
  });
  return { rows: order, columns: order, data };
}

/**
 * P(D < distance) of the two-sided Kolmogorov–Smirnov statistic of `size` points, exact:
 * n! / nⁿ · (Hⁿ)_kk with a matrix of order 2k − 1, k = ⌊n d⌋ + 1
 * (Marsaglia, Tsang and Wang, "Evaluating Kolmogorov's distribution", J. Stat. Soft. 8(18), 2003).
 *
 * All numbers are non-negative, so the relative error stays near size × 1e-16. Arguments are not
 * checked; cost O((n d)³ log n).
 *
 * @param distance from 1 / (2 · size) to 1
 * @param size an integer of at least 1
 */
export function kolmogorovByMatrix(distance: number, size: number): number {
  const middle = Math.floor(size * distance);
  const order = 2 * middle + 1;
  let square = rescaled(stepMatrix(order, middle + 1 - size * distance), 0);
  const start = zeros(1, order);
  start.data[middle] = 1;
  let row: Scaled = { entries: start, exponent: 0 };
  for (const digit of Array.from(size.toString(2)).reverse()) {
    if (digit === "1") row = product(row, square);
    square = product(square, square);
  }
  // n!/nⁿ is √(2πn) exp(stirlingError(n) − n); what it takes away, the power of two has put there.
  const logarithm = row.exponent * LOG2_START - size + row.exponent * LOG2_REST + stirlingError(size);
  return row.entries.data[middle]! * Math.sqrt(2 * Math.PI * size) * Math.exp(logarithm);
}
