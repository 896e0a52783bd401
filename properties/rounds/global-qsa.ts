import fc from "fast-check";
import { measuredConditions, plainRound, roundCases, roundMissing } from "../arbitraries/rounds.ts";
import type { MeasuredConditions, RoundCase } from "../arbitraries/rounds.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { mustAgree, violation } from "../violation.ts";
import { askRound, mustBeClusterMeans } from "./ask-round.ts";

interface GlobalRound {
  readonly round: RoundCase;
  readonly conditions: MeasuredConditions;
}

/** One cluster of all clients, the global aggregation that CQSA is compared with. */
export const globalQsa: Law = deterministicLaw<GlobalRound>({
  id: "rounds/global-qsa",
  sentence:
    "with as many clients as the cluster size there is one cluster of all, and its aggregate is the update",
  clauses: ["CQSA-PAR-2", "CQSA-RND-1", "CQSA-RND-2"],
  needs: ["round"],
  inapplicable: roundMissing,
  cases: (capabilities) =>
    fc.record({
      round: roundCases(capabilities, { mostClients: 16 }).map((round) => ({
        ...round,
        clusterSize: round.updates.length,
      })),
      conditions: measuredConditions(capabilities),
    }),
  check: async (implementation, { round, conditions }) => {
    const exact = plainRound(implementation.capabilities, round);
    for (const params of [exact, { ...exact, ...conditions }]) {
      const result = await askRound(implementation, params);
      const { clusters, aggregates, accepted, update } = result;
      if (clusters.length !== 1) throw violation("number of clusters", 1, clusters.length);
      if (params.shots === null) mustBeClusterMeans(params, result);
      mustAgree("update", aggregates[0]!, update);
      if (accepted[0] !== true) throw violation("accepted", [true], accepted);
      if (result.contributors !== round.updates.length) {
        throw violation("contributors", round.updates.length, result.contributors);
      }
    }
    return "held";
  },
});
