import fc from "fast-check";
import type { Capabilities } from "../../src/implementation/implementation.ts";
import { declaredSizes } from "../arbitraries/clusterings.ts";
import { anyChoice, ruleChoices } from "../arbitraries/round-rules.ts";
import type { RuleChoice } from "../arbitraries/round-rules.ts";
import { plainRound, roundCases, roundMissing } from "../arbitraries/rounds.ts";
import type { RoundCase } from "../arbitraries/rounds.ts";
import { loudFractions } from "../arbitraries/values.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { askRound, mustBeClusterMeans } from "./ask-round.ts";

interface ScreenedRound {
  readonly round: RoundCase;
  /** Without one, the plain rule. */
  readonly choice: Partial<RuleChoice>;
}

/** Whatever rule looks at the aggregates, it leaves them as they are. */
function withAnyRule(capabilities: Capabilities, round: RoundCase): fc.Arbitrary<ScreenedRound> {
  const { length: clients } = round.updates;
  const inputs = declaredSizes(capabilities, { clients, clusterSize: round.clusterSize })!.length;
  const plain: fc.Arbitrary<Partial<RuleChoice>> = fc.constant({});
  const choice =
    ruleChoices(capabilities, inputs).length === 0 ? plain : fc.oneof(plain, anyChoice(capabilities, inputs));
  return choice.map((chosen) => ({ round, choice: chosen }));
}

/**
 * With exact expectations every aggregate is its members' mean. In more than half of the cases all weights are near
 * the bound on one side: a cluster that is larger than k, as `merge` and `balanced` make them, then wraps if
 * its scale takes k for its size.
 */
export const aggregatesAreClusterMeans: Law = deterministicLaw<ScreenedRound>({
  id: "rounds/aggregates-are-cluster-means",
  sentence:
    "without noise and shots an aggregate is the mean of its cluster's updates, however large the cluster",
  clauses: ["CQSA-RND-1", "CQSA-AGG-1", "WIRE-ROUND-1"],
  needs: ["round"],
  inapplicable: roundMissing,
  cases: (capabilities) =>
    fc
      .oneof(roundCases(capabilities), roundCases(capabilities, { fractions: loudFractions }))
      .chain((round) => withAnyRule(capabilities, round)),
  check: async (implementation, { round, choice }) => {
    const params = { ...plainRound(implementation.capabilities, round), ...choice };
    mustBeClusterMeans(params, await askRound(implementation, params));
    return "held";
  },
});
