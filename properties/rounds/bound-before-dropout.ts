import fc from "fast-check";
import { clientsMissing } from "../arbitraries/clusterings.ts";
import { plainRound, roundCases, roundMissing } from "../arbitraries/rounds.ts";
import type { RoundCase } from "../arbitraries/rounds.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { close, mustAgree, violation } from "../violation.ts";
import { askRound, largestWeight, scaleSize } from "./ask-round.ts";

interface LostMaximum {
  readonly round: RoundCase;
  /** The client that drops out; its first weight is made the largest of all. */
  readonly lost: number;
}

/**
 * The client with the largest weight drops out, and the bound stays what it was. It shows twice: in what is
 * reported, and in the scale of the other clusters. With one shot a basis a phase estimate is ±π/4 or ±3π/4,
 * so an aggregate of m members is ±¼ or ±¾ of K·w_max/m, K the scale's size.
 */
export const boundBeforeDropout: Law = deterministicLaw<LostMaximum>({
  id: "rounds/bound-before-dropout",
  sentence: "the bound is the largest weight of all clients, those included that drop out later",
  clauses: ["CQSA-BND-1", "CQSA-RND-1", "CQSA-AGG-2", "WIRE-ROUND-1"],
  needs: ["round"],
  inapplicable: (capabilities) => clientsMissing(capabilities, 2) ?? roundMissing(capabilities),
  cases: (capabilities) =>
    roundCases(capabilities, { fewestClusters: 2 }).chain((round) =>
      fc.record({
        round: fc.constant(round),
        lost: fc.integer({ min: 0, max: round.updates.length - 1 }),
      }),
    ),
  check: async (implementation, { round, lost }) => {
    const { capabilities } = implementation;
    const most = largestWeight(round.updates);
    if (most === 0) return "vacuous";
    const bound = 1.5 * most;
    const updates = round.updates.map((row, client) => (client === lost ? [-bound, ...row.slice(1)] : row));
    const params = { ...plainRound(capabilities, { ...round, updates }), shots: 1, dropouts: [lost] };
    const { weightBound, clusters, aggregates } = await askRound(implementation, params);
    if (!close(weightBound, bound)) throw violation("weightBound", bound, weightBound);
    for (const [c, aggregate] of aggregates.entries()) {
      if (aggregate === null) continue;
      const unit = (scaleSize(round.clusterSize, clusters[c]!) * bound) / clusters[c]!.length;
      const shares = aggregate.map((mean) => Math.abs(mean / unit));
      mustAgree(
        `|aggregates[${c}]| in units of K·w_max/m`,
        shares.map((share) => (share < 0.5 ? 0.25 : 0.75)),
        shares,
        // The aggregate, and the bound that it is decoded with.
        (a, b) => Math.abs(a - b) <= 1e-8,
      );
    }
    return "held";
  },
});
