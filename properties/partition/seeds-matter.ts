import fc from "fast-check";
import { clientsMissing, clusterings } from "../arbitraries/clusterings.ts";
import type { Clustering } from "../arbitraries/clusterings.ts";
import { seeds } from "../arbitraries/values.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { ask, violation } from "../violation.ts";

interface SeededClustering {
  readonly clustering: Clustering;
  readonly seed: string;
}

const SEEDS = 8;
const FEWEST_CLIENTS = 12;

/**
 * Eight seeds do not all give one partition. Each time there are 12! orders or more to draw from, so that a
 * right implementation fails with a probability below 1e-60.
 */
export const partitionSeedsMatter: Law = deterministicLaw<SeededClustering>({
  id: "partition/seeds-matter",
  sentence: "different seeds give different partitions",
  clauses: ["CQSA-PAR-4", "CQSA-DET-2"],
  needs: ["partition"],
  inapplicable: (capabilities) => clientsMissing(capabilities, FEWEST_CLIENTS),
  cases: (capabilities) =>
    fc.record({
      clustering: clusterings(capabilities, {
        fewestClients: FEWEST_CLIENTS,
        fewestClusters: 2,
        mostClusterSize: 6,
      }),
      seed: seeds,
    }),
  check: async (implementation, { clustering, seed }) => {
    const partitions = new Set<string>();
    for (let i = 0; i < SEEDS; i++) {
      const { clusters } = await ask(implementation, "partition", { ...clustering, seed: `${seed}/${i}` });
      partitions.add(JSON.stringify(clusters));
    }
    if (partitions.size > 1) return "held";
    throw violation(`${SEEDS} seeds give one partition`, "different partitions", [...partitions][0]);
  },
});
