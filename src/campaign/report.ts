import type { Provenance } from "../base/provenance.ts";
import type { Cell, SourceSpec, TrialPlan } from "./setting.ts";

/** A rate of cases that come in independent trials, with its Korn–Graubard interval. */
export interface Rate {
  readonly successes: number;
  readonly cases: number;
  readonly rate: number;
  readonly lower: number;
  readonly upper: number;
}

/** A quantity with one value a trial: median and mean, and Student's interval of the mean (null of a single trial). */
export interface Figure {
  readonly trials: number;
  readonly median: number;
  readonly mean: number;
  readonly lower: number | null;
  readonly upper: number | null;
}

/** A closed form beside what was measured. */
export interface Comparison {
  readonly what: string;
  readonly formula: string;
  readonly expected: number;
  readonly measured: number;
  /** At the confidence of all other intervals. */
  readonly lower: number;
  readonly upper: number;
  /** Whether the closed form lies within the interval at the comparison's share of the error budget. */
  readonly agrees: boolean;
}

/** Mean numbers of clients whose cluster was rejected in every one of the first `rounds` rounds. */
export interface Suspects {
  readonly rounds: number;
  readonly attackers: number;
  readonly honest: number;
  /** Honest clients that perfect detection of clusters would still suspect. */
  readonly exposed: number;
}

/** How whole trainings under attack went. */
export interface TrainingSummary {
  /** Mean test accuracy after each round. */
  readonly accuracies: readonly number[];
  readonly finalAccuracy: Figure;
  /**
   * The final accuracy of plain federated learning (clusters of one, read exactly, averaged, nobody attacks) less this
   * one's, trial by trial; null where the campaign has no such cell.
   */
  readonly loss: Figure | null;
  /**
   * Of a backdoor, after the last round: share of triggered samples of other classes that are taken for the target.
   * Where nobody attacks, of the usual trigger.
   */
  readonly success: Figure | null;
}

/** What the trials of a cell came to. */
export interface CellSummary {
  readonly cell: Cell;
  readonly trials: number;
  readonly rounds: number;
  /** Of live clusters with an attacker, how many were rejected; null if there was none. */
  readonly truePositives: Rate | null;
  /** Of live clusters without one. */
  readonly falsePositives: Rate | null;
  /** Of rejected clusters, how many had an attacker. */
  readonly precision: Rate | null;
  /** Of the rule's ranking of clusters, where it has one. */
  readonly auc: Figure | null;
  /** ‖update − target‖/‖target‖, the target being the honest clients' mean. */
  readonly deviation: Figure | null;
  readonly cosine: Figure | null;
  /** Rounds in which at least half of the live clusters had an attacker. */
  readonly noHonestMajority: Rate | null;
  /** Clusters that were lost to dropouts. */
  readonly lost: Rate | null;
  /** Rounds without an update. */
  readonly withoutUpdate: Rate | null;
  /** The first reason for that, of the earliest trial. */
  readonly refusal: string | null;
  readonly suspects: readonly Suspects[];
  readonly training: TrainingSummary | null;
  /** True if the deviation lies beyond that without an attack: neither interval touches the other. */
  readonly tampers: boolean | null;
  /** Of cells that differ in their rules alone, and so share clusters and attackers, said with the first. */
  readonly closedForms: readonly Comparison[];
}

/** A setting of the system: all of a cell but who attacks and which rule answers. */
export type Setting = Omit<Cell, "adversary" | "adversaryOptions" | "rule" | "ruleOptions" | "tolerate">;

/** The worst that any adversary did to a rule in one setting: by deviation, or by accuracy in trainings. */
export interface WorstCase {
  readonly setting: Setting;
  readonly rule: string;
  readonly ruleOptions: Cell["ruleOptions"];
  readonly adversary: string;
  readonly adversaryOptions: Cell["adversaryOptions"];
  readonly deviation: number | null;
  readonly cosine: number | null;
  /** After the last round of a training; null otherwise. */
  readonly accuracy: number | null;
  readonly withoutUpdate: number;
  /** The same without an attack. */
  readonly baseline: {
    readonly deviation: number | null;
    readonly cosine: number | null;
    readonly accuracy: number | null;
  };
  /** Whether the rule still does its job: `criterion` of the report. */
  readonly holds: boolean;
}

/** How many Byzantine clients a rule stood, of those that were tried. */
export interface Endurance {
  readonly setting: Omit<Setting, "byzantine">;
  readonly rule: string;
  readonly ruleOptions: Cell["ruleOptions"];
  readonly tried: readonly number[];
  /** The largest number up to which, itself included, the rule did its job against every adversary; null for none. */
  readonly most: number | null;
}

/** The result of `cqsa attack`; `spec/attack.schema.json` says its shape as JSON. */
export interface AttackReport {
  readonly kind: "cqsa-attack";
  readonly format: 1;
  readonly made: Provenance;
  /** What was attacked; null: the reference. */
  readonly subject: string | null;
  readonly plan: TrialPlan;
  readonly source: SourceSpec;
  readonly fingerprint: string | null;
  /** Of all intervals but those of comparisons. */
  readonly confidence: number;
  /** The chance that a closed form which is right is said to differ, over all comparisons together. */
  readonly errorBudget: number;
  readonly done: { readonly trials: number; readonly planned: number };
  readonly cells: readonly CellSummary[];
  readonly worst: readonly WorstCase[];
  readonly criterion: string;
  readonly endurance: readonly Endurance[];
  readonly notes: readonly string[];
}
