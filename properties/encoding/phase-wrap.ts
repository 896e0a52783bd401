import fc from "fast-check";
import { anyFractions } from "../arbitraries/encodings.ts";
import { rowsOf } from "../arbitraries/pads.ts";
import { atMost, bounds, loudFractions, weightsWithin } from "../arbitraries/values.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { ask, violation } from "../violation.ts";
import { slack } from "./precision.ts";

interface Members {
  readonly clusterSize: number;
  readonly weightBound: number;
  /** A row of d weights for each of k members. */
  readonly rows: readonly (readonly number[])[];
}

/** Weights in one call: a phase depends on no other weight, so that members need no call each. */
const WEIGHTS_PER_CALL = 120;

/**
 * Honest phases lie in [−π/k, π/k] and k of them sum to at most π, up to the precision of each. In every second case all
 * members are near the bound on one side, where a sum is at its largest.
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
        rowsOf(entry, clusterSize, coordinates).map((rows) => ({
          clusterSize,
          weightBound,
          rows: rows.map((row) =>
            weightsWithin(
              weightBound,
              row.map((share) => sign * share),
            ),
          ),
        })),
      ),
  check: async (implementation, { clusterSize, weightBound, rows }) => {
    const range = Math.PI / clusterSize;
    const weights = rows.flat();
    const most = atMost(implementation.capabilities, "coordinates", WEIGHTS_PER_CALL);
    const encoded: number[] = [];
    for (let start = 0; start < weights.length; start += most) {
      const part = weights.slice(start, start + most);
      const { phases } = await ask(implementation, "encode", { weights: part, clusterSize, weightBound });
      if (phases.length !== part.length) {
        throw violation("phases has another length", part.length, phases.length);
      }
      encoded.push(...phases);
    }
    const beyond = encoded.find((phase) => !(Math.abs(phase) <= range + slack(range)));
    if (beyond !== undefined) throw violation("a phase leaves ±π/k", `at most ${range}`, beyond);
    const coordinates = rows[0]!.length;
    for (let i = 0; i < coordinates; i++) {
      const sum = rows.reduce((total, _, member) => total + encoded[member * coordinates + i]!, 0);
      if (!(Math.abs(sum) <= Math.PI + 2 * clusterSize * slack(range))) {
        throw violation(`the phase sum of coordinate ${i} wraps`, `at most ${Math.PI}`, sum);
      }
    }
    return "held";
  },
});
