import tCdf from "@stdlib/stats-base-dists-t-cdf";
import { medianOfSorted } from "../median.ts";

/**
 * Tests of two samples, each as its two-sided p-value; 1 where they have nothing to compare. They equal
 * `ttest_ind`, `levene` and `ks_2samp(method="exact")` of scipy.stats at their defaults.
 */

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Σ (x − mean)² */
function spreadOf(values: Float64Array): number {
  const mean = meanOf(values);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}

/** Student's t-test of equal means, with pooled variance; at least two of each. */
export function tTest(one: Float64Array, other: Float64Array): number {
  if (one.length < 2 || other.length < 2) return 1;
  const difference = Math.abs(meanOf(one) - meanOf(other));
  if (difference === 0) return 1;
  const freedom = one.length + other.length - 2;
  const pooled = (spreadOf(one) + spreadOf(other)) / freedom;
  return 2 * tCdf(-difference / Math.sqrt(pooled / one.length + pooled / other.length), freedom);
}

/**
 * Levene's test of equal variances about the medians (Brown and Forsythe); at least two of each. For two samples its
 * F statistic has 1 and n − 2 degrees of freedom and is the square of the t statistic of the distances from the medians.
 */
export function leveneTest(one: Float64Array, other: Float64Array): number {
  const deviations = (values: Float64Array): Float64Array => {
    const median = medianOfSorted(values.toSorted(), "mean");
    return values.map((value) => Math.abs(value - median));
  };
  return tTest(deviations(one), deviations(other));
}

/** n·m·D: the largest difference of the empirical distributions, as an integer. */
function largestGap(one: Float64Array, other: Float64Array): number {
  const a = one.toSorted();
  const b = other.toSorted();
  let i = 0;
  let j = 0;
  let gap = 0;
  while (i < a.length && j < b.length) {
    const value = Math.min(a[i]!, b[j]!);
    while (a[i]! <= value) i++;
    while (b[j]! <= value) j++;
    gap = Math.max(gap, Math.abs(i * b.length - j * a.length));
  }
  return gap;
}

/**
 * The Kolmogorov–Smirnov test, exact for samples without ties: of all orders of n and m values the share in which the
 * distributions come to differ by D or more. By the number of values of either sample seen so far, since the next to
 * last step was i of i + j times one with a value of the first.
 */
export function ksTest(one: Float64Array, other: Float64Array): number {
  const gap = largestGap(one, other);
  const [n, m] = [one.length, other.length];
  // The share of orders of i and j values that differed so much, for the i at hand and all j.
  const shares = new Float64Array(m + 1);
  for (let i = 0; i <= n; i++) {
    for (let j = 0; j <= m; j++) {
      if (Math.abs(i * m - j * n) >= gap) shares[j] = 1;
      else if (i + j > 0) shares[j] = (i * shares[j]! + (j > 0 ? j * shares[j - 1]! : 0)) / (i + j);
    }
  }
  return shares[m]!;
}
