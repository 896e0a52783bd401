import fc from "fast-check";
import { clientsMissing } from "../arbitraries/clusterings.ts";
import { lossyRounds, measuredConditions, plainRound, roundMissing } from "../arbitraries/rounds.ts";
import type { LossyRound, MeasuredConditions } from "../arbitraries/rounds.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { mustAgree, violation } from "../violation.ts";
import { askRound } from "./ask-round.ts";

interface LossyCase {
  readonly lossy: LossyRound;
  readonly conditions: MeasuredConditions;
}

/**
 * The same round with and without dropouts, with finite shots and noise: the clusters are the same, and every
 * cluster without a loss has the same aggregate to the last bit, for it was measured alike.
 */
export const dropoutLocality: Law = deterministicLaw<LossyCase>({
  id: "rounds/dropout-locality",
  sentence:
    "a dropout costs its own cluster, and leaves the clusters and all other aggregates as they are, bit for bit",
  clauses: ["CQSA-RND-3", "CQSA-RND-4", "WIRE-ROUND-3"],
  needs: ["round"],
  inapplicable: (capabilities) => clientsMissing(capabilities, 2) ?? roundMissing(capabilities),
  cases: (capabilities) =>
    fc.record({
      lossy: lossyRounds(capabilities, { fewestClusters: 2, fewestDropouts: 1 }),
      conditions: measuredConditions(capabilities),
    }),
  check: async (implementation, { lossy: { round, dropouts }, conditions }) => {
    const params = { ...plainRound(implementation.capabilities, round), ...conditions };
    const whole = await askRound(implementation, params);
    const after = await askRound(implementation, { ...params, dropouts });
    if (JSON.stringify(after.clusters) !== JSON.stringify(whole.clusters)) {
      throw violation("a dropout changes the clusters", whole.clusters, after.clusters);
    }
    for (const [c, aggregate] of after.aggregates.entries()) {
      if (aggregate === null) {
        if (after.accepted[c]) throw violation(`accepted[${c}] of a lost cluster`, false, true);
      } else {
        mustAgree(`aggregates[${c}] beside a loss`, whole.aggregates[c]!, aggregate, (a, b) => a === b);
      }
    }
    return "held";
  },
});
