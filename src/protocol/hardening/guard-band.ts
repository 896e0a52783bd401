import type { ClusterMeasurement } from "../aggregate.ts";

/** Exact expectations are off by rounding alone. */
const ROUNDING = 1e-9;

/**
 * The largest angle at which an honest cluster's sum is measured. With a scale that is smaller by g, honest sums stay
 * within π/g; with n shots a quadrature is off by ε or more with a probability of 2·exp(−n·ε²/2) at most (Hoeffding),
 * and so the angle by arcsin(√2·ε/V), where all 2d quadratures share the false alarm.
 *
 * @param factor g ≥ 1
 * @param visibility V of an honest cluster; undefined where it is not known
 * @returns radians; π or more where no sum can be told from an honest one
 */
export function honestReach(
  factor: number,
  visibility: number | undefined,
  coordinates: number,
  shots: number | null,
  falseAlarm: number,
): number {
  const reach = Math.PI / factor;
  if (shots === null) return reach + ROUNDING;
  if (visibility === undefined) return Math.PI;
  const error = Math.sqrt((4 * Math.log((4 * coordinates) / falseAlarm)) / shots);
  return error < Math.abs(visibility) ? reach + Math.asin(error / Math.abs(visibility)) : Math.PI;
}

/** Whether any of a cluster's sums lies in the band that honest ones do not reach. */
export function isInBand({ phaseSum }: ClusterMeasurement, reach: number): boolean {
  return phaseSum.some((angle) => Math.abs(angle) > reach);
}
