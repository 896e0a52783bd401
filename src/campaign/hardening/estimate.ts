import { clopperPearson } from "../../statistics/clopper-pearson.ts";
import { kornGraubard, NO_TRIALS, withTrial } from "../../statistics/korn-graubard.ts";
import { mean, variance } from "../../statistics/moments.ts";
import { studentQuantile } from "../../statistics/student-quantile.ts";

/** What one trial showed: so many of so many cases, or a number. */
export type Outcome =
  | { readonly kind: "rate"; readonly successes: number; readonly cases: number }
  | { readonly kind: "value"; readonly value: number };

/** A figure over independent trials, with its interval. Plain data. */
export interface Estimate {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

export function rate(successes: number, cases: number): Outcome {
  return { kind: "rate", successes, cases };
}

export function value(of: number): Outcome {
  return { kind: "value", value: of };
}

/**
 * How much more each trial showed under one profile than under another that shares its draws, with Student's interval;
 * null of rates.
 */
export function difference(
  hardened: readonly Outcome[],
  plain: readonly Outcome[],
  confidence: number,
): Estimate | null {
  const pairs = hardened.flatMap((outcome, trial) => {
    const other = plain[trial];
    return outcome.kind === "value" && other?.kind === "value" ? [value(outcome.value - other.value)] : [];
  });
  return pairs.length < hardened.length ? null : estimate(pairs, confidence);
}

/**
 * Rates over all cases of all trials with Korn and Graubard's exact interval, since cases of one trial depend on each
 * other; values by Student over trials.
 *
 * @param confidence in (0, 1)
 */
export function estimate(outcomes: readonly Outcome[], confidence: number): Estimate {
  const rates = outcomes.filter((outcome) => outcome.kind === "rate");
  if (rates.length > 0) {
    const sums = rates.reduce((so, { successes, cases }) => withTrial(so, successes, cases), NO_TRIALS);
    // No case came up: nothing is known.
    if (sums.cases === 0) return { value: 0, lower: 0, upper: 1 };
    const interval =
      rates.length === 1
        ? clopperPearson(sums.successes, sums.cases, confidence)
        : kornGraubard(sums, confidence);
    return { value: sums.successes / sums.cases, ...interval };
  }
  const values = outcomes.filter((outcome) => outcome.kind === "value").map((outcome) => outcome.value);
  const centre = mean(values);
  // Of a single trial nothing is known about the spread.
  if (values.length < 2) return { value: centre, lower: -Infinity, upper: Infinity };
  const error = Math.sqrt(variance(values, { ddof: 1 }) / values.length);
  const half = error === 0 ? 0 : studentQuantile(1 - confidence, values.length - 1) * error;
  return { value: centre, lower: centre - half, upper: centre + half };
}
