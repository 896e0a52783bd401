import { zeros, type Matrix } from "../base/matrix.ts";

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
  for (let i = 0; i < entries.data.length; i++) entries.data[i]! *= factor;
  return { entries, exponent: exponent + shift };
}

function product(left: Scaled, right: Scaled): Scaled {
  const { rows, columns: inner, data: a } = left.entries;
  const { columns, data: b } = right.entries;
  const result = zeros(rows, columns);
  for (let r = 0; r < rows; r++) {
    for (let i = 0; i < inner; i++) {
      const factor = a[r * inner + i]!;
      if (factor === 0) continue;
      for (let c = 0; c < columns; c++) result.data[r * columns + c]! += factor * b[i * columns + c]!;
    }
  }
  return rescaled(result, left.exponent + right.exponent);
}

/** The matrix H of the source; `gap` is its h in (0, 1]. All entries are non-negative. */
function stepMatrix(order: number, gap: number): Matrix {
  const matrix = zeros(order, order);
  const inverseFactorials = new Float64Array(order + 1).fill(1);
  for (let i = 1; i <= order; i++) inverseFactorials[i] = inverseFactorials[i - 1]! / i;
  for (let r = 0; r < order; r++) {
    for (let c = 0; c < order; c++) {
      const power = r - c + 1;
      if (power < 0) continue;
      let entry = 1;
      if (c === 0) entry -= gap ** (r + 1);
      if (r === order - 1) entry -= gap ** (order - c);
      if (c === 0 && r === order - 1) entry += Math.max(0, 2 * gap - 1) ** order;
      matrix.data[r * order + c] = entry * inverseFactorials[power]!;
    }
  }
  return matrix;
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
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) row = product(row, square);
    if (rest > 1) square = product(square, square);
  }
  let result = row.entries.data[middle]!;
  let exponent = row.exponent;
  for (let i = 1; i < size; i++) {
    result *= i / size;
    if (result < 2 ** -500) {
      result *= 2 ** 500;
      exponent -= 500;
    }
  }
  return result * 2 ** exponent;
}
