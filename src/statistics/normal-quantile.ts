import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import { checkNumber } from "../base/check.ts";

/** Enough of them from the start that is furthest from its root, near ½; more change nothing. */
const STEPS = 8;

/** The z < 0 with P(Z ≤ z) = tail. */
function tailQuantile(tail: number): number {
  let z = -Math.sqrt(-2 * Math.log(tail));
  for (let step = 0; step < STEPS; step++) {
    const reached = normalCdf(z, 0, 1);
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
    z += (Math.log(tail / reached) * reached) / density;
  }
  return z;
}

/**
 * The quantile of the standard normal distribution: the z with P(Z ≤ z) = probability, to 13 digits.
 *
 * Newton's method on the logarithm of the tail. That function is concave and −√(−2 ln p) lies left of
 * its root, so the steps rise to the root without passing it. (@stdlib's quantile loses digits from
 * p = 1e-9 on and is −Infinity at 1e-100.)
 *
 * @param probability from 1e-300 up to, but not including, 1
 * @throws TypeError, RangeError for anything else.
 * @example normalQuantile(0.975) // 1.959963984540054
 */
export function normalQuantile(probability: number): number {
  checkNumber("probability", probability, { min: 1e-300, max: 1 - Number.EPSILON / 2 });
  const tail = Math.min(probability, 1 - probability);
  const z = tail === 0.5 ? 0 : tailQuantile(tail);
  return probability > 0.5 ? -z : z;
}
