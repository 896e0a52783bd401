import type { Provenance } from "../../base/provenance.ts";
import type { CurveSpec, LeakageCell, LeakagePlan } from "./cell.ts";
import type { LeakageFigure } from "../leakage-figures.ts";
import type { Figure } from "../report.ts";

/** A figure that JSON can hold: ends that are not known are null. */
export interface ReportedFigure extends Omit<LeakageFigure, "lower" | "upper"> {
  readonly lower: number | null;
  readonly upper: number | null;
}

/** What the trials of a cell showed. */
export interface LeakageSummary {
  readonly cell: LeakageCell;
  readonly trials: number;
  readonly figures: readonly ReportedFigure[];
}

/** A curve after so many rounds: means over draws of partitions. */
export interface LeakagePoint {
  readonly rounds: number;
  readonly reshuffled: Figure;
  readonly fixed: Figure;
  /** Clients whose last update is read, of all. */
  readonly readReshuffled: number;
  readonly readFixed: number;
}

/** What sums of a training's rounds tell. */
export interface LeakageCurve {
  readonly curve: CurveSpec;
  readonly trials: number;
  readonly points: readonly LeakagePoint[];
}

/** The result of a leakage campaign; `spec/leakage.schema.json` says its shape as JSON. */
export interface LeakageReport {
  readonly kind: "cqsa-leakage";
  readonly format: 1;
  readonly made: Provenance;
  /** What was looked at; null: the reference. */
  readonly subject: string | null;
  readonly plan: LeakagePlan;
  readonly fingerprint: string | null;
  /** Of all intervals. */
  readonly confidence: number;
  /** The chance that a closed form which is right is said to differ, over all comparisons together. */
  readonly errorBudget: number;
  readonly done: { readonly trials: number; readonly planned: number };
  readonly cells: readonly LeakageSummary[];
  readonly curves: readonly LeakageCurve[];
  readonly notes: readonly string[];
}
