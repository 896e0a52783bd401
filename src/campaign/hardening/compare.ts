import type { OptionValues } from "../../../adversaries/adversary.ts";
import type { RandomStream } from "../../base/random.ts";
import { keyBitsOf, maskingScenarios } from "./play-masking.ts";
import { ROUND_COSTS, trainingErrors } from "./costs.ts";
import { difference, estimate, value } from "./estimate.ts";
import type { Estimate, Outcome } from "./estimate.ts";
import { loneClient } from "./lone-client.ts";
import { ALL_SWITCHES, completeProfile, MEASURES, PLAIN } from "./measures.ts";
import type { AnyMeasure, Profile } from "./measures.ts";
import { clientScenarios } from "./play-clients.ts";
import { measureParty, partyScenarios } from "./play-parties.ts";
import type { PartyScenario } from "./play-parties.ts";
import type { Scenario, Scene } from "./scene.ts";

type AnyScenario = Scenario | PartyScenario;

/** A figure under the plain profile and under another. */
export interface Compared {
  readonly plain: Estimate;
  readonly hardened: Estimate;
  /** True where the intervals have no point in common, and the hardened one is the better. */
  readonly isBetter: boolean;
  /** The same for the worse. */
  readonly isWorse: boolean;
}

/** An adversary with and without measures. */
export interface ComparedAdversary extends Compared {
  readonly adversary: string;
  readonly options: OptionValues;
  readonly figure: string;
}

/** A cost with and without measures. */
export interface ComparedCost extends Compared {
  readonly what: string;
  /** Trial by trial, hardened less plain, where both saw the same draws; then this decides. Null of rates. */
  readonly difference: Estimate | null;
}

/** What measures do together, measured. */
export interface HardeningRow {
  /** One, or all of them together. */
  readonly measure: AnyMeasure | "all";
  /** By name, with parameters. */
  readonly switches: Readonly<Record<string, unknown>>;
  readonly adds: string;
  /** Clauses of the threat model. */
  readonly against: readonly string[];
  readonly adversaries: readonly ComparedAdversary[];
  readonly costs: readonly ComparedCost[];
}

/** All measures against the plain profile. Plain data. */
export interface HardeningComparison {
  readonly scene: Scene;
  readonly trials: number;
  readonly trainings: number;
  readonly confidence: number;
  readonly rows: readonly HardeningRow[];
  /** Measures that neither stopped anyone nor cost anything here. */
  readonly leftOut: readonly AnyMeasure[];
}

/** How a comparison is made. */
export interface ComparisonPlan {
  readonly scene: Scene;
  /** Independent trials of each figure. */
  readonly trials: number;
  /** Federated trainings of each profile; 0: none. */
  readonly trainings: number;
  readonly confidence: number;
  /** Which are compared: every measure by itself, and all together, by default. */
  readonly measures?: readonly (AnyMeasure | "all")[];
  /** Switches in place of the defaults that stand here. */
  readonly switches?: Readonly<Record<string, unknown>>;
}

/** What the plan's measures are: updates of spread 1 are clipped at three deviations. */
const SWITCHES: Readonly<Partial<Record<AnyMeasure, unknown>>> = {
  ...ALL_SWITCHES,
  "clip-bound": { bound: 3 },
  "reshuffle-budget": true,
};

const { collapse, partialCollapse, flip, outOfRange, inflater } = clientScenarios;
const parties = partyScenarios;

/** Whom each measure is tried on. */
const TARGETS: Readonly<Record<AnyMeasure, readonly AnyScenario[]>> = {
  "clip-bound": [parties.bounds, inflater],
  "guard-band": [outOfRange],
  "balanced-clusters": [loneClient],
  "stable-clusters": [parties.manyRounds],
  "reshuffle-budget": [parties.manyRounds],
  "commit-reveal": [parties.steering],
  "verification-rounds": [
    parties.productStates,
    parties.signedGhz,
    parties.substitution,
    parties.unseenSubstitution,
    parties.interceptZ,
  ],
  "visibility-floor": [collapse, partialCollapse, parties.interceptZ],
  "residue-parity": [flip, parties.interceptX],
  "local-noise": [parties.oneRound, parties.candidate, parties.colluders],
  "wide-modulus": [maskingScenarios.wrapping],
  "key-ledger": [maskingScenarios.reuse],
  authentication: [maskingScenarios.tamperer],
  "shared-masks": [maskingScenarios.dropout],
};

const EVERYONE: readonly AnyScenario[] = [
  ...Object.values(parties),
  ...Object.values(clientScenarios),
  loneClient,
  ...Object.values(maskingScenarios),
];

function compared(plain: Estimate, hardened: Estimate): Compared {
  return {
    plain,
    hardened,
    isBetter: hardened.upper < plain.lower,
    isWorse: hardened.lower > plain.upper,
  };
}

/** Profiles of one switch are all but the plain profile in what they switch on: they share its draws. */
function measureScenario(
  scenario: AnyScenario,
  { scene, trials, confidence }: ComparisonPlan,
  profile: Profile,
  rng: RandomStream,
): Estimate {
  const stream = rng.fork(scenario.adversary).fork(scenario.figure);
  if (!("play" in scenario)) return measureParty(scenario, scene, profile, trials, confidence, stream);
  const outcomes = Array.from({ length: trials }, (_, trial) =>
    scenario.play(scene, profile, stream.fork(`trial/${trial}`)),
  );
  return estimate(outcomes, confidence);
}

/** What honest rounds cost under a profile, trial by trial. */
async function costsOf(
  { scene, trials, trainings }: ComparisonPlan,
  profile: Profile,
  rng: RandomStream,
): Promise<ReadonlyMap<string, readonly Outcome[]>> {
  const found = new Map<string, readonly Outcome[]>();
  for (const { what, measure } of ROUND_COSTS) {
    found.set(
      what,
      Array.from({ length: trials }, (_, trial) => measure(scene, profile, rng.fork(`cost/${trial}`))),
    );
  }
  const bits = keyBitsOf(scene, profile.masking, rng.fork("keys"));
  found.set("key bits of a client in a masked round", [value(bits), value(bits)]);
  if (trainings > 0) {
    const outcomes: Outcome[] = [];
    for (let training = 0; training < trainings; training++) {
      outcomes.push(await trainingErrors(scene, profile, rng.fork(`training/${training}`)));
    }
    found.set("wrong answers after a training", outcomes);
  }
  return found;
}

function comparedCost(
  what: string,
  plain: readonly Outcome[],
  hardened: readonly Outcome[],
  confidence: number,
): ComparedCost {
  const apart = compared(estimate(plain, confidence), estimate(hardened, confidence));
  const paired = difference(hardened, plain, confidence);
  if (paired === null) return { what, ...apart, difference: null };
  return { what, ...apart, isBetter: paired.upper < 0, isWorse: paired.lower > 0, difference: paired };
}

/** The measure's own switch, and those that it cannot do without. */
function switchesOf(measure: AnyMeasure, all: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const names = [...(MEASURES[measure].needs ?? []), measure];
  return Object.fromEntries(names.map((name) => [name, all[name] ?? true]));
}

/**
 * Measures every measure by itself against the adversaries that it is meant for, and all of them together against every
 * adversary, each beside the plain profile; and what honest rounds cost under each. A measure needs a better figure of an
 * adversary or a worse one of a cost to be listed.
 *
 * @param progress called before each of the parts
 * @throws TypeError, RangeError for switches that are unknown or contradict each other
 */
export async function compareHardening(
  plan: ComparisonPlan,
  rng: RandomStream,
  progress: (done: number, of: number) => void = () => undefined,
): Promise<HardeningComparison> {
  const given = { ...SWITCHES, ...plan.switches };
  const names = Object.keys(MEASURES) as AnyMeasure[];
  const plainFigures = new Map<AnyScenario, Estimate>();
  const plainOf = (scenario: AnyScenario): Estimate => {
    const known = plainFigures.get(scenario) ?? measureScenario(scenario, plan, PLAIN, rng);
    plainFigures.set(scenario, known);
    return known;
  };
  const plainCosts = await costsOf(plan, PLAIN, rng);

  const rowOf = async (
    text: Pick<HardeningRow, "measure" | "adds" | "against" | "switches">,
    scenarios: readonly AnyScenario[],
  ): Promise<HardeningRow> => {
    const profile = completeProfile(text.switches);
    const costs = await costsOf(plan, profile, rng);
    return {
      ...text,
      adversaries: scenarios.map((scenario) => ({
        adversary: scenario.adversary,
        options: scenario.options,
        figure: scenario.figure,
        ...compared(plainOf(scenario), measureScenario(scenario, plan, profile, rng)),
      })),
      costs: [...costs].map(([what, hardened]) =>
        comparedCost(what, plainCosts.get(what)!, hardened, plan.confidence),
      ),
    };
  };

  const together = Object.fromEntries(
    names.filter((name) => name !== "reshuffle-budget").map((name) => [name, given[name] ?? true]),
  );
  const rows: HardeningRow[] = [];
  const leftOut: AnyMeasure[] = [];
  const chosen = plan.measures ?? [...names, "all"];
  for (const [at, measure] of chosen.entries()) {
    progress(at, chosen.length);
    if (measure === "all") {
      const text = { measure, adds: "all of them that go together", against: [], switches: together };
      rows.push(await rowOf(text, EVERYONE));
      continue;
    }
    const { adds, against } = MEASURES[measure];
    const switches = switchesOf(measure, given);
    const row = await rowOf({ measure, adds, against, switches }, TARGETS[measure]);
    const does = row.adversaries.some(({ isBetter }) => isBetter) || row.costs.some(({ isWorse }) => isWorse);
    if (does) rows.push(row);
    else leftOut.push(measure);
  }
  const { scene, trials, trainings, confidence } = plan;
  return { scene, trials, trainings, confidence, rows, leftOut };
}
