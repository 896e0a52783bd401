import type { OptionValues } from "../../../adversaries/adversary.ts";
import { COSTS } from "./costs.ts";
import type { CostName } from "./costs.ts";
import { compared, effectOf, gainLeft } from "./effect.ts";
import type { Compared, Effect } from "./effect.ts";
import { difference, estimate } from "./estimate.ts";
import type { Estimate, Outcome } from "./estimate.ts";
import { ALL_SWITCHES, completeProfile, MEASURES, PLAIN } from "./measures.ts";
import type { AnyMeasure, Profile } from "./measures.ts";
import type { ComparisonPlan, Part, PartResult } from "./parts.ts";
import { EVERYONE, TARGETS } from "./scenarios.ts";
import type { AnyScenario } from "./scenarios.ts";
import type { Scene } from "./scene.ts";
import type { TradeOffPoint } from "./trade-off.ts";

/** An adversary with and without measures. */
export interface ComparedAdversary extends Compared {
  readonly adversary: string;
  readonly options: OptionValues;
  readonly figure: string;
  /** The figure of one who gains nothing. */
  readonly nothing: number;
  readonly effect: Effect;
  /** The share of the plain gain that is left; null where none was told from nothing. */
  readonly left: Estimate | null;
}

/** A cost with and without measures. */
export interface ComparedCost extends Compared {
  readonly cost: CostName;
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
  /** Measures that neither weakened anyone nor cost anything here. */
  readonly leftOut: readonly AnyMeasure[];
  /** Measures that were not measured to the end. */
  readonly unfinished: readonly (AnyMeasure | "all")[];
  readonly tradeOff: readonly TradeOffPoint[];
}

/** What the plan's measures are: updates of spread 1 are clipped at three deviations. */
const SWITCHES: Readonly<Partial<Record<AnyMeasure, unknown>>> = {
  ...ALL_SWITCHES,
  "clip-bound": { bound: 3 },
  "reshuffle-budget": true,
};

/** A row before it is measured. */
interface PlannedRow {
  readonly measure: AnyMeasure | "all";
  readonly switches: Readonly<Record<string, unknown>>;
  readonly profile: Profile;
  readonly scenarios: readonly AnyScenario[];
}

/** The measure's own switch, and those that it cannot do without. */
function switchesOf(measure: AnyMeasure, all: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const names = [...(MEASURES[measure].needs ?? []), measure];
  return Object.fromEntries(names.map((name) => [name, all[name] ?? true]));
}

function plannedRows({ measures, switches: given, trainings }: ComparisonPlan): PlannedRow[] {
  const names = Object.keys(MEASURES) as AnyMeasure[];
  const known: Readonly<Record<string, unknown>> = { ...SWITCHES, ...given };
  const chosen = measures ?? [...names, "all"];
  const single = chosen.filter((measure) => measure !== "all");
  // Of two measures that contradict each other all together have the one that is part of the profile.
  const together = (single.length === 0 ? names : single).filter((name) => Object.hasOwn(ALL_SWITCHES, name));
  return chosen.map((measure) => {
    const switches =
      measure === "all"
        ? Object.assign({}, ...together.map((name) => switchesOf(name, known)))
        : switchesOf(measure, known);
    return {
      measure,
      switches: switches as Readonly<Record<string, unknown>>,
      profile: completeProfile(switches as Readonly<Record<string, unknown>>),
      scenarios: (measure === "all" ? EVERYONE : TARGETS[measure]).filter(
        (scenario) => trainings > 0 || !("isTraining" in scenario && scenario.isTraining),
      ),
    };
  });
}

function adversaryPart(scenario: AnyScenario, { round, masking }: Profile): Part {
  const protocol = "play" in scenario ? scenario.protocol : "round";
  const profile = protocol === "round" ? { round, masking: {} } : { round: {}, masking };
  return { kind: "adversary", scenario: EVERYONE.indexOf(scenario), profile };
}

function costParts({ trainings }: ComparisonPlan, { round, masking }: Profile): Part[] {
  return [
    { kind: "round", round },
    { kind: "keys", masking },
    ...Array.from({ length: trainings }, (_, training): Part => ({ kind: "training", round, training })),
  ];
}

function partsOfRow(plan: ComparisonPlan, { profile, scenarios }: PlannedRow): Part[] {
  return [
    ...costParts(plan, profile),
    ...scenarios.flatMap((scenario) => [PLAIN, profile].map((either) => adversaryPart(scenario, either))),
  ];
}

/** Tells parts apart. */
export function partKey(part: Part): string {
  return JSON.stringify(part);
}

/**
 * The parts of a comparison, each once: measure by measure.
 *
 * @throws TypeError, RangeError for switches that are unknown or contradict each other
 */
export function partsOf(plan: ComparisonPlan): Part[] {
  const all = [
    ...(plan.stays ?? []).map((stay): Part => ({ kind: "trade-off", stay })),
    ...costParts(plan, PLAIN),
    ...plannedRows(plan).flatMap((row) => partsOfRow(plan, row)),
  ];
  return [...new Map(all.map((part) => [partKey(part), part])).values()];
}

function comparedCost(
  cost: CostName,
  plain: readonly Outcome[],
  hardened: readonly Outcome[],
  confidence: number,
): ComparedCost {
  const what = COSTS[cost];
  const apart = compared(estimate(plain, confidence), estimate(hardened, confidence));
  const paired = difference(hardened, plain, confidence);
  if (paired === null) return { cost, what, ...apart, difference: null };
  return { cost, what, ...apart, isBetter: paired.upper < 0, isWorse: paired.lower > 0, difference: paired };
}

/**
 * Puts a comparison together: every measure by itself against the adversaries that it is meant for, and all of them
 * together against every adversary, each beside the plain profile, and what honest rounds cost under each. A measure
 * needs a better figure of an adversary or a worse one of a cost to be listed, and all of its parts.
 *
 * @param results by {@link partKey}
 */
export function joinParts(
  plan: ComparisonPlan,
  results: ReadonlyMap<string, PartResult>,
): HardeningComparison {
  const estimateOf = (part: Part): Estimate => {
    const result = results.get(partKey(part))!;
    if (result.kind !== "adversary") throw new Error(`a part is of kind ${result.kind}`);
    return result.found;
  };
  const costsOf = (profile: Profile): ReadonlyMap<CostName, readonly Outcome[]> => {
    const costs = new Map<CostName, Outcome[]>();
    for (const part of costParts(plan, profile)) {
      const result = results.get(partKey(part))!;
      if (result.kind !== "costs") throw new Error(`a part is of kind ${result.kind}`);
      for (const [cost, outcomes] of Object.entries(result.found)) {
        costs.set(cost as CostName, [...(costs.get(cost as CostName) ?? []), ...outcomes]);
      }
    }
    return costs;
  };
  const rowOf = ({ measure, switches, profile, scenarios }: PlannedRow): HardeningRow => {
    const text =
      measure === "all" ? { adds: "all of them that go together", against: [] } : MEASURES[measure];
    const plainCosts = costsOf(PLAIN);
    return {
      measure,
      switches,
      adds: text.adds,
      against: text.against,
      adversaries: scenarios.map((scenario) => {
        const { adversary, options, figure } = scenario;
        const nothing = "nothing" in scenario ? scenario.nothing : 0;
        const both = compared(
          estimateOf(adversaryPart(scenario, PLAIN)),
          estimateOf(adversaryPart(scenario, profile)),
        );
        const [effect, left] = [effectOf(both, nothing), gainLeft(both, nothing)];
        return { adversary, options, figure, nothing, ...both, effect, left };
      }),
      costs: [...costsOf(profile)].map(([cost, hardened]) =>
        comparedCost(cost, plainCosts.get(cost)!, hardened, plan.confidence),
      ),
    };
  };

  const rows: HardeningRow[] = [];
  const leftOut: AnyMeasure[] = [];
  const unfinished: (AnyMeasure | "all")[] = [];
  for (const planned of plannedRows(plan)) {
    const { measure } = planned;
    const needed = [...costParts(plan, PLAIN), ...partsOfRow(plan, planned)];
    if (!needed.every((part) => results.has(partKey(part)))) {
      unfinished.push(measure);
      continue;
    }
    const row = rowOf(planned);
    const does = row.adversaries.some(({ isBetter }) => isBetter) || row.costs.some(({ isWorse }) => isWorse);
    if (does || measure === "all") rows.push(row);
    else leftOut.push(measure);
  }
  const tradeOff = (plan.stays ?? []).flatMap((stay) => {
    const result = results.get(partKey({ kind: "trade-off", stay }));
    return result?.kind === "trade-off" ? result.found : [];
  });
  const { scene, trials, trainings, confidence } = plan;
  return { scene, trials, trainings, confidence, rows, leftOut, unfinished, tradeOff };
}
