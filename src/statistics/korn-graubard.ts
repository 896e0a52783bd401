import betaQuantile from "@stdlib/stats-base-dists-beta-quantile";
import { checkInteger } from "../base/check.ts";
import { rangeRefusal } from "../base/refusal.ts";
import { checkLevel } from "./check-level.ts";
import { clopperPearson } from "./clopper-pearson.ts";
import type { Interval } from "./clopper-pearson.ts";
import { studentQuantile } from "./student-quantile.ts";

/** Sums over independent trials, of each of which several cases were seen: s_i successes among n_i cases. */
export interface TrialSums {
  /** Trials with at least one case, T. */
  readonly trials: number;
  /** Σ n_i. */
  readonly cases: number;
  /** Σ s_i. */
  readonly successes: number;
  /** Σ n_i². */
  readonly casesSquared: number;
  /** Σ s_i². */
  readonly successesSquared: number;
  /** Σ s_i·n_i. */
  readonly product: number;
}

/** No trial yet. */
export const NO_TRIALS: TrialSums = {
  trials: 0,
  cases: 0,
  successes: 0,
  casesSquared: 0,
  successesSquared: 0,
  product: 0,
};

/** The sums with one more trial; a trial without a case says nothing. Whole numbers: the order changes nothing. */
export function withTrial(sums: TrialSums, successes: number, cases: number): TrialSums {
  if (cases === 0) return sums;
  return {
    trials: sums.trials + 1,
    cases: sums.cases + cases,
    successes: sums.successes + successes,
    casesSquared: sums.casesSquared + cases * cases,
    successesSquared: sums.successesSquared + successes * successes,
    product: sums.product + successes * cases,
  };
}

/**
 * How many independent cases tell as much as these: n divided by the design effect, the variance of p̂ between trials
 * over that of n independent cases; never more than n. As many as trials where all cases are alike: their variance is
 * not seen, and the cases of a trial may be one.
 */
function effectiveCases(sums: TrialSums, error: number): number {
  const { trials, cases, successes } = sums;
  const rate = successes / cases;
  if (successes === 0 || successes === cases) return trials;
  const squares = sums.successesSquared - 2 * rate * sums.product + rate * rate * sums.casesSquared;
  const variance = (trials / (trials - 1)) * (Math.max(0, squares) / cases ** 2);
  const independent = (rate * (1 - rate)) / (cases - 1);
  // The variance is estimated with T − 1 degrees of freedom, not with n − 1.
  const degrees = studentQuantile(error, cases - 1) / studentQuantile(error, trials - 1);
  return Math.min(cases, cases * (independent / variance) * degrees ** 2);
}

/**
 * The Korn–Graubard interval of a probability whose cases come in independent trials (Korn and Graubard 1998, Survey
 * Methodology 24, 193–201): Clopper–Pearson of the effective number of cases n* = n·(t_{n−1}/t_{T−1})²/deff, at most n,
 * with the trial as the unit that was sampled. With one case a trial it is Clopper–Pearson's. Rates of 0 and 1 count
 * trials in the place of cases, which is cautious; one trial says nothing about a rate in between.
 *
 * @param sums at least one case, no more successes than cases
 * @param confidence strictly between 0 and 1
 * @throws TypeError, RangeError for arguments of another kind or range.
 */
export function kornGraubard(sums: TrialSums, confidence: number): Interval {
  const { trials, cases, successes } = sums;
  checkInteger("sums.trials", trials, { min: 1 });
  checkInteger("sums.cases", cases, { min: trials });
  checkInteger("sums.successes", successes, { min: 0, max: cases });
  if (sums.casesSquared < cases || sums.successesSquared < successes) {
    throw rangeRefusal("sums", "sums of squares of whole numbers", sums);
  }
  checkLevel("confidence", confidence);
  if (cases === trials) return clopperPearson(successes, trials, confidence);
  if (trials === 1 && successes > 0 && successes < cases) return { lower: 0, upper: 1 };
  const error = 1 - confidence;
  const effective = effectiveCases(sums, error);
  const hits = effective * (successes / cases);
  const misses = effective - hits;
  return {
    lower: hits === 0 ? 0 : betaQuantile(error / 2, hits, misses + 1),
    upper: misses === 0 ? 1 : 1 - betaQuantile(error / 2, misses, hits + 1),
  };
}
