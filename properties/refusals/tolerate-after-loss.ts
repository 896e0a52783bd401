import fc from "fast-check";
import type { Capabilities } from "../../src/implementation/implementation.ts";
import { clientsMissing, declaredSizes } from "../arbitraries/clusterings.ts";
import { ruleChoices } from "../arbitraries/round-rules.ts";
import { plainRound, roundCases, roundMissing } from "../arbitraries/rounds.ts";
import type { RoundCase } from "../arbitraries/rounds.ts";
import { mostTolerated } from "../arbitraries/valid-requests.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { ask, mustReject } from "../violation.ts";

interface Losses {
  readonly round: RoundCase;
  readonly rule: string;
  /** The most that the rule withstands of all clusters. */
  readonly tolerate: number;
  /** How many clusters are lost. */
  readonly lost: number;
}

function lossesOf(capabilities: Capabilities, round: RoundCase): Omit<Losses, "round">[] {
  const { updates, clusterSize } = round;
  const clusters = declaredSizes(capabilities, { clients: updates.length, clusterSize })!.length;
  const rules = new Set(ruleChoices(capabilities, clusters).map(({ rule }) => rule));
  return [...rules].flatMap((rule) =>
    Array.from({ length: clusters - 1 }, (_, i) => ({
      rule,
      tolerate: mostTolerated(capabilities, rule, clusters),
      lost: i + 1,
    })),
  );
}

/** The tolerated number is judged on the clusters that are left: what all of them allow, fewer may not. */
export const tolerateAfterLoss: Law = deterministicLaw<Losses>({
  id: "refusals/tolerate-after-loss",
  sentence: "a round is refused where f is beyond the rule on the clusters that survive, and only there",
  clauses: ["CQSA-RND-5", "WIRE-REJ-7", "WIRE-ROUND-1"],
  needs: ["round"],
  inapplicable: (capabilities) => roundMissing(capabilities) ?? clientsMissing(capabilities, 2),
  cases: (capabilities) =>
    roundCases(capabilities, {
      mostClients: 12,
      mostClusterSize: 2,
      mostCoordinates: 1,
      fewestClusters: 2,
    }).chain((round) =>
      fc.constantFrom(...lossesOf(capabilities, round)).map((losses) => ({ round, ...losses })),
    ),
  check: async (implementation, { round, rule, tolerate, lost }) => {
    const { capabilities } = implementation;
    const params = { ...plainRound(capabilities, round), rule, tolerate };
    const { clusters } = await ask(implementation, "round", params);
    const dropouts = clusters.slice(0, lost).map((members) => members[0]!);
    if (tolerate <= mostTolerated(capabilities, rule, clusters.length - lost)) {
      await ask(implementation, "round", { ...params, dropouts });
    } else {
      await mustReject(implementation, "round", { ...params, dropouts });
    }
    return "held";
  },
});
