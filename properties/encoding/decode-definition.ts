import fc from "fast-check";
import { clusterSizes } from "../arbitraries/encodings.ts";
import { atMost, evenFractions, visibleBounds } from "../arbitraries/values.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { decodeOracle } from "../oracles/decimal-encoding.ts";
import { ask, mustAgree } from "../violation.ts";

interface PhaseSums {
  readonly phaseSum: readonly number[];
  readonly clusterSize: number;
  readonly weightBound: number;
}

/** Decoded sums against the definition in decimals of 64 digits: sums of every size, a bound of 0 too. */
export const decodeDefinition: Law = deterministicLaw<PhaseSums>({
  id: "encoding/decode-definition",
  sentence: "a phase sum is decoded as Σw = Θ·k·bound/π, also beyond ±π, and as 0 where the bound is 0",
  clauses: ["CQSA-DEC-1", "CQSA-DEC-2", "WIRE-ENC-1", "WIRE-NUM-4"],
  needs: ["decode"],
  cases: (capabilities) =>
    fc.record({
      phaseSum: fc.array(
        fc
          .tuple(evenFractions, fc.constantFrom(Math.PI, Math.PI, 10, 1e4))
          .map(([share, range]) => share * range),
        { minLength: 1, maxLength: atMost(capabilities, "coordinates", 12) },
      ),
      clusterSize: clusterSizes(capabilities),
      weightBound: fc.oneof(
        { arbitrary: visibleBounds, weight: 9 },
        { arbitrary: fc.constant(0), weight: 1 },
      ),
    }),
  check: async (implementation, { phaseSum, clusterSize, weightBound }) => {
    const { weightSum } = await ask(implementation, "decode", { phaseSum, clusterSize, weightBound });
    mustAgree("weightSum", decodeOracle(phaseSum, clusterSize, weightBound), weightSum);
    return "held";
  },
});
