import fc from "fast-check";
import { clientsMissing, clusterings } from "../arbitraries/clusterings.ts";
import type { Clustering } from "../arbitraries/clusterings.ts";
import { stems, TWIN_KINDS } from "../arbitraries/twin-seeds.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { ask, violation } from "../violation.ts";

interface TwoPartitions {
  readonly clustering: Clustering;
  readonly stem: number;
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
  // Each case tries every kind of twins.
  mostRuns: 12,
  inapplicable: (capabilities) => clientsMissing(capabilities, FEWEST_CLIENTS),
  cases: (capabilities) =>
    fc.record({
      clustering: clusterings(capabilities, {
        fewestClients: FEWEST_CLIENTS,
        mostClusterSize: 2,
      }),
      stem: stems,
    }),
  check: async (implementation, { clustering, stem }) => {
    const partition = async (seed: string): Promise<string> =>
      JSON.stringify((await ask(implementation, "partition", { ...clustering, seed })).clusters);
    for (const { what, seeds } of TWIN_KINDS) {
      let agreeing = 0;
      let first = "";
      while (agreeing < PAIRS) {
        const [one, other] = seeds(stem + agreeing);
        first = await partition(one);
        if (first !== (await partition(other))) break;
        agreeing++;
      }
      if (agreeing < PAIRS) continue;
      const pair = seeds(stem).map((seed) => JSON.stringify(seed));
      const message = `seeds that differ ${what} give one partition, ${pair.join(" and ")} for instance`;
      throw violation(message, "different partitions", first);
    }
    return "held";
  },
});
