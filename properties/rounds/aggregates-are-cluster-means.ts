import fc from "fast-check";
import { plainRound, roundCases, roundMissing } from "../arbitraries/rounds.ts";
import type { RoundCase } from "../arbitraries/rounds.ts";
import { loudFractions } from "../arbitraries/values.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { askRound, mustBeClusterMeans } from "./ask-round.ts";

/**
 * With exact expectations every aggregate is its members' mean. In more than half of the cases all weights are near
 * the bound on one side: a cluster that is larger than k, as `merge` and `balanced` make them, then wraps if
 * its scale takes k for its size.
 */
export const aggregatesAreClusterMeans: Law = deterministicLaw<RoundCase>({
  id: "rounds/aggregates-are-cluster-means",
  sentence:
    "without noise and shots an aggregate is the mean of its cluster's updates, however large the cluster",
  clauses: ["CQSA-RND-1", "CQSA-AGG-1", "WIRE-ROUND-1"],
  needs: ["round"],
  inapplicable: roundMissing,
  cases: (capabilities) =>
    fc.oneof(roundCases(capabilities), roundCases(capabilities, { fractions: loudFractions })),
  check: async (implementation, example) => {
    const params = plainRound(implementation.capabilities, example);
    mustBeClusterMeans(params, await askRound(implementation, params));
    return "held";
  },
});
