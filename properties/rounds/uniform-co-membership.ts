import { clientsMissing } from "../arbitraries/clusterings.ts";
import { plainRound, roundMissing } from "../arbitraries/rounds.ts";
import { statisticalLaw } from "../law.ts";
import type { Law } from "../law.ts";
import {
  againShare,
  coMembership,
  coMembershipEffect,
  coMembershipShift,
  firstTogether,
  TWELVE,
} from "../partition/co-membership.ts";
import { redrawn } from "../partition/redrawn.ts";
import { askRound } from "./ask-round.ts";

/** A round may cluster otherwise than `partition` does, so its own clusters are judged by themselves. */
export const roundUniformCoMembership: Law = statisticalLaw({
  id: "rounds/uniform-co-membership",
  sentence: "over seeds every two clients are equally likely to share a cluster of a round",
  clauses: ["CQSA-PAR-4"],
  needs: ["round"],
  inapplicable: (capabilities) => clientsMissing(capabilities, TWELVE.clients) ?? roundMissing(capabilities),
  size: 400,
  measure: (implementation, seed, size) => {
    const updates = Array.from({ length: TWELVE.clients }, (_, client) => [client]);
    return coMembership(TWELVE, size, async (i) => {
      const example = { updates, clusterSize: TWELVE.clusterSize, seed: `${seed}/${i}` };
      return (await askRound(implementation, plainRound(implementation.capabilities, example))).clusters;
    });
  },
  smallestEffect: (size, level) => coMembershipEffect(coMembershipShift(TWELVE, size, level)),
  plant: (honest, size, level) => {
    const share = againShare(TWELVE, coMembershipShift(TWELVE, size, level));
    return redrawn(honest, "round", share, firstTogether);
  },
});
