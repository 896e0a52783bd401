import fc from "fast-check";
import { anyFractions } from "../arbitraries/encodings.ts";
import { atMost, visibleBounds, weightsWithin } from "../arbitraries/values.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { ask, mustAgree, violation } from "../violation.ts";

interface Members {
  readonly clusterSize: number;
  readonly weightBound: number;
  /** A row of d weights for each member. */
  readonly rows: readonly (readonly number[])[];
}

/**
 * Encoded, summed and decoded, the members' weights become their sum.
 *
 * Each of m ≤ k phases is at most π/k and may be off by 1e-9 of that (1e-12 is less, as k ≤ 1000), which
 * decodes to 1e-9·bound; the decoded sum itself may be off by 1e-9·m·bound. In all 2e-9·m·bound, beside
 * the absolute 1e-12.
 */
export const roundTrip: Law = deterministicLaw<Members>({
  id: "encoding/round-trip",
  sentence: "the sum of encoded weights decodes to the sum of the weights",
  clauses: ["CQSA-ENC-1", "CQSA-DEC-1"],
  needs: ["encode", "decode"],
  cases: (capabilities) =>
    fc
      .record({
        clusterSize: fc.integer({ min: 1, max: atMost(capabilities, "clients", 12) }),
        coordinates: fc.integer({ min: 1, max: atMost(capabilities, "coordinates", 4) }),
        weightBound: visibleBounds,
      })
      .chain(({ clusterSize, coordinates, weightBound }) =>
        fc.record({
          clusterSize: fc.constant(clusterSize),
          weightBound: fc.constant(weightBound),
          rows: fc.array(
            fc
              .array(anyFractions, { minLength: coordinates, maxLength: coordinates })
              .map((row) => weightsWithin(weightBound, row)),
            { minLength: 1, maxLength: clusterSize },
          ),
        }),
      ),
  check: async (implementation, { clusterSize, weightBound, rows }) => {
    const phaseSum = rows[0]!.map(() => 0);
    for (const weights of rows) {
      const { phases } = await ask(implementation, "encode", { weights, clusterSize, weightBound });
      if (phases.length !== weights.length) {
        throw violation("phases has another length", weights.length, phases.length);
      }
      for (const [i, phase] of phases.entries()) phaseSum[i]! += phase;
    }
    const { weightSum } = await ask(implementation, "decode", { phaseSum, clusterSize, weightBound });
    const tolerance = 1e-12 + 2e-9 * rows.length * weightBound;
    mustAgree(
      "weightSum",
      phaseSum.map((_, i) => rows.reduce((sum, row) => sum + row[i]!, 0)),
      weightSum,
      (a, b) => Math.abs(a - b) <= tolerance,
    );
    return "held";
  },
});
