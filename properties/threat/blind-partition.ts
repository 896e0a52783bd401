import fc from "fast-check";
import { clientsMissing } from "../arbitraries/clusterings.ts";
import { plainRound, roundCases, roundMissing } from "../arbitraries/rounds.ts";
import type { RoundCase } from "../arbitraries/rounds.ts";
import { rowsOf } from "../arbitraries/pads.ts";
import { evenFractions } from "../arbitraries/values.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { askRound } from "../rounds/ask-round.ts";
import { mustHaveSameClusters } from "./shown.ts";

interface OtherUpdates {
  readonly round: RoundCase;
  readonly others: readonly (readonly number[])[];
}

/** One seed and entirely other updates: who is with whom was drawn without looking at them. */
export const blindPartition: Law = deterministicLaw<OtherUpdates>({
  id: "threat/blind-partition",
  sentence: "under one seed the clusters of a round are the same whatever the updates are",
  clauses: ["THR-PART-1"],
  needs: ["round"],
  inapplicable: (capabilities) => clientsMissing(capabilities, 2) ?? roundMissing(capabilities),
  cases: (capabilities) =>
    roundCases(capabilities, { fewestClusters: 2 }).chain((round) =>
      fc.record({
        round: fc.constant(round),
        others: rowsOf(evenFractions, round.updates.length, round.updates[0]!.length),
      }),
    ),
  check: async (implementation, { round, others }) => {
    const params = plainRound(implementation.capabilities, round);
    const first = await askRound(implementation, params);
    const second = await askRound(implementation, { ...params, updates: others });
    mustHaveSameClusters("clusters change with the updates", first, second);
    // Clusters of one client are the same for want of others.
    return first.clusters.every(({ length }) => length === 1) ? "vacuous" : "held";
  },
});
