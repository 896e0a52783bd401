import { checkInteger, checkName, checkProbability } from "../base/check.ts";
import { binomialLowerTail, binomialUpperTail } from "./binomial-tails.ts";

const ALTERNATIVES = ["two-sided", "less", "greater"] as const;

/** On which side of the hypothesis the truth is suspected. */
export type Alternative = (typeof ALTERNATIVES)[number];

/**
 * The exact binomial test: the p-value of `successes` in `trials` if each succeeds with `probability`.
 *
 * `less` is P(X ≤ k), `greater` is P(X ≥ k), and `two-sided` is min(1, 2 · min(P(X ≤ k), P(X ≥ k))).
 * Doubling, rather than adding all outcomes that are no likelier than the observed one, was chosen
 * because it is never anti-conservative, does not depend on how ties of floating-point probabilities
 * fall, grows and shrinks steadily with `probability`, and so is the exact dual of the
 * Clopper–Pearson interval: p < 1 − confidence just where `probability` lies outside the interval.
 * It costs at most a factor of two in p. At `probability` 0 and 1 it is exact: 1 for the only
 * possible outcome, 0 for all others.
 *
 * @param successes an integer from 0 to `trials`
 * @param trials an integer of at least 1
 * @param probability in [0, 1]
 * @returns a p-value in [0, 1], to ten digits or more down to 1e-300 for up to 1e7 trials
 * @throws TypeError, RangeError for arguments of another kind or range.
 * @example binomialTest(9, 10, 0.5) // 0.021484375, which is 22 / 1024
 */
export function binomialTest(
  successes: number,
  trials: number,
  probability: number,
  alternative: Alternative = "two-sided",
): number {
  checkInteger("trials", trials, { min: 1 });
  checkInteger("successes", successes, { min: 0, max: trials });
  checkProbability("probability", probability);
  checkName("alternative", alternative, ALTERNATIVES);
  if (alternative === "less") return binomialLowerTail(successes, trials, probability);
  if (alternative === "greater") return binomialUpperTail(successes, trials, probability);
  const lower = binomialLowerTail(successes, trials, probability);
  const upper = binomialUpperTail(successes, trials, probability);
  return Math.min(1, 2 * Math.min(lower, upper));
}
