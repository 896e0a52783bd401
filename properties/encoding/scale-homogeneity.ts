import fc from "fast-check";
import { encodings } from "../arbitraries/encodings.ts";
import type { Encoding } from "../arbitraries/encodings.ts";
import { evenFractions } from "../arbitraries/values.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { ask, mustAgree } from "../violation.ts";
import { slack } from "./precision.ts";

interface Rescaled {
  readonly encoding: Encoding;
  /** e: weights and bound are multiplied by 2^e, which is exact. */
  readonly exponent: number;
}

/**
 * Phases depend on weights in units of the bound alone. A power of two changes no digit, so that both encodings have one
 * value to be right about, each within its slack.
 */
export const scaleHomogeneity: Law = deterministicLaw<Rescaled>({
  id: "encoding/scale-homogeneity",
  sentence: "weights and bound multiplied by one power of two have the same phases",
  clauses: ["CQSA-ENC-1", "CQSA-ENC-3"],
  needs: ["encode"],
  cases: (capabilities) =>
    fc.record({
      encoding: encodings(capabilities, { fractions: evenFractions }),
      exponent: fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: -60, max: -1 })),
    }),
  check: async (implementation, { encoding: { weights, clusterSize, weightBound }, exponent }) => {
    const factor = 2 ** exponent;
    const { phases } = await ask(implementation, "encode", { weights, clusterSize, weightBound });
    const rescaled = await ask(implementation, "encode", {
      weights: weights.map((weight) => factor * weight),
      clusterSize,
      weightBound: factor * weightBound,
    });
    mustAgree("phases", phases, rescaled.phases, (a, b) => Math.abs(a - b) <= slack(a) + slack(b));
    return "held";
  },
});
