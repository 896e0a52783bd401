import fc from "fast-check";
import type { NoiseParams } from "../../src/implementation/implementation.ts";
import { SMALLEST_JUDGED_VISIBILITY, visibilityOf } from "../aggregation/exact-sum.ts";
import { clientsMissing } from "../arbitraries/clusterings.ts";
import { noises } from "../arbitraries/noise.ts";
import { rowsOf } from "../arbitraries/pads.ts";
import { plainRound, roundCases, roundMissing } from "../arbitraries/rounds.ts";
import type { RoundCase } from "../arbitraries/rounds.ts";
import { evenFractions, weightsWithin } from "../arbitraries/values.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { askRound, largestWeight } from "../rounds/ask-round.ts";
import { clusterKey, mustShowSameAggregate, placesIn } from "./shown.ts";

interface Poisoned {
  readonly round: RoundCase;
  readonly noise: NoiseParams;
  /** Which cluster sends something else, and what, in fractions of the bound. */
  readonly cluster: number;
  readonly fractions: readonly (readonly number[])[];
}

/** One cluster's members send other updates within the round's bound, which one of them attains: it alone reads otherwise. */
export const containment: Law = deterministicLaw<Poisoned>({
  id: "threat/containment",
  sentence:
    "updates of one cluster leave the aggregates of all others as they are, so long as the bound stays",
  clauses: ["THR-CLI-1"],
  needs: ["round"],
  inapplicable: (capabilities) => clientsMissing(capabilities, 2) ?? roundMissing(capabilities),
  cases: (capabilities) =>
    roundCases(capabilities, { fewestClusters: 2 }).chain((round) =>
      fc.record({
        round: fc.constant(round),
        noise: noises(capabilities),
        cluster: fc.nat({ max: round.updates.length - 1 }),
        fractions: rowsOf(evenFractions, round.updates.length, round.updates[0]!.length),
      }),
    ),
  check: async (implementation, { round, noise, cluster, fractions }) => {
    const params = { ...plainRound(implementation.capabilities, round), noise };
    const bound = largestWeight(round.updates);
    const before = await askRound(implementation, params);
    const poisoned = before.clusters[cluster % before.clusters.length]!;
    const updates = round.updates.map((row, client) => {
      if (!poisoned.includes(client)) return row;
      const other = weightsWithin(bound, fractions[client]!);
      return client === poisoned[0] ? [bound, ...other.slice(1)] : other;
    });
    const after = await askRound(implementation, { ...params, updates });
    const places = placesIn(before, after);
    let compared = 0;
    for (const [c, members] of before.clusters.entries()) {
      if (clusterKey(members) === clusterKey(poisoned)) continue;
      if (Math.abs(visibilityOf(members.length, noise)) < SMALLEST_JUDGED_VISIBILITY) continue;
      mustShowSameAggregate(params, members, before.aggregates[c]!, after.aggregates[places[c]!]!);
      compared++;
    }
    return compared > 0 ? "held" : "vacuous";
  },
});
