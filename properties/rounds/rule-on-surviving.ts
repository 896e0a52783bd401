import fc from "fast-check";
import type {
  Capabilities,
  Implementation,
  RoundResult,
  ScreenParams,
  ScreenResult,
} from "../../src/implementation/implementation.ts";
import { declaredSizes } from "../arbitraries/clusterings.ts";
import {
  clusterCount,
  lossyRounds,
  measuredConditions,
  plainRound,
  roundMissing,
} from "../arbitraries/rounds.ts";
import type { LossyRound, MeasuredConditions, RoundCase } from "../arbitraries/rounds.ts";
import { anyChoice, ruleChoices } from "../arbitraries/round-rules.ts";
import type { RuleChoice } from "../arbitraries/round-rules.ts";
import { isScreened, optionsOf, screenedRule } from "../arbitraries/screenings.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { medianOracle } from "../oracles/rule-oracles.ts";
import { ask, mustAgree, violation } from "../violation.ts";
import { krumChoices } from "../screening/krum-choices.ts";
import { askRound, largestWeight } from "./ask-round.ts";

interface ScreenedRound {
  readonly lossy: LossyRound;
  readonly conditions: MeasuredConditions;
  readonly choice: RuleChoice;
  readonly options: ScreenParams["options"];
}

interface Live {
  readonly mean: readonly number[];
  readonly members: number;
  readonly accepted: boolean;
}

type Expected = Pick<ScreenResult, "aggregate" | "accepted">;

function liveClusters({ clusters, aggregates, accepted }: RoundResult): Live[] {
  return aggregates.flatMap((mean, c) =>
    mean === null ? [] : [{ mean, members: clusters[c]!.length, accepted: accepted[c]! }],
  );
}

/** By members: the one rule that knows how large a cluster is. */
function memberMean(live: readonly Live[]): number[] {
  const members = live.reduce((sum, cluster) => sum + cluster.members, 0);
  return live[0]!.mean.map(
    (_, i) => live.reduce((sum, cluster) => sum + cluster.members * cluster.mean[i]!, 0) / members,
  );
}

/** What Krum makes of the live clusters: where scores are tied, whichever of the tied ones was accepted. */
function krumExpected(live: readonly Live[], params: ScreenParams): Expected | undefined {
  const choices = krumChoices(params);
  if (choices.length === live.length && live.length > 1) return undefined;
  const chosen = choices.find((i) => live[i]!.accepted) ?? choices[0]!;
  return { aggregate: [...live[chosen]!.mean], accepted: live.map((_, i) => i === chosen) };
}

/** What the rule makes of the live clusters: by its oracle, or else by the implementation's own `screen`. */
async function screened(
  implementation: Implementation,
  live: readonly Live[],
  { choice: { rule, tolerate }, options }: ScreenedRound,
): Promise<Expected | undefined> {
  const aggregates = live.map(({ mean }) => mean);
  const params = { aggregates, rule, tolerate, ...(options && { options }) };
  const all = live.map(() => true);
  if (rule === "mean") return { aggregate: memberMean(live), accepted: all };
  if (rule === "median") {
    const evenMedian = options?.["evenMedian"] as "mean" | "lower" | undefined;
    return { aggregate: medianOracle(aggregates, evenMedian), accepted: all };
  }
  if (rule === "krum") return krumExpected(live, params);
  return ask(implementation, "screen", params);
}

const MOST_ROUNDS = 3;

const MEAN: RuleChoice = { rule: "mean", tolerate: 0 };

function isUneven(capabilities: Capabilities, { updates, clusterSize }: RoundCase): boolean {
  const sizes = declaredSizes(capabilities, { clients: updates.length, clusterSize })!;
  return sizes.at(-1) !== sizes[0] && Object.hasOwn(capabilities.rules ?? {}, MEAN.rule);
}

/** Rules that this law can judge: those with an oracle, and all where `screen` can be asked. */
function judged({ operations }: Capabilities, { rule }: RuleChoice): boolean {
  return operations.includes("screen") || isScreened(rule);
}

/** Rounds that lose clusters, with finite shots and noise, a rule that takes what is left, and some of its options. */
function screenedRounds(capabilities: Capabilities): fc.Arbitrary<ScreenedRound> {
  return lossyRounds(capabilities, { mostClusterSize: 4, mostDropouts: 2 })
    .chain((lossy) => {
      const live = clusterCount(capabilities, lossy.round) - lossy.dropouts.length;
      const any = anyChoice(capabilities, live, (choice) => judged(capabilities, choice));
      return fc.record({
        lossy: fc.constant(lossy),
        conditions: measuredConditions(capabilities),
        // Clusters of several sizes are for the one rule that looks at sizes.
        choice: isUneven(capabilities, lossy.round) ? fc.oneof(any, fc.constant(MEAN)) : any,
      });
    })
    .chain((example) => {
      const { round, dropouts } = example.lossy;
      const shape = {
        inputs: clusterCount(capabilities, round) - dropouts.length,
        coordinates: round.updates[0]!.length,
      };
      const options = optionsOf(capabilities, screenedRule(example.choice.rule), shape);
      return options.map((options): ScreenedRound => {
        if (options === undefined) return { ...example, options };
        // As two dropouts may fall into one cluster, nobody knows yet how many rows the rule will have.
        const { history: _history, ...others } = options;
        return { ...example, options: others };
      });
    });
}

/** Whether the update and the verdicts are the rule's; false where a tie leaves that open. @throws a violation */
async function isRules(implementation: Implementation, example: ScreenedRound): Promise<boolean> {
  const { lossy, conditions, choice, options } = example;
  const { round, dropouts } = lossy;
  const params = {
    ...plainRound(implementation.capabilities, round),
    ...conditions,
    ...choice,
    ...(options && { options }),
    dropouts,
  };
  const result = await askRound(implementation, params);
  const live = liveClusters(result);
  const expected = await screened(implementation, live, example);
  if (expected === undefined) return false;
  const largest = largestWeight(live.map(({ mean }) => mean));
  mustAgree(
    `update of ${choice.rule}`,
    expected.aggregate,
    result.update,
    (a, b) => Math.abs(a - b) <= Math.max(1e-12, 1e-9 * largest),
  );
  const accepted = live.map((cluster) => cluster.accepted);
  if (String(accepted) !== String(expected.accepted)) {
    throw violation(`live clusters that ${choice.rule} accepts`, expected.accepted, accepted);
  }
  return true;
}

/**
 * The update follows from the means of the clusters that survive, as the round itself reports them, with finite
 * shots and noise and some clusters lost: `mean` by members, every other rule on clusters alike. As aggregates
 * of both signs may cancel, it is right within 1e-9 of the largest of them.
 */
export const ruleOnSurviving: Law = deterministicLaw<readonly ScreenedRound[]>({
  id: "rounds/rule-on-surviving",
  sentence:
    "the update is what the rule and its options make of the surviving aggregates, and it accepts what the rule accepts",
  clauses: [
    "CQSA-RND-2",
    "CQSA-RND-4",
    "CQSA-SCR-1",
    "CQSA-SCR-2",
    "CQSA-SCR-3",
    "WIRE-ROUND-1",
    "WIRE-ROUND-2",
  ],
  needs: ["round"],
  inapplicable: (capabilities) =>
    ruleChoices(capabilities, 1).some((choice) => judged(capabilities, choice))
      ? roundMissing(capabilities)
      : "no rule is declared whose output can be told",
  // Many rules and options share the cases.
  cases: (capabilities) =>
    fc.array(screenedRounds(capabilities), { minLength: 1, maxLength: MOST_ROUNDS, size: "max" }),
  check: async (implementation, examples) => {
    let decided = false;
    for (const example of examples) if (await isRules(implementation, example)) decided = true;
    return decided ? "held" : "vacuous";
  },
});
