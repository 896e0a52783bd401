import { figureOf, rateOf } from "../../campaign/figures.ts";
import { clopperPearson } from "../../statistics/clopper-pearson.ts";
import type { TrialSums } from "../../statistics/korn-graubard.ts";
import type { Estimate } from "../byzantine-evidence.ts";

/** A rate with its Korn–Graubard interval; null without a case. */
export function rateEstimate(sums: TrialSums, confidence: number): Estimate | null {
  const found = rateOf(sums, confidence);
  return found && { value: found.rate, lower: found.lower, upper: found.upper };
}

/** The mean of values, one a trial, with Student's interval; null of fewer than two. */
export function meanEstimate(values: readonly number[], confidence: number): Estimate | null {
  const found = figureOf(values, confidence);
  if (found === null || found.lower === null || found.upper === null) return null;
  return { value: found.mean, lower: found.lower, upper: found.upper };
}

/**
 * The mean of values in [0, 1], such as areas under a curve. Trials that are all alike show no spread, which does not
 * mean that there is none: then the next one may be anything with a chance that Clopper–Pearson bounds.
 */
export function shareEstimate(values: readonly number[], confidence: number): Estimate | null {
  const found = meanEstimate(values, confidence);
  if (found === null) return null;
  const { value, lower, upper } = found;
  if (lower < upper) return { value, lower: Math.max(0, lower), upper: Math.min(1, upper) };
  const alike = clopperPearson(values.length, values.length, confidence).lower;
  return { value, lower: alike * value, upper: 1 - alike * (1 - value) };
}
