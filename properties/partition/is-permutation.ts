import fc from "fast-check";
import { clusterings } from "../arbitraries/clusterings.ts";
import type { Clustering } from "../arbitraries/clusterings.ts";
import { seeds } from "../arbitraries/values.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { ask } from "../violation.ts";
import { mustPartition } from "./must-partition.ts";

interface SeededClustering {
  readonly clustering: Clustering;
  readonly seed: string;
}

/** Read in order, the clusters are a permutation of the clients. */
export const isPermutation: Law = deterministicLaw<SeededClustering>({
  id: "partition/is-permutation",
  sentence: "a partition puts every client into exactly one cluster",
  clauses: ["CQSA-PAR-1"],
  needs: ["partition"],
  cases: (capabilities) =>
    fc.record({
      clustering: clusterings(capabilities, { mostClients: 300, mostClusterSize: 30 }),
      seed: seeds,
    }),
  check: async (implementation, { clustering, seed }) => {
    const { clusters } = await ask(implementation, "partition", { ...clustering, seed });
    mustPartition(clustering.clients, clusters);
    return "held";
  },
});
