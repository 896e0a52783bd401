import fc from "fast-check";
import { anyFractions } from "../arbitraries/encodings.ts";
import { atMost, bounds, loudFractions, weightsWithin } from "../arbitraries/values.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { ask, violation } from "../violation.ts";

interface Members {
  readonly clusterSize: number;
  readonly weightBound: number;
  /** A row of d weights for each of k members. */
  readonly rows: readonly (readonly number[])[];
}

/**
 * Honest phases lie in [−π/k, π/k] and k of them sum to at most π, up to rounding: an encoding takes three
 * operations, each off by half a unit at most, hence four units allowed to a phase; the sum of k maxima
 * may exceed π by k·2⁻⁵²·π. In every second case all members are near the bound on one side, where a
 * sum is at its largest.
 */
export const phaseWrap: Law = deterministicLaw<Members>({
  id: "encoding/phase-wrap",
  sentence: "honest phases lie within ±π/k, so that k of them never wrap",
  clauses: ["CQSA-ENC-2"],
  needs: ["encode"],
  cases: (capabilities) =>
    fc
      .record({
        clusterSize: fc.integer({ min: 1, max: atMost(capabilities, "clients", 40) }),
        coordinates: fc.integer({ min: 1, max: atMost(capabilities, "coordinates", 3) }),
        weightBound: bounds,
        entry: fc.constantFrom(anyFractions, loudFractions),
        sign: fc.constantFrom(1, -1),
      })
      .chain(({ clusterSize, coordinates, weightBound, entry, sign }) =>
        fc.record({
          clusterSize: fc.constant(clusterSize),
          weightBound: fc.constant(weightBound),
          rows: fc.array(
            fc.array(entry, { minLength: coordinates, maxLength: coordinates }).map((row) =>
              weightsWithin(
                weightBound,
                row.map((share) => sign * share),
              ),
            ),
            { minLength: clusterSize, maxLength: clusterSize },
          ),
        }),
      ),
  check: async (implementation, { clusterSize, weightBound, rows }) => {
    const largest = (Math.PI / clusterSize) * (1 + 4 * Number.EPSILON);
    const sums = rows[0]!.map(() => 0);
    for (const weights of rows) {
      const { phases } = await ask(implementation, "encode", { weights, clusterSize, weightBound });
      if (phases.length !== weights.length) {
        throw violation("phases has another length", weights.length, phases.length);
      }
      for (const [i, phase] of phases.entries()) {
        if (!(Math.abs(phase) <= largest)) {
          throw violation(`phases[${i}] leaves ±π/k`, `at most ${largest}`, phase);
        }
        sums[i]! += phase;
      }
    }
    const most = Math.PI * (1 + clusterSize * Number.EPSILON);
    for (const sum of sums) {
      if (!(Math.abs(sum) <= most)) throw violation("the phase sum wraps", `at most ${most}`, sum);
    }
    return "held";
  },
});
