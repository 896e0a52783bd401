import type { LeakageCell, LeakagePlan } from "./cell.ts";
import type { LeakageResult } from "./run-job.ts";
import { readLines } from "../results-file.ts";
import type { AnyHeader } from "../results-file.ts";

/** What a results file is of: two runs with equal headers have equal trials. */
export interface LeakageHeader extends AnyHeader {
  readonly kind: "cqsa-leakage-results";
  readonly version: string;
  readonly plan: LeakagePlan;
  /** SHA-256 of the file of updates or data; null where there is none. */
  readonly fingerprint: string | null;
  /** What was looked at: null for the reference, else the foreign program's name, version and command. */
  readonly subject: string | null;
  readonly cells: readonly LeakageCell[];
}

/** Trials altogether: of cells and of curves. */
export function plannedTrials({ cells, plan }: Pick<LeakageHeader, "cells" | "plan">): number {
  return (cells.length + plan.curves.length) * plan.trials;
}

/** Where a result stands among all. */
export function placeOf({ kind, index, trial }: LeakageResult, { cells, plan }: LeakageHeader): number {
  return (kind === "cell" ? index : cells.length + index) * plan.trials + trial;
}

function isResult(value: unknown, header: LeakageHeader): value is LeakageResult {
  const { kind, index, trial, found } = (value ?? {}) as Partial<LeakageResult>;
  const most = kind === "cell" ? header.cells.length : header.plan.curves.length;
  return (
    (kind === "cell" || kind === "curve") &&
    Number.isSafeInteger(index) &&
    index! >= 0 &&
    index! < most &&
    Number.isSafeInteger(trial) &&
    trial! >= 0 &&
    typeof found === "object"
  );
}

/** The trials of a results file. @throws a data error for a line that is no trial of this campaign */
export function readLeakage(path: string, header: LeakageHeader): AsyncGenerator<LeakageResult> {
  return readLines(path, (value): value is LeakageResult => isResult(value, header));
}
