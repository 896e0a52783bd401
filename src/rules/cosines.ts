import { rowOf } from "../base/matrix.ts";
import type { Matrix } from "../base/matrix.ts";
import { gram } from "./pairs.ts";
import { normsAndProducts, rowNorms } from "./row-sums.ts";
import { wideOf } from "./wide.ts";

/** Cosines of this or less from 1 are 1: rounding leaves two copies of one direction so far apart. */
const ROUNDING = 1e-12;

/** Within these norms products of two rows lose nothing to overflow or underflow. */
const SAFE_LOW = 2 ** -400;
const SAFE_HIGH = 2 ** 400;

function peakOf(vector: Float64Array): number {
  return vector.reduce((peak, value) => Math.max(peak, Math.abs(value)), 0);
}

/** The same directions, and norms to which products can be put in relation. */
interface Directions {
  readonly rows: Matrix;
  readonly norms: Float64Array;
}

/** Rows of a norm far from 1 are multiplied by a power of two, in a copy; without such rows it is the matrix itself. */
function directionsOf(vectors: Matrix, norms: Float64Array): Directions {
  const isModerate = (norm: number): boolean => norm === 0 || (norm > SAFE_LOW && norm < SAFE_HIGH);
  if (norms.every(isModerate)) return { rows: vectors, norms };
  const rows = { ...vectors, data: vectors.data.slice() };
  for (const [r, norm] of norms.entries()) {
    if (isModerate(norm)) continue;
    const row = rowOf(rows, r);
    const { exponent } = wideOf(peakOf(row));
    const half = Math.trunc(exponent / 2);
    row.set(row.map((value) => value * 2 ** -half * 2 ** (half - exponent)));
  }
  return { rows, norms: rowNorms(rows) };
}

/** The cosine from a product and two norms; 0 where a vector is zero. */
function cosine(product: number, one: number, other: number): number {
  if (one === 0 || other === 0) return 0;
  const value = product / one / other;
  return value >= 1 - ROUNDING ? 1 : value <= ROUNDING - 1 ? -1 : value;
}

/** A matrix of one row. */
function single(vector: Float64Array): Matrix {
  return { rows: 1, columns: vector.length, data: vector };
}

/** Of every row its norm and its cosine with a vector. */
export interface NormsAndCosines {
  readonly norms: Float64Array;
  readonly cosines: Float64Array;
}

/** ‖x_i‖ and cos(x_i, y) of every row; a zero vector has cosine 0. */
export function cosinesWith(vectors: Matrix, other: Float64Array): NormsAndCosines {
  const theirs = directionsOf(single(other), rowNorms(single(other)));
  const direction = theirs.rows.data;
  const { norms, products } = normsAndProducts(vectors, direction);
  const own = directionsOf(vectors, norms);
  const moderate = own.rows === vectors ? products : normsAndProducts(own.rows, direction).products;
  const cosines = moderate.map((product, i) => cosine(product, own.norms[i]!, theirs.norms[0]!));
  return { norms, cosines };
}

/** cos(x_i, x_j) of all pairs, n × n; the diagonal counts as 0. */
export function pairCosines(vectors: Matrix): Matrix {
  const { rows, norms } = directionsOf(vectors, rowNorms(vectors));
  const { data, columns } = gram(rows);
  const cosines = data.map((product, at) => {
    const i = Math.floor(at / columns);
    const j = at % columns;
    return i === j ? 0 : cosine(product, norms[i]!, norms[j]!);
  });
  return { rows: columns, columns, data: cosines };
}
