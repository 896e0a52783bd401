import { binomialPmf } from "./binomial-pmf.ts";
import { fallingSum } from "./falling-sum.ts";

/** Sums the probabilities from `from` outwards, away from the mean: every term is positive, and past the last outcome it is 0. */
function sumDownwards(from: number, trials: number, probability: number): number {
  const odds = (1 - probability) / probability;
  return fallingSum(
    binomialPmf(from, trials, probability),
    (j) => ((from - j) / (trials - from + j + 1)) * odds,
  );
}

function sumUpwards(from: number, trials: number, probability: number): number {
  const odds = probability / (1 - probability);
  return fallingSum(
    binomialPmf(from, trials, probability),
    (j) => ((trials - from - j) / (from + j + 1)) * odds,
  );
}

/**
 * P(X ≤ successes) of a binomial X, right to ten digits or more also where it is as small as 1e-300
 * (sums of positive terms; a complement is taken only on the far side of the mean, where it loses
 * nothing). Arguments are not checked; cost O(√trials).
 *
 * @param successes an integer; below 0 the tail is 0, from `trials` on it is 1
 * @param trials an integer of at least 1
 * @param probability in [0, 1]
 */
export function binomialLowerTail(successes: number, trials: number, probability: number): number {
  if (successes < 0) return 0;
  if (successes >= trials) return 1;
  if (successes < trials * probability) return Math.min(1, sumDownwards(successes, trials, probability));
  return Math.max(0, 1 - sumUpwards(successes + 1, trials, probability));
}

/** P(X ≥ successes) of a binomial X; the mirror image of {@link binomialLowerTail}. */
export function binomialUpperTail(successes: number, trials: number, probability: number): number {
  if (successes <= 0) return 1;
  if (successes > trials) return 0;
  if (successes > trials * probability) return Math.min(1, sumUpwards(successes, trials, probability));
  return Math.max(0, 1 - sumDownwards(successes - 1, trials, probability));
}
