import { rowOf } from "../../base/matrix.ts";
import type { Matrix } from "../../base/matrix.ts";
import { cosinesWith } from "../cosines.ts";

/** The statistics of an update, in the order in which the cascade looks at them. */
export const STATISTICS = ["cosine", "norm", "count", "variance", "smallest", "largest"] as const;

export type Statistic = (typeof STATISTICS)[number];

/** Each statistic of every input. */
export type Statistics = Readonly<Record<Statistic, Float64Array>>;

function norm(update: Float64Array): number {
  return Math.sqrt(update.reduce((sum, value) => sum + value * value, 0));
}

function variance(update: Float64Array): number {
  const mean = update.reduce((sum, value) => sum + value, 0) / update.length;
  const squares = update.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return update.length === 1 ? 0 : squares / (update.length - 1);
}

function smallestPositive(update: Float64Array): number {
  const least = update.reduce((low, value) => (value > 0 && value < low ? value : low), Infinity);
  return least === Infinity ? 0 : least;
}

function largest(update: Float64Array): number {
  return update.reduce((high, value) => Math.max(high, Math.abs(value)), 0);
}

/** The power of two that the largest difference is one to two of, within float64: in units of it squares stay there, too. */
function unitOf({ data, columns }: Matrix, reference: Float64Array): number {
  const peak = data.reduce(
    (high, value, i) => Math.max(high, Math.abs(value / 2 - reference[i % columns]! / 2)),
    0,
  );
  return 2 ** Math.min(1022, Math.max(-1021, Math.floor(Math.log2(peak)) + 1));
}

/**
 * The six statistics of the updates u_i = x_i − reference, all but the cosine in one unit, which no test depends on:
 * the cosine distance 1 − cos(x_i, reference), the Euclidean norm, how many entries are positive, their variance
 * (ddof 1; 0 for a single entry), the smallest positive entry (0 where none is) and the largest magnitude.
 */
export function statisticsOf(vectors: Matrix, reference: Float64Array): Statistics {
  const unit = unitOf(vectors, reference);
  const of = (statistic: (update: Float64Array) => number): Float64Array =>
    Float64Array.from({ length: vectors.rows }, (_, r) =>
      statistic(rowOf(vectors, r).map((value, c) => value / unit - reference[c]! / unit)),
    );
  return {
    cosine: cosinesWith(vectors, reference).cosines.map((cosine) => 1 - cosine),
    norm: of(norm),
    count: of((update) => update.reduce((count, value) => count + (value > 0 ? 1 : 0), 0)),
    variance: of(variance),
    smallest: of(smallestPositive),
    largest: of(largest),
  };
}
