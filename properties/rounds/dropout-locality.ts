import fc from "fast-check";
import { clientsMissing, declaredSizes } from "../arbitraries/clusterings.ts";
import { measuredConditions, plainRound, roundCases, roundMissing } from "../arbitraries/rounds.ts";
import type { MeasuredConditions, RoundCase } from "../arbitraries/rounds.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { mustAgree, violation } from "../violation.ts";
import { askRound } from "./ask-round.ts";

interface LossyRound {
  readonly round: RoundCase;
  readonly conditions: MeasuredConditions;
  /** Fewer than there are clusters, so that one survives. */
  readonly dropouts: readonly number[];
}

/**
 * The same round with and without dropouts, with finite shots and noise: the clusters are the same, and every
 * cluster without a loss has the same aggregate to the last bit, for it was measured alike.
 */
export const dropoutLocality: Law = deterministicLaw<LossyRound>({
  id: "rounds/dropout-locality",
  sentence:
    "a dropout costs its own cluster, and leaves the clusters and all other aggregates as they are, bit for bit",
  clauses: ["CQSA-RND-3", "CQSA-RND-4", "WIRE-ROUND-3"],
  needs: ["round"],
  inapplicable: (capabilities) => clientsMissing(capabilities, 2) ?? roundMissing(capabilities),
  cases: (capabilities) =>
    roundCases(capabilities, { fewestClusters: 2 }).chain((round) => {
      const clients = round.updates.length;
      const clusters = declaredSizes(capabilities, { clients, clusterSize: round.clusterSize })!.length;
      return fc.record({
        round: fc.constant(round),
        conditions: measuredConditions(capabilities),
        dropouts: fc.uniqueArray(fc.integer({ min: 0, max: clients - 1 }), {
          minLength: 1,
          maxLength: clusters - 1,
        }),
      });
    }),
  check: async (implementation, { round, conditions, dropouts }) => {
    const params = { ...plainRound(implementation.capabilities, round), ...conditions };
    const whole = await askRound(implementation, params);
    const lossy = await askRound(implementation, { ...params, dropouts });
    if (JSON.stringify(lossy.clusters) !== JSON.stringify(whole.clusters)) {
      throw violation("a dropout changes the clusters", whole.clusters, lossy.clusters);
    }
    for (const [c, aggregate] of lossy.aggregates.entries()) {
      if (aggregate === null) {
        if (lossy.accepted[c]) throw violation(`accepted[${c}] of a lost cluster`, false, true);
      } else {
        mustAgree(`aggregates[${c}] beside a loss`, whole.aggregates[c]!, aggregate, (a, b) => a === b);
      }
    }
    return "held";
  },
});
