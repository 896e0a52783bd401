/**
 * What the largest magnitude of d normal weights tells of their spread, where spreads are e^{τz} with normal z.
 * Independent of `src/`.
 */
import normalCdf from "@stdlib/stats-base-dists-normal-cdf";

/** Mean and variance of ln max|z| over d standard normal numbers, by its distribution (2Φ(m) − 1)^d. */
export function logLargest(count: number): { readonly mean: number; readonly variance: number } {
  const step = 1e-3;
  let [mean, square, before] = [0, 0, 0];
  for (let m = step; m < 12; m += step) {
    const after = (2 * normalCdf(m, 0, 1) - 1) ** count;
    const log = Math.log(m - step / 2);
    mean += log * (after - before);
    square += log * log * (after - before);
    before = after;
  }
  return { mean, variance: square - mean * mean };
}

/** R² of ln σ from the logarithm of the report: τ²/(τ² + Var ln max|z|). */
export function reportR2(spread: number, count: number): number {
  return spread ** 2 / (spread ** 2 + logLargest(count).variance);
}
