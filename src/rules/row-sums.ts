import { rowOf } from "../base/matrix.ts";
import type { Matrix } from "../base/matrix.ts";
import { blocksOf } from "./blocks.ts";
import type { Block } from "./blocks.ts";
import { isSafe, squaredDistance } from "./distances.ts";
import { narrow, rootWide } from "./wide.ts";

// The accumulator of so many columns stays in the first-level cache while the rows pass by.
const BLOCK = 2048;

/**
 * ‖x_i − z‖ of every row, right at any magnitude; Infinity only where it is beyond float64.
 *
 * @param centre z, d finite numbers
 */
export function distancesFrom(vectors: Matrix, centre: Float64Array): Float64Array {
  const { rows, columns, data } = vectors;
  return Float64Array.from({ length: rows }, (_, r) => {
    const sum = squareOf(data, r * columns, centre);
    return isSafe(sum) ? Math.sqrt(sum) : narrow(rootWide(squaredDistance(rowOf(vectors, r), centre)));
  });
}

/** In four sums, since one would wait for each of its additions. */
function squareOf(data: Float64Array, offset: number, centre: Float64Array): number {
  const length = centre.length;
  let first = 0;
  let second = 0;
  let third = 0;
  let fourth = 0;
  const whole = length - (length % 4);
  for (let c = 0; c < whole; c += 4) {
    const one = data[offset + c]! - centre[c]!;
    const two = data[offset + c + 1]! - centre[c + 1]!;
    const three = data[offset + c + 2]! - centre[c + 2]!;
    const four = data[offset + c + 3]! - centre[c + 3]!;
    first += one * one;
    second += two * two;
    third += three * three;
    fourth += four * four;
  }
  for (let c = whole; c < length; c++) first += (data[offset + c]! - centre[c]!) ** 2;
  return first + second + (third + fourth);
}

/** ‖x_i‖ of every row. */
export function rowNorms(vectors: Matrix): Float64Array {
  return distancesFrom(vectors, new Float64Array(vectors.columns));
}

/** Of every row ‖x_i‖ and Σ_c x_ic·y_c: the row is read once. */
export interface NormsAndProducts {
  readonly norms: Float64Array;
  readonly products: Float64Array;
}

/** The norms of {@link rowNorms} and the products with a vector y; these may leave float64. */
export function normsAndProducts(vectors: Matrix, other: Float64Array): NormsAndProducts {
  const { rows, columns, data } = vectors;
  const norms = new Float64Array(rows);
  const products = new Float64Array(rows);
  const sums: [number, number] = [0, 0];
  for (let r = 0; r < rows; r++) {
    squareAndProduct(data, r * columns, other, sums);
    const [square, product] = sums;
    norms[r] = isSafe(square) ? Math.sqrt(square) : normOf(rowOf(vectors, r));
    products[r] = product;
  }
  return { norms, products };
}

function normOf(vector: Float64Array): number {
  return narrow(rootWide(squaredDistance(vector, new Float64Array(vector.length))));
}

function squareAndProduct(
  data: Float64Array,
  offset: number,
  other: Float64Array,
  sums: [number, number],
): void {
  const length = other.length;
  let square = 0;
  let secondSquare = 0;
  let product = 0;
  let secondProduct = 0;
  const whole = length - (length % 2);
  for (let c = 0; c < whole; c += 2) {
    const one = data[offset + c]!;
    const two = data[offset + c + 1]!;
    square += one * one;
    secondSquare += two * two;
    product += one * other[c]!;
    secondProduct += two * other[c + 1]!;
  }
  if (whole < length) {
    square += data[offset + whole]! ** 2;
    product += data[offset + whole]! * other[whole]!;
  }
  sums[0] = square + secondSquare;
  sums[1] = product + secondProduct;
}

/** Σ_i w_i·x_i: d numbers. */
export function weightedSum({ rows, columns, data }: Matrix, weights: Float64Array): Float64Array {
  const sums = new Float64Array(columns);
  const whole = rows - (rows % 4);
  for (const block of blocksOf(columns, BLOCK)) {
    for (let r = 0; r < whole; r += 4) addFourRows(sums, data, weights, r, block);
    const end = block.start + block.width;
    for (let r = whole; r < rows; r++) {
      for (let c = block.start; c < end; c++) sums[c]! += weights[r]! * data[r * columns + c]!;
    }
  }
  return sums;
}

function addFourRows(
  sums: Float64Array,
  data: Float64Array,
  weights: Float64Array,
  row: number,
  { start, width }: Block,
): void {
  const columns = sums.length;
  const end = start + width;
  const first = row * columns;
  const second = first + columns;
  const third = second + columns;
  const fourth = third + columns;
  const one = weights[row]!;
  const two = weights[row + 1]!;
  const three = weights[row + 2]!;
  const four = weights[row + 3]!;
  for (let c = start; c < end; c++) {
    sums[c]! +=
      one * data[first + c]! +
      two * data[second + c]! +
      (three * data[third + c]! + four * data[fourth + c]!);
  }
}
