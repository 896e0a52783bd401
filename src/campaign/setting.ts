import type { OptionValues } from "../../adversaries/adversary.ts";
import type { Hardening } from "../protocol/hardening/hardening.ts";
import type { GateNoise } from "../quantum/noise.ts";

/** One point of a campaign's grid: who attacks which system. Plain data: it travels to workers and into files. */
export interface Cell {
  /** An id of the catalogue, or null: nobody attacks, and all else is as if `byzantine` clients would. */
  readonly adversary: string | null;
  /** All of its parameters. */
  readonly adversaryOptions: OptionValues;
  readonly rule: string;
  readonly ruleOptions: Readonly<Record<string, unknown>>;
  /** f of the rule, over clusters; null: the smaller of `byzantine` and the most that the rule tolerates. */
  readonly tolerate: number | null;
  /** N. */
  readonly clients: number;
  /** k. */
  readonly clusterSize: number;
  /** How many clients are Byzantine. */
  readonly byzantine: number;
  /** Shots in each of two bases; null: exact expectations. */
  readonly shots: number | null;
  readonly noise: GateNoise;
  /** Dirichlet concentration of the label skew; null for updates from a file. */
  readonly alpha: number | null;
}

/** How a cell is measured. */
export interface TrialPlan {
  /** Rounds of each trial. */
  readonly rounds: number;
  /** Independent trials of each cell. */
  readonly trials: number;
  /** True: each trial is a whole training under attack, in place of rounds on the updates of an honest one. */
  readonly training: boolean;
  readonly seed: string;
  /** The hardened profile that rounds are played with, by measure; the plain one by default. */
  readonly hardening?: Hardening | undefined;
}

/** Where updates come from. */
export type SourceSpec =
  /** A federated training on a CSV file, or on generated data where that is null. */
  | { readonly kind: "training"; readonly dataset: string | null; readonly rounds: number }
  /** A file of updates. */
  | { readonly kind: "file"; readonly path: string };

/** A cell and its place in the campaign's list. */
export interface PlacedCell {
  readonly index: number;
  readonly cell: Cell;
}

/** Cells that differ in their rules alone: one trial of them all shares clusters, attack and measurement. */
export interface Job {
  readonly cells: readonly PlacedCell[];
  readonly trial: number;
  readonly plan: TrialPlan;
  readonly source: SourceSpec;
}
