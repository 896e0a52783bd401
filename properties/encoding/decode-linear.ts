import fc from "fast-check";
import { clusterSizes } from "../arbitraries/encodings.ts";
import { atMost, evenFractions, visibleBounds } from "../arbitraries/values.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { ask, mustAgree } from "../violation.ts";

interface Turned {
  /** Phase sums within ±π. */
  readonly phaseSum: readonly number[];
  /** Whole turns added to each of them; not 0. */
  readonly turns: number;
  readonly clusterSize: number;
  readonly weightBound: number;
}

/**
 * A phase sum with n whole turns added decodes to 2·n·k·bound more. Both decoded values may be off by 1e-9
 * of themselves, which together is 1e-9·(2|n| + 2)·k·bound at most.
 */
export const decodeLinear: Law = deterministicLaw<Turned>({
  id: "encoding/decode-linear",
  sentence: "decoding does not wrap: n turns more of phase decode to 2·n·k·bound more",
  clauses: ["CQSA-DEC-2"],
  needs: ["decode"],
  cases: (capabilities) =>
    fc.record({
      phaseSum: fc.array(
        evenFractions.map((share) => share * Math.PI),
        { minLength: 1, maxLength: atMost(capabilities, "coordinates", 12) },
      ),
      turns: fc.oneof(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: -1000, max: -1 })),
      clusterSize: clusterSizes(capabilities),
      weightBound: visibleBounds,
    }),
  check: async (implementation, { phaseSum, turns, clusterSize, weightBound }) => {
    const decode = async (phases: readonly number[]): Promise<number[]> =>
      (await ask(implementation, "decode", { phaseSum: phases, clusterSize, weightBound })).weightSum;
    const within = await decode(phaseSum);
    const beyond = await decode(phaseSum.map((phase) => phase + turns * 2 * Math.PI));
    const tolerance = 1e-12 + 1e-9 * (2 * Math.abs(turns) + 2) * clusterSize * weightBound;
    mustAgree(
      "weightSum",
      within.map((sum) => sum + 2 * turns * clusterSize * weightBound),
      beyond,
      (a, b) => Math.abs(a - b) <= tolerance,
    );
    return "held";
  },
});
