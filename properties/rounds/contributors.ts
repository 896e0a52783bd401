import fc from "fast-check";
import { clusterCount, lossyRounds, plainRound, roundMissing } from "../arbitraries/rounds.ts";
import type { LossyRound } from "../arbitraries/rounds.ts";
import { anyChoice } from "../arbitraries/round-rules.ts";
import type { RuleChoice } from "../arbitraries/round-rules.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { violation } from "../violation.ts";
import { askRound } from "./ask-round.ts";

interface ScreenedRound {
  readonly lossy: LossyRound;
  readonly choice: RuleChoice;
}

/** How many of so many live clusters a rule accepts, where the rule's definition says it. */
function acceptedBy(rule: string, live: number): number | undefined {
  if (rule === "mean" || rule === "median") return live;
  return rule === "krum" ? 1 : undefined;
}

/** Who counts as a contributor, under every declared rule that needs nothing but the aggregates. */
export const contributors: Law = deterministicLaw<ScreenedRound>({
  id: "rounds/contributors",
  sentence: "contributors counts the clients of accepted clusters, and no lost cluster is accepted",
  clauses: ["CQSA-RND-4", "CQSA-SCR-1", "CQSA-SCR-2", "CQSA-SCR-3", "WIRE-ROUND-1"],
  needs: ["round"],
  inapplicable: roundMissing,
  cases: (capabilities) =>
    lossyRounds(capabilities, { mostDropouts: 2 }).chain((lossy) =>
      fc.record({
        lossy: fc.constant(lossy),
        // What the rule tolerates must hold for the clusters that are left.
        choice: anyChoice(capabilities, clusterCount(capabilities, lossy.round) - lossy.dropouts.length),
      }),
    ),
  check: async (implementation, { lossy: { round, dropouts }, choice }) => {
    const params = { ...plainRound(implementation.capabilities, round), ...choice, dropouts };
    const result = await askRound(implementation, params);
    const { clusters, aggregates, accepted } = result;
    const wrong = aggregates.findIndex((aggregate, c) => aggregate === null && accepted[c]);
    if (wrong >= 0) throw violation(`accepted[${wrong}] of a lost cluster`, false, true);
    const live = aggregates.filter((aggregate) => aggregate !== null).length;
    const expected = acceptedBy(choice.rule, live);
    const kept = accepted.filter(Boolean).length;
    if (expected !== undefined && kept !== expected) {
      throw violation(`clusters that ${choice.rule} accepts`, expected, kept);
    }
    const members = clusters.reduce((sum, { length }, c) => sum + (accepted[c] ? length : 0), 0);
    if (result.contributors !== members) throw violation("contributors", members, result.contributors);
    return "held";
  },
});
