import { checkInteger, checkNumber, checkProbability } from "../base/check.ts";
import { rangeRefusal } from "../base/refusal.ts";
import { binomialLowerTail, binomialUpperTail } from "./binomial-tails.ts";
import { firstWith, leastInteger } from "./boundary.ts";
import { checkLevel } from "./check-level.ts";
import { normalQuantile } from "./normal-quantile.ts";

/** The counts that a two-sided binomial test rejects: `k ≤ low` and `k ≥ high`. */
export interface RejectedCounts {
  /** −1 if no small count is rejected. */
  readonly low: number;
  /** trials + 1 if no large count is rejected. */
  readonly high: number;
}

function checkDesign(level: number, power: number): void {
  checkLevel("level", level);
  checkLevel("power", power);
  if (power <= level) throw rangeRefusal("power", `a number above the level ${level}`, power);
}

/**
 * The counts with `binomialTest(k, trials, probability) <= level`.
 *
 * @param trials an integer of at least 1
 * @param probability in [0, 1]
 * @param level strictly between 0 and 1
 * @throws TypeError, RangeError for arguments of another kind or range.
 */
export function rejectedCounts(trials: number, probability: number, level: number): RejectedCounts {
  checkInteger("trials", trials, { min: 1 });
  checkProbability("probability", probability);
  checkLevel("level", level);
  const half = level / 2;
  return {
    low: leastInteger(-1, (k) => binomialLowerTail(k, trials, probability) > half) - 1,
    high: leastInteger(0, (k) => binomialUpperTail(k, trials, probability) <= half),
  };
}

/**
 * The smallest effect that a binomial test would have seen: the least shift such that every success
 * probability further than it from `probability`, on either side, is rejected by the two-sided
 * `binomialTest` at `level` with at least `power`.
 *
 * Computed from the exact binomial distribution, by bisection: as a function of the true
 * probability, the power falls and then rises, and is at most `level` at `probability` itself, so it
 * is reached once on each side. A side on which even the certain outcome is not rejected
 * counts with all its room (no probability lies beyond it).
 *
 * @param trials an integer of at least 1
 * @param probability the hypothesis, in [0, 1]
 * @param level of the test, strictly between 0 and 1
 * @param power strictly between `level` and 1
 * @returns the shift, in (0, 1], or Infinity if the test sees no shift at all
 * @throws TypeError, RangeError for arguments of another kind or range.
 */
export function detectableProbabilityShift(
  trials: number,
  probability: number,
  level: number,
  power: number,
): number {
  checkDesign(level, power);
  const { low, high } = rejectedCounts(trials, probability, level);
  const powerAt = (truth: number): number =>
    binomialLowerTail(low, trials, truth) + binomialUpperTail(high, trials, truth);
  const isSeen = (truth: number): boolean => powerAt(truth) >= power;
  const towards = (end: number): number | undefined =>
    isSeen(end) ? firstWith(probability, end, isSeen) : undefined;
  const below = towards(0);
  const above = towards(1);
  if (below === undefined && above === undefined) return Infinity;
  return Math.max(probability - (below ?? 0), (above ?? 1) - probability);
}

/**
 * The smallest shift of a mean that a two-sided z test (`meanTest`) at `level` would reject with at
 * least `power`: (z_{1 − level/2} + z_{power}) · deviation / √n.
 *
 * A normal approximation like the test's own. The chance of rejecting on the wrong side is left out, which
 * makes the shift a little too large, never too small.
 *
 * @param sampleSize an integer of at least 1
 * @param deviation the standard deviation of one observation, at least 0, in the units of the result
 * @param level strictly between 0 and 1
 * @param power strictly between `level` and 1
 * @throws TypeError, RangeError for arguments of another kind or range.
 * @example detectableMeanShift(100, 1, 0.05, 0.5) // 0.19599639845400536
 */
export function detectableMeanShift(
  sampleSize: number,
  deviation: number,
  level: number,
  power: number,
): number {
  checkInteger("sampleSize", sampleSize, { min: 1 });
  checkNumber("deviation", deviation, { min: 0 });
  checkDesign(level, power);
  return ((normalQuantile(power) - normalQuantile(level / 2)) * deviation) / Math.sqrt(sampleSize);
}
