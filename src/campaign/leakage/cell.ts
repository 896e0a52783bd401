import type { OptionValues } from "../../../adversaries/adversary.ts";
import type { Hardening } from "../../protocol/hardening/hardening.ts";
import type { GateNoise } from "../../quantum/noise.ts";
import type { SourceSpec } from "../setting.ts";

/** Normal updates, as a file can hold them. */
export interface ModelSpec {
  /** d. */
  readonly coordinates: number;
  /** s = var(lasting)/var(fresh); null: updates stay as they are. */
  readonly ratio: number | null;
  /** ρ of client 0. */
  readonly loudness: number;
  /** τ of the clients' spreads e^{τz}. */
  readonly spread: number;
}

/** One point of a leakage campaign's grid: who looks at which system. Plain data. */
export interface LeakageCell {
  /** An id of the catalogue. */
  readonly adversary: string;
  /** All of its parameters. */
  readonly options: OptionValues;
  /** N. */
  readonly clients: number;
  /** k. */
  readonly clusterSize: number;
  /** Shots in each of two bases; null: exact expectations. */
  readonly shots: number | null;
  readonly noise: GateNoise;
  /** T. */
  readonly rounds: number;
  readonly partition: "reshuffled" | "fixed";
  /** What the updates are drawn from; null: they are those of the campaign's source. */
  readonly model: ModelSpec | null;
  /** Measures beyond the plain profile, by name; null for the plain one. */
  readonly hardening: Hardening | null;
}

/** Updates of a training or a file, with the columns that are looked at. */
export interface UpdatesSpec {
  readonly source: SourceSpec;
  /** Dirichlet concentration of a training's label skew; null for a file. */
  readonly alpha: number | null;
  /** At most so many columns, evenly spread. */
  readonly coordinates: number;
}

/** Rounds of consecutive updates, reshuffled and fixed: R² of disaggregation after each. */
export interface CurveSpec {
  readonly clients: number;
  readonly clusterSize: number;
  readonly updates: UpdatesSpec;
}

/** How a leakage campaign is measured. */
export interface LeakagePlan {
  /** Independent trials of each cell. */
  readonly trials: number;
  readonly seed: string;
  /** Where cells without a model take their updates from; null where every cell has one. */
  readonly updates: UpdatesSpec | null;
  /** Curves over rounds of a training or a file. */
  readonly curves: readonly CurveSpec[];
}
