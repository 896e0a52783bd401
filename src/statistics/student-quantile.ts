import betaQuantile from "@stdlib/stats-base-dists-beta-quantile";
import { checkNumber } from "../base/check.ts";
import { checkLevel } from "./check-level.ts";

/**
 * The t with P(|T| > t) = `error` for Student's distribution: from T² = ν(1 − X)/X with X ~ Beta(ν/2, ½).
 *
 * @param error strictly between 0 and 1
 * @param degrees ν ≥ 1
 * @throws TypeError, RangeError for arguments of another kind or range.
 * @example studentQuantile(0.05, 9) // 2.2621571627409915
 */
export function studentQuantile(error: number, degrees: number): number {
  checkLevel("error", error);
  checkNumber("degrees", degrees, { min: 1 });
  const share = betaQuantile(error, degrees / 2, 0.5);
  return Math.sqrt((degrees * (1 - share)) / share);
}
