import { mean, variance } from "../statistics/moments.ts";
import { kornGraubard } from "../statistics/korn-graubard.ts";
import type { TrialSums } from "../statistics/korn-graubard.ts";
import { studentQuantile } from "../statistics/student-quantile.ts";
import type { Figure, Rate } from "./report.ts";

/** A rate with its interval; null without a case. */
export function rateOf(sums: TrialSums, confidence: number): Rate | null {
  const { successes, cases } = sums;
  if (cases === 0) return null;
  return { successes, cases, rate: successes / cases, ...kornGraubard(sums, confidence) };
}

/** Half the width of Student's interval of a mean; null of a single value. */
function halfWidth(values: readonly number[], confidence: number): number | null {
  if (values.length < 2) return null;
  const spread = Math.sqrt(variance(values, { ddof: 1 }) / values.length);
  return spread === 0 ? 0 : studentQuantile(1 - confidence, values.length - 1) * spread;
}

/** Median and mean of values, one a trial, in any order; null of none. */
export function figureOf(values: readonly number[], confidence: number): Figure | null {
  if (values.length === 0) return null;
  // A sum depends on the order in its last digits, and trials end in any order.
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const centre = mean(sorted);
  const half = halfWidth(sorted, confidence);
  return {
    trials: sorted.length,
    median: sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2,
    mean: centre,
    lower: half === null ? null : centre - half,
    upper: half === null ? null : centre + half,
  };
}
