import type { Matrix } from "../base/matrix.ts";
import { productError, quotient, sumError } from "./compensated.ts";
import type { Rule, RuleInputs, RuleResult } from "./rule.ts";

// Two accumulators of this many columns stay in the first-level cache while the rows pass by.
const BLOCK = 1024;

/** Powers of two that bring any weighted sum of float64s into range and its mean back. */
const DOWN = 2 ** -128;
const UP = 2 ** 128;

/** Weights in a range where no product with them needs care, and their sum. */
interface Weighting {
  readonly weights: Float64Array;
  readonly total: number;
}

function weightingOf(memberCounts: Float64Array | undefined): Weighting | undefined {
  if (memberCounts === undefined || memberCounts.every((count) => count === memberCounts[0])) {
    return undefined;
  }
  const [low, high] = [Math.min(...memberCounts), Math.max(...memberCounts)];
  // Counts stay as they are; other sizes move by a power of two, in two steps because one may exceed float64.
  const exponent = low >= 1 && high <= 2 ** 53 ? 0 : -Math.floor(Math.log2(high));
  const half = Math.trunc(exponent / 2);
  const first = 2 ** half;
  const second = 2 ** (exponent - half);
  const weights = memberCounts.map((count) => count * first * second);
  return { weights, total: weights.reduce((a, b) => a + b, 0) };
}

/** One column's mean for entries near the end of float64, whose plain sum overflows. */
function scaledMean({ rows, columns, data }: Matrix, column: number, weighting?: Weighting): number {
  let sum = 0;
  let error = 0;
  for (let r = 0; r < rows; r++) {
    const value = data[r * columns + column]! * DOWN;
    const weight = weighting?.weights[r] ?? 1;
    const term = weight * value;
    const next = sum + term;
    error += sumError(sum, term, next) + productError(weight, value, term);
    sum = next;
  }
  return quotient(sum, error, weighting?.total ?? rows) * UP;
}

/**
 * The mean of each column, Σ w_i·x_i / Σ w_i, with a compensated sum: its error is that of one
 * rounding, whatever cancels. It neither overflows nor leaves the range of the entries.
 *
 * @param vectors n × d finite numbers
 * @param memberCounts n positive relative weights; without them, or where all are equal, the plain mean
 */
export function columnMeans(vectors: Matrix, memberCounts?: Float64Array): Float64Array {
  return meansWith(vectors, weightingOf(memberCounts));
}

function meansWith(vectors: Matrix, weighting: Weighting | undefined): Float64Array {
  const { rows, columns, data } = vectors;
  const divisor = weighting?.total ?? rows;
  const means = new Float64Array(columns);
  const errors = new Float64Array(Math.min(BLOCK, columns));
  for (let start = 0; start < columns; start += BLOCK) {
    const end = Math.min(start + BLOCK, columns);
    const sums = means.subarray(start, end);
    errors.fill(0);
    for (let r = 0; r < rows; r++) {
      const row = data.subarray(r * columns + start, r * columns + end);
      if (weighting === undefined) addRow(sums, errors, row);
      else addWeightedRow(sums, errors, row, weighting.weights[r]!);
    }
    for (let c = 0; c < sums.length; c++) {
      const mean = quotient(sums[c]!, errors[c]!, divisor);
      sums[c] = Number.isFinite(mean) ? mean : scaledMean(vectors, start + c, weighting);
    }
  }
  return means;
}

function addRow(sums: Float64Array, errors: Float64Array, row: Float64Array): void {
  for (let c = 0; c < row.length; c++) {
    const sum = sums[c]!;
    const next = sum + row[c]!;
    errors[c]! += sumError(sum, row[c]!, next);
    sums[c] = next;
  }
}

function addWeightedRow(sums: Float64Array, errors: Float64Array, row: Float64Array, weight: number): void {
  for (let c = 0; c < row.length; c++) {
    const sum = sums[c]!;
    const term = weight * row[c]!;
    const next = sum + term;
    errors[c]! += sumError(sum, term, next) + productError(weight, row[c]!, term);
    sums[c] = next;
  }
}

function run({ vectors, memberCounts }: RuleInputs): RuleResult {
  const weighting = weightingOf(memberCounts);
  const aggregate = meansWith(vectors, weighting);
  const accepted = Array.from({ length: vectors.rows }, () => true);
  if (weighting === undefined) return { aggregate, accepted };
  return { aggregate, accepted, weights: weighting.weights.map((weight) => weight / weighting.total) };
}

/**
 * The arithmetic mean; with member counts, the mean over all members (sizes as weights). It accepts
 * every input and withstands none: 0 ≤ f ≤ n is judged, not used.
 */
export const mean: Rule = { id: "mean", options: [], maxTolerated: (inputs) => inputs, run };
