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
 * Eight seeds do not all give one partition. Twelve clients in two clusters at least can be split in 12 ways
 * or more (eleven and one), so that a right implementation fails with probability 12⁻⁷ = 3e-8 at
 * most, and that only in cases so narrow; the order in which clusters list their members counts as well, which
 * leaves 1/12!⁷.
 */
export const partitionSeedsMatter: Law = deterministicLaw<SeededClustering>({
  id: "partition/seeds-matter",
  sentence: "different seeds give different partitions",
  clauses: ["CQSA-PAR-4", "CQSA-DET-2"],
  needs: ["partition"],
  inapplicable: (capabilities) => clientsMissing(capabilities, FEWEST_CLIENTS),
  cases: (capabilities) =>
    fc.record({
      clustering: clusterings(capabilities, { fewestClusters: 2, mostClusterSize: 6 }).map(
        ({ clients, clusterSize }) => ({
          // Whole multiples of what was drawn, so that the remainder stays what the policy accepts.
          clients: clients * Math.max(1, Math.ceil(FEWEST_CLIENTS / clients)),
          clusterSize,
        }),
      ),
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
