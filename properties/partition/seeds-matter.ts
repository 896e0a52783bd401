import fc from "fast-check";
import { clientsMissing, clusterings } from "../arbitraries/clusterings.ts";
import type { Clustering } from "../arbitraries/clusterings.ts";
import { twinSeeds, twinsOf } from "../arbitraries/twin-seeds.ts";
import type { TwinSeeds } from "../arbitraries/twin-seeds.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { ask, violation } from "../violation.ts";

interface TwoPartitions {
  readonly clustering: Clustering;
  readonly twins: TwinSeeds;
}

const FEWEST_CLIENTS = 20;

/** So many pairs that are alike in one way must agree. */
const PAIRS = 3;

/**
 * Two seeds give two partitions, however alike they look: a seed is opaque text, used in full. There are at least
 * 20!/2^10 partitions into clusters of at most two, so that two agree where their seeds were hashed to one
 * number alone: with 32 bits, in three pairs with a probability of 1e-29.
 */
export const partitionSeedsMatter: Law = deterministicLaw<TwoPartitions>({
  id: "partition/seeds-matter",
  sentence: "different seeds give different partitions",
  clauses: ["CQSA-PAR-4", "CQSA-DET-2"],
  needs: ["partition"],
  inapplicable: (capabilities) => clientsMissing(capabilities, FEWEST_CLIENTS),
  cases: (capabilities) =>
    fc.record({
      clustering: clusterings(capabilities, {
        fewestClients: FEWEST_CLIENTS,
        mostClusterSize: 2,
      }),
      twins: twinSeeds,
    }),
  check: async (implementation, { clustering, twins }) => {
    const partition = async (seed: string): Promise<string> =>
      JSON.stringify((await ask(implementation, "partition", { ...clustering, seed })).clusters);
    let first = "";
    for (let pair = 0; pair < PAIRS; pair++) {
      const { seeds } = twinsOf({ ...twins, stem: twins.stem + pair });
      first = await partition(seeds[0]);
      if (first !== (await partition(seeds[1]))) return "held";
    }
    const { what, seeds } = twinsOf(twins);
    throw violation(
      `seeds that differ ${what} give one partition, ${JSON.stringify(seeds[0])} and ${JSON.stringify(seeds[1])} for instance`,
      "different partitions",
      first,
    );
  },
});
