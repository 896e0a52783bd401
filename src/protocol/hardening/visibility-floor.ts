import { checkInteger } from "../../base/check.ts";
import type { ClusterMeasurement } from "../aggregate.ts";

/** Exact expectations are off by rounding alone. */
const ROUNDING = 1e-9;

/** E[S⁴] − E[S²]² of the sum S of n independent ±1 outcomes of mean √u. */
function varianceOfSquare(n: number, u: number): number {
  const pair = n * (n - 1);
  const second = n + pair * u;
  const triple = pair * (n - 2);
  const fourth = n + 3 * pair + (4 * pair + 6 * triple) * u + triple * (n - 3) * u * u;
  return fourth - second * second;
}

/**
 * V² of a cluster, pooled over its coordinates: the mean of (x̂² + ŷ² − 2/n)·n/(n − 1), which is unbiased whatever the
 * sums are. A mean of the measured lengths would be too long, more so the fewer the shots.
 *
 * @param shots n ≥ 2 in each basis; null: the exact expectations
 */
export function pooledSquare({ x, y }: ClusterMeasurement, shots: number | null): number {
  if (shots !== null) checkInteger("shots", shots, { min: 2 });
  let sum = 0;
  for (let c = 0; c < x.length; c++) sum += x[c]! ** 2 + y[c]! ** 2;
  const mean = sum / x.length;
  return shots === null ? mean : (shots * mean - 2) / (shots - 1);
}

/**
 * The smallest pooled V² that is taken for an honest cluster's. Bernstein's inequality with the variance at its largest,
 * where cos² Θ = sin² Θ, so that the stated rate of false alarms holds for any sums, any number of shots and of
 * coordinates, and is not reached where the sums are other.
 *
 * @param visibility of an honest cluster, in [0, 1]
 * @param coordinates d ≥ 1
 * @param shots n ≥ 2 in each basis; null: the exact expectations
 * @param falseAlarm in (0, 1)
 * @returns a threshold for {@link pooledSquare}
 */
export function visibilityFloor(
  visibility: number,
  coordinates: number,
  shots: number | null,
  falseAlarm: number,
): number {
  const square = visibility ** 2;
  if (shots === null) return square - ROUNDING;
  checkInteger("shots", shots, { min: 2 });
  const variance = (2 * varianceOfSquare(shots, square / 2)) / (shots * (shots - 1)) ** 2;
  // No coordinate is further below its expectation than this.
  const reach = square + 2 / (shots - 1);
  const nats = -Math.log(falseAlarm) / coordinates;
  // The t of exp(−d·t²/(2(σ² + b·t/3))) = α.
  const half = (reach * nats) / 3;
  return square - (half + Math.sqrt(half * half + 2 * variance * nats));
}
