import type { RandomStream } from "../../base/random.ts";
import { randomStream } from "../../base/random.ts";
import type { MaskingHardening } from "../../masking/hardening.ts";
import type { Hardening } from "../../protocol/hardening/hardening.ts";
import { DEFAULT_FALSE_ALARM_BUDGET } from "../../statistics/budget.ts";
import { roundCosts, trainingCosts } from "./costs.ts";
import type { CostName } from "./costs.ts";
import { confidenceOfEach } from "./effect.ts";
import { estimate, value } from "./estimate.ts";
import type { Estimate, Outcome } from "./estimate.ts";
import type { AnyMeasure, Profile } from "./measures.ts";
import { keyBitsOf } from "./play-masking.ts";
import { measureParty } from "./play-parties.ts";
import type { Scene } from "./scene.ts";
import { EVERYONE } from "./scenarios.ts";
import { tradeOff } from "./trade-off.ts";
import type { TradeOffPoint } from "./trade-off.ts";

/** How measures are compared. Plain data: it travels to workers. */
export interface ComparisonPlan {
  readonly scene: Scene;
  /** Independent trials of each figure, at least 2. */
  readonly trials: number;
  /** Federated trainings of each profile; 0: none, and nobody who acts on them. */
  readonly trainings: number;
  /** Of what two estimates beside each other say of an adversary, and of each cost. */
  readonly confidence: number;
  /** E of the curves of the trade-off; none by default. */
  readonly stays?: readonly number[];
  /** Which are compared: every measure by itself, and all together, by default. */
  readonly measures?: readonly (AnyMeasure | "all")[];
  /** Switches in place of the defaults that stand here. */
  readonly switches?: Readonly<Record<string, unknown>>;
  /** Every draw follows from it. */
  readonly seed: string;
}

/**
 * A piece of a comparison that is measured by itself. Of a profile it names what bears on it, so that profiles which are
 * alike in that share the piece.
 */
export type Part =
  /** An adversary by its place in the list. */
  | { readonly kind: "adversary"; readonly scenario: number; readonly profile: Profile }
  | { readonly kind: "round"; readonly round: Hardening }
  | { readonly kind: "keys"; readonly masking: MaskingHardening }
  | { readonly kind: "training"; readonly round: Hardening; readonly training: number }
  | { readonly kind: "trade-off"; readonly stay: number };

/** What a part came to. */
export type PartResult =
  | { readonly kind: "adversary"; readonly found: Estimate }
  | { readonly kind: "costs"; readonly found: Readonly<Partial<Record<CostName, readonly Outcome[]>>> }
  | { readonly kind: "trade-off"; readonly found: readonly TradeOffPoint[] };

async function measureAdversary(
  { scene, trials, trainings, confidence: together }: ComparisonPlan,
  { scenario: place, profile }: Extract<Part, { kind: "adversary" }>,
  rng: RandomStream,
): Promise<Estimate> {
  const scenario = EVERYONE[place]!;
  const confidence = confidenceOfEach(together);
  // Profiles of one switch are all but the plain profile in what they switch on: they share its draws.
  const stream = rng.fork(scenario.adversary).fork(scenario.figure);
  if (!("play" in scenario)) return measureParty(scenario, scene, profile, trials, confidence, stream);
  const outcomes: Outcome[] = [];
  for (let trial = 0; trial < (scenario.isTraining === true ? trainings : trials); trial++) {
    outcomes.push(await scenario.play(scene, profile, stream.fork(`trial/${trial}`)));
  }
  return estimate(outcomes, confidence);
}

/** Measures a part: a function of the plan and the part alone. */
export async function measurePart(plan: ComparisonPlan, part: Part): Promise<PartResult> {
  const { scene, trials, confidence, seed } = plan;
  const rng = randomStream(seed).fork("hardening");
  switch (part.kind) {
    case "adversary":
      return { kind: "adversary", found: await measureAdversary(plan, part, rng) };
    case "round": {
      const all = Array.from({ length: trials }, (_, trial) =>
        roundCosts(scene, { round: part.round, masking: {} }, rng.fork(`cost/${trial}`)),
      );
      return {
        kind: "costs",
        found: {
          variance: all.map(({ variance }) => variance),
          clusters: all.map(({ clusters }) => clusters),
          states: all.map(({ states }) => states),
        },
      };
    }
    case "keys": {
      const bits = value(keyBitsOf(scene, part.masking, rng.fork("keys")));
      // The same each time: nothing is drawn that it depends on.
      return { kind: "costs", found: { keys: [bits, bits] } };
    }
    case "training": {
      const profile = { round: part.round, masking: {} };
      const { accuracy, rounds } = await trainingCosts(scene, profile, rng.fork(`training/${part.training}`));
      return { kind: "costs", found: { accuracy: [accuracy], rounds: [rounds] } };
    }
    case "trade-off": {
      const { rounds } = scene;
      // Two forms a point.
      const level = DEFAULT_FALSE_ALARM_BUDGET / (2 * rounds * plan.stays!.length);
      const settings = { scene, rounds, stays: [part.stay], trials, confidence, level };
      return { kind: "trade-off", found: tradeOff(settings, rng.fork("trade-off")) };
    }
  }
}
