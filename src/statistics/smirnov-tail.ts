import { binomialPmf } from "./binomial-pmf.ts";

/**
 * P(D⁺ ≥ distance) of the one-sided Kolmogorov–Smirnov statistic of `size` points, exact:
 * Smirnov's sum d Σ_j C(n, j) (d + j/n)^(j−1) (1 − d − j/n)^(n−j) over 0 ≤ j ≤ n(1 − d)
 * (Birnbaum and Tingey 1951), each term written as a binomial probability times d / (d + j/n), so
 * that all terms are positive and keep their digits for large n.
 *
 * Arguments are not checked; cost O(size).
 *
 * @param distance above 0
 * @param size an integer of at least 1
 */
export function smirnovTail(distance: number, size: number): number {
  let sum = 0;
  for (let j = 0; j < size; j++) {
    const level = distance + j / size;
    if (level >= 1) break;
    sum += (distance / level) * binomialPmf(j, size, level);
  }
  return Math.min(1, sum);
}
