import type { Law } from "../law.ts";
import { countKinds, noiseRangeKinds } from "./range-kinds.ts";
import { rangeLaw } from "./refusal-law.ts";

/** What the numbers and names of `fidelity` may not be. */
export const fidelityRange: Law = rangeLaw("fidelity", {
  sentence: "`fidelity` refuses qubit counts that are none, probabilities outside [0, 1] and unknown noise",
  clauses: ["CQSA-GHZ-3", "WIRE-REJ-4", "WIRE-REJ-6", "WIRE-OUT-3", "WIRE-NOISE-1"],
  kinds: (_params, capabilities) => [...countKinds("qubits"), ...noiseRangeKinds(capabilities)],
});
