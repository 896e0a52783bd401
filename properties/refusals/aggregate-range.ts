import type { Law } from "../law.ts";
import { countKinds, noiseRangeKinds } from "./range-kinds.ts";
import { rangeLaw } from "./refusal-law.ts";

/** What the numbers and names of `aggregate` may not be. */
export const aggregateRange: Law = rangeLaw("aggregate", {
  sentence: "`aggregate` refuses shot counts that are none, probabilities outside [0, 1] and unknown noise",
  clauses: ["CQSA-AGG-6", "WIRE-REJ-4", "WIRE-REJ-6", "WIRE-OUT-3", "WIRE-NOISE-1"],
  kinds: (_params, capabilities) => [...countKinds("shots"), ...noiseRangeKinds(capabilities)],
});
