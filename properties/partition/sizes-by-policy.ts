import fc from "fast-check";
import { declaredSizes } from "../arbitraries/clusterings.ts";
import { atMost, seeds } from "../arbitraries/values.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { ask, mustReject } from "../violation.ts";
import { mustHaveDeclaredSizes } from "./must-partition.ts";

interface SizesCase {
  readonly clusterSize: number;
  readonly seed: string;
}

/**
 * The sizes for every number of clients from 1 to 60 at once, so that no remainder is missed: below, at
 * and above the cluster size. Where the policy is not declared, multiples alone are asked for.
 */
export const sizesByPolicy: Law = deterministicLaw<SizesCase>({
  id: "partition/sizes-by-policy",
  sentence: "the declared remainder policy gives the sizes of the clusters, for every number of clients",
  clauses: ["CQSA-PAR-2"],
  needs: ["partition"],
  cases: (capabilities) =>
    fc.record({
      clusterSize: fc.integer({ min: 1, max: atMost(capabilities, "clients", 20) }),
      seed: seeds,
    }),
  check: async (implementation, { clusterSize, seed }) => {
    const { capabilities } = implementation;
    const most = atMost(capabilities, "clients", 60);
    for (let clients = 1; clients <= most; clients++) {
      const clustering = { clients, clusterSize };
      if (declaredSizes(capabilities, clustering) !== null) {
        const { clusters } = await ask(implementation, "partition", { ...clustering, seed });
        mustHaveDeclaredSizes(capabilities, clustering, clusters);
      } else if (capabilities.remainder === "reject") {
        await mustReject(implementation, "partition", { ...clustering, seed });
      }
    }
    return "held";
  },
});
