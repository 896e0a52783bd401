import { encodings } from "../arbitraries/encodings.ts";
import type { Encoding } from "../arbitraries/encodings.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { ask, close, mustAgree, violation } from "../violation.ts";
import { slack } from "./precision.ts";

/** Opposite weights have opposite phases, and a weight of 0, in any place, the phase 0 itself. */
export const signSymmetry: Law = deterministicLaw<Encoding>({
  id: "encoding/sign-symmetry",
  sentence: "encode(−w) = −encode(w), and the weight 0 has the phase 0",
  clauses: ["CQSA-ENC-1", "CQSA-ENC-3"],
  needs: ["encode"],
  cases: (capabilities) => encodings(capabilities),
  check: async (implementation, { weights, clusterSize, weightBound }) => {
    const encode = async (weights: readonly number[]): Promise<number[]> =>
      (await ask(implementation, "encode", { weights, clusterSize, weightBound })).phases;
    const phases = await encode(weights);
    const opposite = await encode(weights.map((weight) => -weight));
    mustAgree(
      "phases of the opposite weights",
      phases.map((phase) => -phase),
      opposite,
      (a, b) => Math.abs(a - b) <= slack(a) + slack(b),
    );
    const zeros = await encode(weights.map((weight, i) => (i % 2 === 0 ? 0 : weight)));
    for (let i = 0; i < weights.length; i += 2) {
      if (!close(0, zeros[i]!)) throw violation(`phases[${i}] of the weight 0`, 0, zeros[i]);
    }
    return "held";
  },
});
