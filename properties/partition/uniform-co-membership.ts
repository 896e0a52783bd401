import type { Capabilities } from "../../src/implementation/implementation.ts";
import { clientsMissing } from "../arbitraries/clusterings.ts";
import type { Clustering } from "../arbitraries/clusterings.ts";
import { statisticalLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { ask } from "../violation.ts";
import {
  againShare,
  coMembership,
  coMembershipEffect,
  coMembershipShift,
  firstTogether,
  TWELVE,
  TWENTY_FOUR,
} from "./co-membership.ts";
import { redrawn } from "./redrawn.ts";

function clusteringFor(capabilities: Capabilities): Clustering {
  return clientsMissing(capabilities, TWENTY_FOUR.clients) === undefined ? TWENTY_FOUR : TWELVE;
}

/** That of twelve clients is the larger one. */
const shiftOf = (size: number, level: number): number => coMembershipShift(TWELVE, size, level);

/**
 * Who meets whom: the part of the permutation that secrecy over many rounds depends on. Of 24 clients
 * partitions must not come again either, as they do where seeds are cut to some thousands of values.
 */
export const uniformCoMembership: Law = statisticalLaw({
  id: "partition/uniform-co-membership",
  sentence:
    "over seeds every two clients are equally likely to share a cluster, and partitions do not come again",
  clauses: ["CQSA-PAR-4", "WIRE-PART-1"],
  needs: ["partition"],
  inapplicable: (capabilities) => clientsMissing(capabilities, TWELVE.clients),
  size: 4000,
  measure: (implementation, seed, size) => {
    const clustering = clusteringFor(implementation.capabilities);
    return coMembership(clustering, size, async (i) => {
      const params = { ...clustering, seed: `${seed}/${i}` };
      return (await ask(implementation, "partition", params)).clusters;
    });
  },
  smallestEffect: (size, level) => coMembershipEffect(shiftOf(size, level)),
  plant: (honest, size, level) => {
    const share = againShare(clusteringFor(honest.capabilities), shiftOf(size, level));
    return redrawn(honest, "partition", share, firstTogether);
  },
});
