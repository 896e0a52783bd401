import fc from "fast-check";
import type { NoiseParams } from "../../src/implementation/implementation.ts";
import { SMALLEST_JUDGED_VISIBILITY, visibilityOf } from "../aggregation/exact-sum.ts";
import { clientsMissing } from "../arbitraries/clusterings.ts";
import { noises } from "../arbitraries/noise.ts";
import { plainRound, roundCases, roundMissing } from "../arbitraries/rounds.ts";
import type { RoundCase } from "../arbitraries/rounds.ts";
import { evenFractions } from "../arbitraries/values.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { askRound } from "../rounds/ask-round.ts";
import { mustShowAlike } from "./shown.ts";
import { viewWhereDeclared } from "./view-where-declared.ts";

interface Exchange {
  readonly round: RoundCase;
  readonly noise: NoiseParams;
  /** By how many places the members of each cluster pass on what they hold in a coordinate. */
  readonly steps: readonly number[];
}

/** The updates after an exchange inside each cluster: in every coordinate the members hold the same values as before. */
function exchanged(
  updates: RoundCase["updates"],
  clusters: readonly (readonly number[])[],
  steps: readonly number[],
): number[][] {
  const rows = updates.map((row) => [...row]);
  for (const members of clusters) {
    for (const [place, client] of members.entries()) {
      for (const [i, step] of steps.entries()) {
        rows[client]![i] = updates[members[(place + step) % members.length]!]![i]!;
      }
    }
  }
  return rows;
}

/**
 * Members of a cluster exchange what they hold, coordinate by coordinate, which no sum shows. Then nothing that is
 * shown may tell it but the bound reports, which are each client's own. Updates are spread evenly: a cluster of maxima,
 * whose sum of ±π rounding may turn, has nothing to exchange.
 */
export const sumsAlone: Law = deterministicLaw<Exchange>({
  id: "threat/sums-alone",
  sentence: "who of a cluster holds what makes no difference to anything that is shown, but to the reports",
  clauses: ["THR-VIEW-1"],
  needs: ["round"],
  inapplicable: (capabilities) => clientsMissing(capabilities, 2) ?? roundMissing(capabilities),
  cases: (capabilities) =>
    roundCases(capabilities, { fewestClients: 2, fractions: evenFractions }).chain((round) =>
      fc.record({
        round: fc.constant(round),
        noise: noises(capabilities),
        steps: fc.array(fc.integer({ min: 1, max: 5 }), {
          minLength: round.updates[0]!.length,
          maxLength: round.updates[0]!.length,
        }),
      }),
    ),
  check: async (implementation, { round, noise, steps }) => {
    const { capabilities } = implementation;
    const params = { ...plainRound(capabilities, round), ...viewWhereDeclared(capabilities), noise };
    const before = await askRound(implementation, params);
    const updates = exchanged(round.updates, before.clusters, steps);
    // Where nothing is visible, or seen turned by π, the angle of a sum near 0 is any.
    const dark = ({ length }: readonly number[]): boolean =>
      visibilityOf(length, noise) < SMALLEST_JUDGED_VISIBILITY;
    if (String(updates) === String(round.updates) || before.clusters.some(dark)) return "vacuous";
    mustShowAlike(params, before, await askRound(implementation, { ...params, updates }));
    return "held";
  },
});
