import { encodings } from "../arbitraries/encodings.ts";
import type { Encoding } from "../arbitraries/encodings.ts";
import { evenFractions } from "../arbitraries/values.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { ask, violation } from "../violation.ts";
import { norm } from "./euclidean.ts";
import { slackOf } from "./precision.ts";

/**
 * ‖Sw‖ = S·‖w‖ with S = π/(k·bound) (CQSA §4, equations 2–6). A norm is off by no more than its vector is, ‖slack‖;
 * computing both norms adds some d·2⁻⁵² of them.
 */
export const normScaling: Law = deterministicLaw<Encoding>({
  id: "encoding/norm-scaling",
  sentence:
    "encoding multiplies the norm of an update by S = π/(k·bound), within the precision of the phases",
  clauses: ["CQSA-ENC-3"],
  needs: ["encode"],
  // Even fractions are 1e-6 at least or 0, so that no phase loses digits to underflow.
  cases: (capabilities) => encodings(capabilities, { fractions: evenFractions }),
  check: async (implementation, { weights, clusterSize, weightBound }) => {
    if (weights.every((weight) => weight === 0)) return "vacuous";
    const { phases } = await ask(implementation, "encode", { weights, clusterSize, weightBound });
    const scale = Math.PI / (clusterSize * weightBound);
    const expected = scale * norm(weights);
    const most = slackOf(weights.map((weight) => scale * weight)) + 1e-14 * expected;
    const received = norm(phases);
    if (!(Math.abs(received - expected) <= most)) {
      throw violation("encoding changes the norm by another factor", expected, received);
    }
    return "held";
  },
});
