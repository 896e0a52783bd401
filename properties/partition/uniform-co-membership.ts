import { clientsMissing } from "../arbitraries/clusterings.ts";
import { statisticalLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { ask } from "../violation.ts";
import { CO_MEMBERSHIP, coMembership, coMembershipEffect } from "./co-membership.ts";

/** Who meets whom: the part of the permutation that secrecy over many rounds depends on. */
export const uniformCoMembership: Law = statisticalLaw({
  id: "partition/uniform-co-membership",
  sentence: "over seeds every two clients are equally likely to share a cluster",
  clauses: ["CQSA-PAR-4"],
  needs: ["partition"],
  inapplicable: (capabilities) => clientsMissing(capabilities, CO_MEMBERSHIP.clients),
  size: 4000,
  measure: (implementation, seed, size) =>
    coMembership(size, async (i) => {
      const params = { ...CO_MEMBERSHIP, seed: `${seed}/${i}` };
      return (await ask(implementation, "partition", params)).clusters;
    }),
  smallestEffect: coMembershipEffect,
});
