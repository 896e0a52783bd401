import type { Law } from "../law.ts";
import { countKinds } from "./range-kinds.ts";
import { rangeLaw } from "./refusal-law.ts";
import { inEach, instead } from "./spoil.ts";

/** A bound whose double is beyond float64, and one so small that π divided by it is. */
export const HUGE = 1.7e308;
export const TINY = 1e-320;

/** Zeros but for one value, once for each place. */
export function lone(length: number, value: number): number[][] {
  return Array.from({ length }, (_, place) => Array.from({ length }, (_, i) => (i === place ? value : 0)));
}

/** What the numbers of `encode` may not be. */
export const encodeRange: Law = rangeLaw("encode", {
  sentence: "`encode` refuses weights beyond their bound, bounds and cluster sizes that give no finite scale",
  clauses: ["CQSA-ENC-4", "WIRE-REJ-4", "WIRE-REJ-5"],
  kinds: ({ weights, clusterSize, weightBound }) => {
    const zeros = weights.map(() => 0);
    const k = Math.max(2, clusterSize);
    return [
      ...countKinds("clusterSize"),
      inEach(
        "a weight beyond the bound",
        ["weights"],
        weights,
        [1.000001, -1.000001, 1.5, -2].map((factor) => factor * weightBound),
      ),
      instead(
        "a negative bound",
        { weights, clusterSize, weightBound: -weightBound },
        { weights: zeros, clusterSize, weightBound: -weightBound },
        { weights: zeros, clusterSize, weightBound: -1 },
      ),
      instead(
        "a weight other than 0 with a bound of 0",
        ...[weightBound, 1e-300, -5e-324].flatMap((weight) =>
          lone(weights.length, weight).map((weights) => ({ weights, clusterSize, weightBound: 0 })),
        ),
      ),
      instead(
        "k·bound beyond float64",
        { weights: zeros, clusterSize: k, weightBound: HUGE },
        ...lone(weights.length, HUGE).map((weights) => ({ weights, clusterSize: k, weightBound: HUGE })),
      ),
      instead(
        "a scale that is not finite",
        { weights: zeros, clusterSize, weightBound: TINY },
        { weights: zeros, clusterSize, weightBound: 5e-324 },
        ...lone(weights.length, TINY).map((weights) => ({ weights, clusterSize, weightBound: TINY })),
      ),
    ];
  },
});
