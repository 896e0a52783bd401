import { rowOf } from "../base/matrix.ts";
import type { Matrix } from "../base/matrix.ts";
import { blocksOf } from "./blocks.ts";
import { productError, quotient, sumError } from "./compensated.ts";
import { QUICK_ROWS, quickMeans } from "./quick-means.ts";
import { ANY, allAccepted } from "./rule.ts";
import type { Rule, RuleInputs, RuleResult } from "./rule.ts";

// Two accumulators of this many columns stay in the first-level cache while the rows pass by.
const BLOCK = 1024;

/** Up to this part of the columns, reading each by itself costs less than all of them again. */
const FEW = 16;

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
  const high = Math.max(...memberCounts);
  // Counts stay as they are; other sizes move by a power of two, in two steps because one may exceed float64.
  const exponent = high >= 1 && high <= 2 ** 53 ? 0 : -Math.floor(Math.log2(high));
  const half = Math.trunc(exponent / 2);
  const first = 2 ** half;
  const second = 2 ** (exponent - half);
  const weights = memberCounts.map((count) => count * first * second);
  return { weights, total: weights.reduce((a, b) => a + b, 0) };
}

/** One column's mean for entries near the end of float64, whose plain sum overflows. */
function scaledMean(
  { columns, data }: Matrix,
  rows: readonly number[],
  column: number,
  weighting?: Weighting,
): number {
  let sum = 0;
  let error = 0;
  for (const [i, r] of rows.entries()) {
    const value = data[r * columns + column]! * DOWN;
    const weight = weighting?.weights[i] ?? 1;
    const term = weight * value;
    const next = sum + term;
    error += sumError(sum, term, next) + productError(weight, value, term);
    sum = next;
  }
  return quotient(sum, error, weighting?.total ?? rows.length) * UP;
}

/**
 * The mean of each column, Σ w_i·x_i / Σ w_i, with a compensated sum: its error is that of one
 * rounding, whatever cancels. It neither overflows nor leaves the range of the entries.
 *
 * @param vectors n × d finite numbers
 * @param memberCounts n positive relative weights; without them, or where all are equal, the plain mean
 */
export function columnMeans(vectors: Matrix, memberCounts?: Float64Array): Float64Array {
  return meansWith(
    vectors,
    Array.from({ length: vectors.rows }, (_, r) => r),
    weightingOf(memberCounts),
  );
}

/**
 * {@link columnMeans} of some of the rows.
 *
 * @param rows m ≥ 1 row indices, in the order in which they are added
 * @param memberCounts m positive relative weights
 */
export function meanOfRows(
  vectors: Matrix,
  rows: readonly number[],
  memberCounts?: Float64Array,
): Float64Array {
  return meansWith(vectors, rows, weightingOf(memberCounts));
}

function meansWith(vectors: Matrix, rows: readonly number[], weighting: Weighting | undefined): Float64Array {
  if (weighting !== undefined || rows.length < QUICK_ROWS) return compensatedMeans(vectors, rows, weighting);
  const { means, doubtful } = quickMeans(rows.map((r) => rowOf(vectors, r)));
  if (doubtful.length > vectors.columns / FEW) {
    const slow = compensatedMeans(vectors, rows, undefined);
    for (const c of doubtful) means[c] = slow[c]!;
    return means;
  }
  // Column by column the same additions in the same order: what becomes of one does not depend on the others.
  for (const c of doubtful) {
    const column = Float64Array.from(rows, (r) => vectors.data[r * vectors.columns + c]!);
    means[c] = meanOfRange(column, 0, column.length);
  }
  return means;
}

function compensatedMeans(
  vectors: Matrix,
  rows: readonly number[],
  weighting: Weighting | undefined,
): Float64Array {
  const { columns, data } = vectors;
  const divisor = weighting?.total ?? rows.length;
  const means = new Float64Array(columns);
  const blocks = blocksOf(columns, BLOCK);
  const errors = new Float64Array(blocks[0].width);
  // Weighted rows are added one by one.
  const whole = weighting === undefined ? rows.length - (rows.length % 4) : 0;
  for (const { start, width } of blocks) {
    const sums = means.subarray(start, start + width);
    errors.fill(0);
    for (let i = 0; i < whole; i += 4) {
      const [a, b, c, d] = [rows[i]!, rows[i + 1]!, rows[i + 2]!, rows[i + 3]!];
      const offsets: Four = [a * columns, b * columns, c * columns, d * columns];
      addFourRows(sums, errors, data.subarray(start), offsets);
    }
    for (let i = whole; i < rows.length; i++) {
      const offset = rows[i]! * columns + start;
      const row = data.subarray(offset, offset + width);
      if (weighting === undefined) addRow(sums, errors, row);
      else addWeightedRow(sums, errors, row, weighting.weights[i]!);
    }
    for (let c = 0; c < width; c++) {
      const mean = quotient(sums[c]!, errors[c]!, divisor);
      sums[c] = Number.isFinite(mean) ? mean : scaledMean(vectors, rows, start + c, weighting);
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

type Four = readonly [number, number, number, number];

/** {@link addRow} four times: the accumulators stay in registers between the rows, which halves the time. */
function addFourRows(
  sums: Float64Array,
  errors: Float64Array,
  data: Float64Array,
  [first, second, third, fourth]: Four,
): void {
  for (let c = 0; c < sums.length; c++) {
    const w = data[first + c]!;
    const x = data[second + c]!;
    const y = data[third + c]!;
    const z = data[fourth + c]!;
    const start = sums[c]!;
    const one = start + w;
    const two = one + x;
    const three = two + y;
    const four = three + z;
    let error = errors[c]!;
    error += sumError(start, w, one);
    error += sumError(one, x, two);
    error += sumError(two, y, three);
    error += sumError(three, z, four);
    errors[c] = error;
    sums[c] = four;
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

/**
 * The mean of sorted[from … to), compensated like {@link columnMeans}.
 *
 * @param sorted finite numbers
 * @param from 0 ≤ from < to
 */
export function meanOfRange(sorted: Float64Array, from: number, to: number): number {
  let sum = 0;
  let error = 0;
  for (let i = from; i < to; i++) {
    const next = sum + sorted[i]!;
    error += sumError(sum, sorted[i]!, next);
    sum = next;
  }
  const mean = quotient(sum, error, to - from);
  if (Number.isFinite(mean)) return mean;
  const column = { rows: sorted.length, columns: 1, data: sorted };
  return scaledMean(
    column,
    Array.from({ length: to - from }, (_, i) => from + i),
    0,
  );
}

function run({ vectors, memberCounts }: RuleInputs): RuleResult {
  const weighting = weightingOf(memberCounts);
  const aggregate = columnMeans(vectors, memberCounts);
  const accepted = allAccepted(vectors.rows);
  if (weighting === undefined) return { aggregate, accepted };
  return { aggregate, accepted, weights: weighting.weights.map((weight) => weight / weighting.total) };
}

/**
 * The arithmetic mean; with member counts, the mean over all members (sizes as weights). It accepts
 * every input and withstands none: 0 ≤ f ≤ n is judged, not used.
 */
export const mean: Rule = {
  id: "mean",
  definition: "arithmetic mean; in a round weighted by the clusters' members",
  accepts: "all",
  options: [],
  ...ANY,
  showsNonFinite: true,
  asIn: [
    "ByzFL Average, Blades Mean",
    "Flower FedAvg weights by numbers of examples, as a round does by members",
  ],
  run,
};
