import betaQuantile from "@stdlib/stats-base-dists-beta-quantile";
import { checkInteger } from "../base/check.ts";
import { binomialPmf } from "./binomial-pmf.ts";
import { binomialLowerTail } from "./binomial-tails.ts";
import { checkLevel } from "./check-level.ts";

/** A closed interval. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/**
 * The p with P(X ≤ successes) = error. As a complement of the library's quantile it has lost digits
 * where it is small; one Newton step on the logarithm of the tail restores them.
 */
function upperLimit(successes: number, trials: number, error: number): number {
  const start = 1 - betaQuantile(error, trials - successes, successes + 1);
  // Only for errors near the smallest that a confidence can express.
  if (start === 1) return 1;
  const tail = binomialLowerTail(successes, trials, start);
  const density = trials * binomialPmf(successes, trials - 1, start);
  return start + (tail * Math.log(tail / error)) / density;
}

/**
 * The two-sided Clopper–Pearson interval of a success probability: each end leaves at most
 * (1 − confidence) / 2, so that the interval covers the truth with at least `confidence` for every
 * truth and every number of trials.
 *
 * The lower end solves P(X ≥ k) = α/2, the upper one P(X ≤ k) = α/2, α = 1 − confidence; they are
 * quantiles of Beta(k, n − k + 1) and Beta(k + 1, n − k). No success gives a lower end of exactly 0,
 * no failure an upper end of exactly 1. A confidence very near 1 is only as exact as the nearest
 * double: 1 − 1e-12 stands for an α within 1e-4 of that.
 *
 * @param successes an integer from 0 to `trials`
 * @param trials an integer of at least 1
 * @param confidence strictly between 0 and 1
 * @throws TypeError, RangeError for arguments of another kind or range.
 * @example clopperPearson(0, 100, 0.95) // { lower: 0, upper: 0.03621669264517641 }
 */
export function clopperPearson(successes: number, trials: number, confidence: number): Interval {
  checkInteger("trials", trials, { min: 1 });
  checkInteger("successes", successes, { min: 0, max: trials });
  checkLevel("confidence", confidence);
  const error = (1 - confidence) / 2;
  return {
    lower: successes === 0 ? 0 : betaQuantile(error, successes, trials - successes + 1),
    upper: successes === trials ? 1 : upperLimit(successes, trials, error),
  };
}
