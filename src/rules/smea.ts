import { zeros } from "../base/matrix.ts";
import type { Matrix } from "../base/matrix.ts";
import { squaredDistances } from "./distances.ts";
import { topEigenpair } from "./eigen.ts";
import { leaveOutSpectrum } from "./leave-out-spectrum.ts";
import { meanOfRows } from "./mean.ts";
import { acceptedAmong, MAJORITY } from "./rule.ts";
import type { Rule, RuleInputs, RuleParameters, RuleResult } from "./rule.ts";
import { checkSubsets, forEachSubset } from "./subsets.ts";
import { compareWide, narrow } from "./wide.ts";
import type { Wide } from "./wide.ts";

/** Eigenvalues that differ by less, relatively, may differ by rounding: they are equal, and the first subset is taken. */
const EQUAL = 1e-10;

/** Of the subsets that are better than the best so far, so many are looked at more closely before the next limit. */
const SAMPLE = 40;

/**
 * Squared distances in a unit of 2^exponent, that of a subset which is close together. What then exceeds float64 is
 * Infinity, and no subset with it is the best.
 */
function inUnits(squares: readonly Wide[], unit: number): Float64Array {
  return Float64Array.from(squares, ({ mantissa, exponent }) =>
    narrow({ mantissa, exponent: exponent - unit }),
  );
}

/** The Gram matrix of some inputs less their mean, −½·H·D·H, from their squared distances D. */
function centredGram(squares: Float64Array, inputs: number, subset: readonly number[]): Matrix {
  const size = subset.length;
  const gram = zeros(size, size);
  const means = subset.map((i) => subset.reduce((sum, j) => sum + squares[i * inputs + j]!, 0) / size);
  const grand = means.reduce((sum, mean) => sum + mean, 0) / size;
  for (const [a, i] of subset.entries()) {
    for (const [b, j] of subset.entries()) {
      gram.data[a * size + b] = (means[a]! - squares[i * inputs + j]! + means[b]! - grand) / 2;
    }
  }
  return gram;
}

/** Some inputs, and the largest squared distance from one of them to the others. */
interface Close {
  readonly members: readonly number[];
  readonly radius: Wide;
}

/** The inputs nearest to the one whose farthest of them is nearest: no far one is among them if it need not be. */
function closest(squares: readonly Wide[], inputs: number, size: number): Close {
  const all = Array.from({ length: inputs }, (_, i) => i);
  const around = all.map((i): Close => {
    const row = squares.slice(i * inputs, (i + 1) * inputs);
    const members = all.toSorted((a, b) => compareWide(row[a]!, row[b]!)).slice(0, size);
    return { members, radius: row[members.at(-1)!]! };
  });
  return around.reduce((best, other) => (compareWide(other.radius, best.radius) < 0 ? other : best));
}

/**
 * The inputs that may be in a subset whose top eigenvalue is no larger than that of a known one. Two inputs contribute
 * half of their squared distance to it: what is too far from more others than are left out has no place. Among the
 * rest no distance is much longer than the limit allows, so that they share one scale.
 */
function possible(squares: Float64Array, inputs: number, tolerate: number, limit: number): number[] {
  return Array.from({ length: inputs }, (_, i) => i).filter((i) => {
    const row = squares.subarray(i * inputs, (i + 1) * inputs);
    return row.filter((square) => square / 2 > limit * (1 + EQUAL)).length <= tolerate;
  });
}

/** Left-out sets one behind the other in one array, each `count` long. */
function setAt(sets: readonly number[], index: number, count: number): Int32Array {
  return Int32Array.from(sets.slice(index * count, (index + 1) * count));
}

/** The places to leave out for the least top eigenvalue, so that what is left is the first of equals. */
function leastTop(gram: Matrix, count: number, known: number): Int32Array {
  const { top, exceeds } = leaveOutSpectrum(gram);
  let limit = known;
  let isWorse = exceeds(limit * (1 - EQUAL));
  let better: number[] = [];
  forEachSubset(gram.rows, count, (left) => {
    if (!isWorse(left)) better.push(...left);
  });
  while (better.length > 0) {
    const sets = better.length / count;
    // Whatever rounding says, the next limit is lower.
    limit *= 1 - EQUAL;
    for (let s = 0; s < SAMPLE; s++) {
      limit = Math.min(limit, top(setAt(better, Math.floor((s * sets) / SAMPLE), count)));
    }
    isWorse = exceeds(limit * (1 - EQUAL));
    const next: number[] = [];
    for (let s = 0; s < sets; s++) {
      const left = setAt(better, s, count);
      if (!isWorse(left)) next.push(...left);
    }
    better = next;
  }
  const isEqual = exceeds(limit * (1 + EQUAL));
  let last = new Int32Array(0);
  // The first subset of those that are kept is the last of those that are left out.
  forEachSubset(gram.rows, count, (left) => {
    if (!isEqual(left)) last = left.slice();
  });
  return last;
}

/** The lexicographically first subset whose centred Gram matrix has the least top eigenvalue. */
function calmest(wideSquares: readonly Wide[], inputs: number, size: number): readonly number[] {
  const { members, radius } = closest(wideSquares, inputs, size);
  // They are all at one place.
  if (radius.mantissa === 0) return members;
  const squares = inUnits(wideSquares, radius.exponent);
  const known = topEigenpair(centredGram(squares, inputs, members)).value;
  const pool = possible(squares, inputs, inputs - size, known);
  const count = pool.length - size;
  if (count === 0) return pool;
  const left = leastTop(centredGram(squares, inputs, pool), count, known);
  return pool.filter((_, place) => !left.includes(place));
}

function run({ vectors }: RuleInputs, { tolerate }: RuleParameters): RuleResult {
  const { rows } = vectors;
  checkSubsets("smea", rows, tolerate);
  const kept =
    tolerate === 0
      ? Array.from({ length: rows }, (_, i) => i)
      : calmest(squaredDistances(vectors), rows, rows - tolerate);
  return { aggregate: meanOfRows(vectors, kept), accepted: acceptedAmong(rows, kept) };
}

/**
 * Smallest maximum eigenvalue averaging (Allouah et al. 2023): the mean of the n − f inputs whose covariance has the least
 * top eigenvalue, of equal ones (within 1e-10) the lexicographically first; n > 2f. The covariance of a subset
 * has the eigenvalues of its centred Gram matrix, which follows from the distances: no error of an outlier outside
 * enters. It accepts those. Beyond 200,000 subsets it is unsupported.
 */
export const smea: Rule = {
  id: "smea",
  definition: "mean of the n − f inputs of least top covariance eigenvalue (at most 200,000 subsets)",
  accepts: "the n − f averaged",
  options: [],
  ...MAJORITY,
  asIn: ["ByzFL SMEA, which estimates the eigenvalue by one step of the power method"],
  run,
};
