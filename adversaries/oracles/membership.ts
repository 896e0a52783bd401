/**
 * Tests of whether a known update c is in a sum of k, by ⟨sum, c⟩, where the others are normal of unit variance and D =
 * ‖c‖². Independent of `src/`. A noise ν is the variance of what a sum is measured with.
 */
import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import { normalQuantile } from "../../src/statistics/normal-quantile.ts";

/** What a sum without the candidate is: the k − 1 others alone, or another member in its place. */
export type Alternative = "absent" | "another";

/** P(score with it > score without it): Φ(√(D/(k−1))/√2) against absence, Φ(√(D/(2k−1))) against another. */
export function membershipAuc(squares: number, size: number, against: Alternative, noise = 0): number {
  const others = size - 1 + noise;
  const variance = against === "absent" ? 2 * others : 2 * others + 1;
  return normalCdf(Math.sqrt(squares / variance), 0, 1);
}

/** The true positives at a false positive rate α: the threshold is the 1 − α quantile of scores without it. */
export function membershipTpr(
  squares: number,
  size: number,
  against: Alternative,
  rate: number,
  noise = 0,
): number {
  const others = size - 1 + noise;
  const without = against === "absent" ? others : others + 1;
  const threshold = normalQuantile(1 - rate) * Math.sqrt(without);
  return normalCdf((Math.sqrt(squares) - threshold) / Math.sqrt(others), 0, 1);
}

/** P(two colluders of different clusters find the same n bits). */
export function falseMatch(bits: number): number {
  return 2 ** -bits;
}
