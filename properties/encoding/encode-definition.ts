import fc from "fast-check";
import { encodings } from "../arbitraries/encodings.ts";
import type { Encoding } from "../arbitraries/encodings.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { encodeOracle } from "../oracles/decimal-encoding.ts";
import { ask, mustAgree } from "../violation.ts";

/** Phases against the definition in decimals of 64 digits, a bound of 0 among the cases. */
export const encodeDefinition: Law = deterministicLaw<Encoding>({
  id: "encoding/encode-definition",
  sentence: "a weight is encoded as θ = π·w/(k·bound), and as 0 where the bound is 0",
  clauses: ["CQSA-ENC-1", "WIRE-ENC-1", "WIRE-NUM-4"],
  needs: ["encode"],
  cases: (capabilities) =>
    fc.oneof(
      { arbitrary: encodings(capabilities), weight: 9 },
      { arbitrary: encodings(capabilities, { bounds: fc.constant(0) }), weight: 1 },
    ),
  check: async (implementation, { weights, clusterSize, weightBound }) => {
    const { phases } = await ask(implementation, "encode", { weights, clusterSize, weightBound });
    mustAgree("phases", encodeOracle(weights, clusterSize, weightBound), phases);
    return "held";
  },
});
