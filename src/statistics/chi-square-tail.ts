import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import { fallingSum } from "./falling-sum.ts";
import { deviance, stirlingError } from "./saddle-point.ts";

/** yˣ e⁻ʸ / Γ(x + 1) for x = 0, ½, 1, … in Loader's saddle-point form. */
function gammaTerm(x: number, y: number): number {
  if (x === 0) return Math.exp(-y);
  return Math.exp(-stirlingError(x) - deviance(x, y)) / Math.sqrt(2 * Math.PI * x);
}

/**
 * P(χ² ≥ statistic) for a whole number of degrees of freedom: the regularised upper incomplete gamma
 * function Q(a, y) with a = degrees / 2 and y = statistic / 2.
 *
 * Above the mean it is the finite sum Q(a, y) = Q(a₀, y) + e⁻ʸ Σ yʲ / Γ(j + 1), j = a₀, a₀ + 1, …, a − 1,
 * with Q(0, y) = 0 and Q(½, y) = erfc √y (DLMF 8.8.6 and 8.4.6), whose terms are all positive; below
 * it one minus the series of the lower function (DLMF 8.11.4). @stdlib's gammainc is off by parts in
 * a thousand at 1000 degrees and by a per cent at 10 000, hence this one.
 *
 * Arguments are not checked; cost O(√degrees) near the mean.
 *
 * @param statistic finite, at least 0
 * @param degrees an integer of at least 1
 * @returns right to 11 digits or more down to 1e-300
 */
export function chiSquareTail(statistic: number, degrees: number): number {
  const a = degrees / 2;
  const y = statistic / 2;
  // Here the finite sum would start from a term that may have underflowed.
  if (y < a) return Math.max(0, 1 - fallingSum(gammaTerm(a, y), (i) => y / (a + i + 1)));
  // With one degree the sum has no term: its first index would be −½.
  const upper = a < 1 ? 0 : fallingSum(gammaTerm(a - 1, y), (i) => (i + 2 > a ? 0 : (a - 1 - i) / y));
  const rest = Number.isInteger(a) ? 0 : 2 * normalCdf(-Math.sqrt(statistic), 0, 1);
  return Math.min(1, upper + rest);
}
