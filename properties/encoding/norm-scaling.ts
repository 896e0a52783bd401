import { encodings } from "../arbitraries/encodings.ts";
import type { Encoding } from "../arbitraries/encodings.ts";
import { evenFractions } from "../arbitraries/values.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { ask, violation } from "../violation.ts";
import { norm } from "./euclidean.ts";

/**
 * ‖Sw‖ = S·‖w‖ with S = π/(k·bound) (CQSA §4, equations 2–6), within (d/2 + 16)·2⁻⁵² of itself.
 *
 * Derivation, u = 2⁻⁵³: a phase may be off by eight units in the last place, 16u of itself, and so the norm
 * of all; each norm is computed within (d/2 + 4)·u; S takes π, a product and a quotient, and S·‖w‖ another
 * product: 4u. In all (d + 28)·u, rounded up.
 */
export const normScaling: Law = deterministicLaw<Encoding>({
  id: "encoding/norm-scaling",
  sentence: "encoding multiplies the norm of an update by S = π/(k·bound), within (d/2 + 16)·2⁻⁵²",
  clauses: ["CQSA-ENC-3"],
  needs: ["encode"],
  // Even fractions are 1e-6 at least or 0, so that no phase loses digits to underflow.
  cases: (capabilities) => encodings(capabilities, { fractions: evenFractions }),
  check: async (implementation, { weights, clusterSize, weightBound }) => {
    if (weights.every((weight) => weight === 0)) return "vacuous";
    const { phases } = await ask(implementation, "encode", { weights, clusterSize, weightBound });
    const expected = (Math.PI / (clusterSize * weightBound)) * norm(weights);
    const received = norm(phases);
    if (!(Math.abs(received - expected) <= (weights.length / 2 + 16) * Number.EPSILON * expected)) {
      throw violation("encoding changes the norm by another factor", expected, received);
    }
    return "held";
  },
});
