import type { Law } from "../law.ts";
import { HUGE, TINY } from "./encode-range.ts";
import { countKinds } from "./range-kinds.ts";
import { rangeLaw } from "./refusal-law.ts";
import { instead, replaced } from "./spoil.ts";

/** What the numbers of `decode` may not be. */
export const decodeRange: Law = rangeLaw("decode", {
  sentence:
    "`decode` refuses bounds and cluster sizes that give no finite scale, and sums that are not finite",
  clauses: ["CQSA-DEC-3", "WIRE-REJ-4", "WIRE-REJ-5", "WIRE-REJ-14"],
  kinds: ({ phaseSum, clusterSize, weightBound }) => [
    ...countKinds("clusterSize"),
    replaced("a negative bound", "weightBound", [-weightBound, -1, -1e-300]),
    instead("k·bound beyond float64", {
      phaseSum,
      clusterSize: Math.max(2, clusterSize),
      weightBound: HUGE,
    }),
    replaced("a scale that is not finite", "weightBound", [TINY, 5e-324]),
    instead("phases whose weights are beyond float64", {
      phaseSum: phaseSum.map(() => 1e308),
      clusterSize,
      weightBound: 1e300,
    }),
  ],
});
