import { plainRound, roundCases, roundMissing } from "../arbitraries/rounds.ts";
import type { RoundCase } from "../arbitraries/rounds.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { ask, mustReject } from "../violation.ts";

/**
 * The clusters are known from the round without a loss, and stay the same under its seed: one member of each but the
 * first may drop out, one member of each may not.
 */
export const everyClusterLost: Law = deterministicLaw<RoundCase>({
  id: "refusals/every-cluster-lost",
  sentence: "a round that dropouts cost its last cluster is refused, and none before",
  clauses: ["CQSA-RND-5", "WIRE-REJ-13"],
  needs: ["round"],
  inapplicable: roundMissing,
  cases: (capabilities) =>
    roundCases(capabilities, { mostClients: 12, mostClusterSize: 4, mostCoordinates: 1 }),
  check: async (implementation, round) => {
    const params = plainRound(implementation.capabilities, round);
    const { clusters } = await ask(implementation, "round", params);
    const one = clusters.map((members) => members.at(-1)!);
    await ask(implementation, "round", { ...params, dropouts: one.slice(1) });
    await mustReject(implementation, "round", { ...params, dropouts: one });
    return "held";
  },
});
