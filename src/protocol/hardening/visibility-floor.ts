import type { ClusterMeasurement } from "../aggregate.ts";

/** Exact expectations are off by rounding alone. */
const ROUNDING = 1e-9;

/** The length of a cluster's quadratures, pooled over its coordinates: √(mean of x² + y²), V with exact expectations. */
export function pooledVisibility({ x, y }: ClusterMeasurement): number {
  const sum = x.reduce((total, mean, c) => total + mean ** 2 + y[c]! ** 2, 0);
  return Math.sqrt(sum / x.length);
}

/**
 * The smallest pooled length that is taken for an honest cluster's: V − √(2·ln(1/α)/(n·d)). The pooled length is no less
 * than the mean over coordinates of x·cos Θ + y·sin Θ, a mean of 2·n·d independent outcomes with the expectation V, to
 * which Hoeffding's inequality applies. So the rate of false alarms is α at most, for any sums, shots and coordinates.
 *
 * @param visibility V of an honest cluster, in [−1, 1]
 * @param coordinates d ≥ 1
 * @param shots n ≥ 1 in each basis; null: the exact expectations
 * @param falseAlarm α in (0, 1)
 * @returns a threshold for {@link pooledVisibility}
 */
export function visibilityFloor(
  visibility: number,
  coordinates: number,
  shots: number | null,
  falseAlarm: number,
): number {
  const length = Math.abs(visibility);
  if (shots === null) return length - ROUNDING;
  return length - Math.sqrt((-2 * Math.log(falseAlarm)) / (shots * coordinates));
}

/** Whether a cluster's quadratures are shorter than an honest cluster's are taken to be. */
export function isBelowFloor(measured: ClusterMeasurement, threshold: number): boolean {
  return pooledVisibility(measured) < threshold;
}
