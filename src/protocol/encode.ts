import { checkInteger, checkNumber, checkVector } from "../base/check.ts";
import { rangeRefusal } from "../base/refusal.ts";

/**
 * The largest magnitude of a vector: what a client reports of its update before a round, w_max^(j), and
 * the round's public bound of those reports, w_max = max_j w_max^(j) (CQSA §4).
 *
 * @param weights finite numbers
 * @returns max |w_i| ≥ 0
 */
export function largestMagnitude(weights: Float64Array): number {
  let largest = 0;
  for (const weight of weights) largest = Math.max(largest, Math.abs(weight));
  return largest;
}

/**
 * The scale S = π/(k·w_max) that turns weights into phases (CQSA §4).
 *
 * @param clusterSize k, a positive integer
 * @param bound w_max ≥ 0; with 0 every weight is 0 and so is the scale
 * @throws TypeError, RangeError for arguments out of range, k·w_max beyond float64, or a scale that is
 *   not finite
 */
export function phaseScale(clusterSize: number, bound: number): number {
  checkInteger("clusterSize", clusterSize, { min: 1 });
  checkNumber("weightBound", bound, { min: 0 });
  if (bound === 0) return 0;
  const scale = Math.PI / (clusterSize * bound);
  if (!Number.isFinite(clusterSize * bound)) {
    throw rangeRefusal("weightBound", `a bound whose product with ${clusterSize} is finite`, bound);
  }
  if (!Number.isFinite(scale)) {
    throw rangeRefusal("weightBound", `a bound whose scale π/(${clusterSize}·bound) is finite`, bound);
  }
  return scale;
}

/**
 * Encodes weights as phases: θ = S·w = π·w/(k·w_max), each in [−π/k, π/k] (CQSA §4).
 *
 * @param weights d ≥ 1 finite numbers, |w| ≤ bound
 * @param clusterSize k ≥ 1
 * @param bound w_max ≥ 0
 * @returns d phases, radians
 * @throws TypeError, RangeError for an empty vector, a weight that is not finite or beyond the bound,
 *   and whatever {@link phaseScale} refuses
 * @example encode(Float64Array.of(0.5, -1), 2, 1) // Float64Array [ π/4, −π/2 ]
 */
export function encode(weights: Float64Array, clusterSize: number, bound: number): Float64Array {
  const scale = phaseScale(clusterSize, bound);
  checkVector("weights", weights);
  const phases = new Float64Array(weights.length);
  for (const i of phases.keys()) {
    const weight = weights[i]!;
    if (Math.abs(weight) > bound) {
      throw rangeRefusal(`weights[${i}]`, `a magnitude of at most the bound ${bound}`, weight);
    }
    phases[i] = scale * weight;
  }
  return phases;
}

/**
 * Decodes summed phases to the sum of weights: the inverse of {@link encode}, linear also beyond ±π.
 *
 * @param phaseSum d ≥ 1 finite phases, radians
 * @returns d sums of weights
 * @throws TypeError, RangeError as {@link phaseScale}, and for a sum that would not be finite
 */
export function decode(phaseSum: Float64Array, clusterSize: number, bound: number): Float64Array {
  const scale = phaseScale(clusterSize, bound);
  checkVector("phaseSum", phaseSum);
  if (scale === 0) return new Float64Array(phaseSum.length);
  const weights = new Float64Array(phaseSum.length);
  for (const i of weights.keys()) {
    // A scale below the normal range has lost digits, so the division goes through k·w_max instead.
    const weight = (phaseSum[i]! / Math.PI) * (clusterSize * bound);
    if (!Number.isFinite(weight))
      throw rangeRefusal(`phaseSum[${i}]`, "a phase with a finite weight", phaseSum[i]);
    weights[i] = weight;
  }
  return weights;
}
