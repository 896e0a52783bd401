import { roundCases, plainRound, roundMissing } from "../arbitraries/rounds.ts";
import type { RoundCase } from "../arbitraries/rounds.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { mustHaveDeclaredSizes } from "../partition/must-partition.ts";
import { askRound } from "./ask-round.ts";

/** A round forms clusters of its own, and these are a partition as good as that of `partition`. */
export const roundClusters: Law = deterministicLaw<RoundCase>({
  id: "rounds/clusters",
  sentence:
    "a round puts every client into exactly one cluster, of the sizes that the remainder policy gives",
  clauses: ["CQSA-PAR-1", "CQSA-PAR-2"],
  needs: ["round"],
  inapplicable: roundMissing,
  cases: (capabilities) =>
    roundCases(capabilities, { mostCoordinates: 1, mostClients: 40, mostClusterSize: 12 }),
  check: async (implementation, example) => {
    const { clusters } = await askRound(implementation, plainRound(implementation.capabilities, example));
    const clustering = { clients: example.updates.length, clusterSize: example.clusterSize };
    mustHaveDeclaredSizes(implementation.capabilities, clustering, clusters);
    return "held";
  },
});
