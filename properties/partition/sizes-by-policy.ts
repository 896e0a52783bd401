import fc from "fast-check";
import { declaredSizes } from "../arbitraries/clusterings.ts";
import { atMost, seeds } from "../arbitraries/values.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { ask, mustReject } from "../violation.ts";
import { mustHaveDeclaredSizes } from "./must-partition.ts";

interface SizesCase {
  readonly clusterSize: number;
  /** Three numbers of clients: below the cluster size or at it, up to three times it, and any. */
  readonly clients: readonly number[];
  readonly seed: string;
}

const MOST_CLIENTS = 60;

/**
 * The sizes below, at and above the cluster size, where the policies differ most, and for any other number of
 * clients. Where the policy is not declared, multiples alone are asked for.
 */
export const sizesByPolicy: Law = deterministicLaw<SizesCase>({
  id: "partition/sizes-by-policy",
  sentence: "the declared remainder policy gives the sizes of the clusters, whatever the number of clients",
  clauses: ["CQSA-PAR-2", "WIRE-PART-1"],
  needs: ["partition"],
  cases: (capabilities) => {
    const most = atMost(capabilities, "clients", MOST_CLIENTS);
    const upTo = (clients: number): fc.Arbitrary<number> =>
      fc.integer({ min: 1, max: Math.min(clients, most) });
    return upTo(20).chain((clusterSize) =>
      fc.record({
        clusterSize: fc.constant(clusterSize),
        clients: fc.tuple(
          fc.oneof(fc.constant(clusterSize), upTo(clusterSize)),
          upTo(3 * clusterSize),
          upTo(MOST_CLIENTS),
        ),
        seed: seeds,
      }),
    );
  },
  check: async (implementation, { clusterSize, clients, seed }) => {
    const { capabilities } = implementation;
    let judged = 0;
    for (const number of clients) {
      const clustering = { clients: number, clusterSize };
      if (declaredSizes(capabilities, clustering) !== null) {
        const { clusters } = await ask(implementation, "partition", { ...clustering, seed });
        mustHaveDeclaredSizes(capabilities, clustering, clusters);
        judged++;
      } else if (capabilities.remainder === "reject") {
        await mustReject(implementation, "partition", { ...clustering, seed });
        judged++;
      }
    }
    return judged > 0 ? "held" : "vacuous";
  },
});
