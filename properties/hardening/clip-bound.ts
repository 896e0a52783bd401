import fc from "fast-check";
import { lossyRounds, plainRound } from "../arbitraries/rounds.ts";
import type { LossyRound } from "../arbitraries/rounds.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { askRound, largestWeight, scaleSize } from "../rounds/ask-round.ts";
import { viewWhereDeclared } from "../threat/view-where-declared.ts";
import { closeAngles, mustAgree, violation } from "../violation.ts";
import { hardeningMissing } from "./hardened.ts";

interface Clipped {
  readonly lossy: LossyRound;
  /** The clip bound as a share of the largest weight. */
  readonly share: number;
}

/** With a public bound clients clip, and nobody says how large its update is. */
export const clipBound: Law = deterministicLaw<Clipped>({
  id: "hardening/clip-bound",
  sentence: "with a clip bound, the bound is that one, means are of clipped weights, and nobody reports",
  clauses: ["WIRE-EXT-4"],
  needs: ["round"],
  inapplicable: hardeningMissing,
  cases: (capabilities) =>
    fc.record({ lossy: lossyRounds(capabilities), share: fc.constantFrom(0.3, 0.75, 1.5) }),
  check: async (implementation, { lossy: { round, dropouts }, share }) => {
    const largest = largestWeight(round.updates);
    if (largest === 0) return "vacuous";
    const { capabilities } = implementation;
    const bound = share * largest;
    const result = await askRound(implementation, {
      ...plainRound(capabilities, round),
      ...viewWhereDeclared(capabilities),
      dropouts,
      hardening: { "clip-bound": { bound } },
    });
    mustAgree("weightBound", [bound], [result.weightBound]);
    if (result.view?.reports !== undefined) throw violation("view.reports", "none", result.view.reports);
    for (const [c, members] of result.clusters.entries()) {
      const aggregate = result.aggregates[c]!;
      if (aggregate === null) continue;
      // What is measured is an angle, for which ±π is one point.
      const unit = Math.PI / (scaleSize(round.clusterSize, members) * bound);
      const expected = aggregate.map((_, i) =>
        members.reduce((sum, client) => {
          const weight = round.updates[client]![i]!;
          return sum + unit * Math.max(-bound, Math.min(bound, weight));
        }, 0),
      );
      const received = aggregate.map((mean) => unit * mean * members.length);
      mustAgree(`phase sum of aggregates[${c}]`, expected, received, closeAngles);
    }
    return "held";
  },
});
