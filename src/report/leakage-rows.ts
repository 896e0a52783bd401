import { figure } from "../base/figure.ts";
import { intervalText } from "../base/interval-text.ts";
import type { LeakageCell } from "../campaign/leakage/cell.ts";
import type { LeakageReport, LeakageSummary, ReportedFigure } from "../campaign/leakage/report.ts";
import { NOTHING, withOptions } from "./attack-names.ts";
import { profileNotes } from "./profile-notes.ts";

/** A figure of an adversary under the plain profile, beside its closed form and the hardened profile. */
export interface LeakageRow {
  readonly figure: string;
  readonly plain: string;
  /** The closed form's value, and whether it agrees; empty where there is none. */
  readonly form: string;
  readonly formula: string;
  readonly agrees: boolean | null;
  readonly hardened: string;
}

/** An adversary in one setting. */
export interface LeakageBlock {
  readonly adversary: string;
  /** Parts of a phrase. */
  readonly setting: readonly string[];
  readonly trials: number;
  readonly isHardened: boolean;
  readonly rows: readonly LeakageRow[];
}

function updatesText({ model }: LeakageCell): string {
  if (model === null) return "the source's updates";
  const { ratio, spread, loudness } = model;
  return [
    ratio === null
      ? "updates that stay"
      : ratio === 0
        ? "new updates each round"
        : `updates with s = ${ratio}`,
    ...(spread === 0 ? [] : [`spreads e^(${spread} z)`]),
    ...(loudness === 1 ? [] : [`client 0 ${loudness} times as loud`]),
  ].join(", ");
}

/** A cell's system. */
function settingOf(cell: LeakageCell): string[] {
  const { clients, clusterSize, shots, noise, rounds, partition } = cell;
  return [
    `N = ${clients}`,
    `k = ${clusterSize}`,
    `T = ${rounds}`,
    ...(partition === "fixed" ? ["fixed clusters"] : []),
    shots === null ? "exact expectations" : `${shots} shots a basis`,
    ...(noise.channel === "none" || noise.probability === 0
      ? []
      : [`${noise.channel} ${noise.probability} (${noise.layout})`]),
    updatesText(cell),
  ];
}

function measuredText(found: ReportedFigure | undefined): string {
  if (found === undefined) return NOTHING;
  const { value, lower, upper } = found;
  if (lower === null || upper === null) return figure(value, 3);
  return intervalText({ value, lower, upper }, 2);
}

function rowsOf(plain: LeakageSummary | undefined, hardened: LeakageSummary | undefined): LeakageRow[] {
  const names = new Set([...(plain?.figures ?? []), ...(hardened?.figures ?? [])].map((one) => one.figure));
  const named = (of: LeakageSummary | undefined, name: string): ReportedFigure | undefined =>
    of?.figures.find((one) => one.figure === name);
  return [...names].map((name) => {
    const found = named(plain, name);
    const { expected = null, agrees = null } = found ?? {};
    return {
      figure: name,
      plain: measuredText(found),
      form: expected === null ? "" : `${figure(expected.value, 3)} ${agrees === true ? "agrees" : "DIFFERS"}`,
      formula: expected?.formula ?? "",
      agrees,
      hardened: measuredText(named(hardened, name)),
    };
  });
}

/** All measured cells, a plain one and its hardened companion together. */
export function leakageBlocks({ cells }: Pick<LeakageReport, "cells">): LeakageBlock[] {
  const groups = new Map<string, { plain?: LeakageSummary; hardened?: LeakageSummary }>();
  for (const summary of cells) {
    if (summary.trials === 0) continue;
    const { hardening, ...shared } = summary.cell;
    const key = JSON.stringify(shared);
    const group = groups.get(key) ?? {};
    group[hardening === null ? "plain" : "hardened"] = summary;
    groups.set(key, group);
  }
  return [...groups.values()].map(({ plain, hardened }) => {
    const { cell, trials } = (plain ?? hardened)!;
    return {
      adversary: withOptions(cell.adversary, cell.options),
      setting: settingOf(cell),
      trials,
      isHardened: hardened !== undefined,
      rows: rowsOf(plain, hardened),
    };
  });
}

/** The measures of the hardened profile that a campaign has; empty for the plain one alone. */
export function measuresOf({ cells }: Pick<LeakageReport, "cells">): string[] {
  return [...new Set(cells.flatMap(({ cell }) => Object.keys(cell.hardening ?? {})))];
}

/** What a campaign's clip bound and local noise come to in its largest cell, a sentence each. */
export function hardeningNotes({ cells, plan }: Pick<LeakageReport, "cells" | "plan">): string[] {
  const hardened = cells.filter(({ cell }) => cell.hardening !== null);
  const [first] = hardened;
  if (first === undefined) return [];
  const most = (of: (cell: LeakageCell) => number): number =>
    Math.max(...hardened.map(({ cell }) => of(cell)));
  return profileNotes(
    first.cell.hardening!,
    most(({ model }) => model?.coordinates ?? plan.updates?.coordinates ?? 1),
    most(({ rounds }) => rounds),
  );
}

/** "8 trials of each cell". */
export function extentText({ plan, done }: Pick<LeakageReport, "plan" | "done">): string {
  const part = done.trials === done.planned ? "" : ` (${done.trials} of ${done.planned} done)`;
  return `${plan.trials} trial${plan.trials === 1 ? "" : "s"} of each${part}`;
}

/** What a curve is of. */
export function curveTitle({ curve, trials }: LeakageReport["curves"][number]): string {
  const { clients, clusterSize, updates } = curve;
  const what = updates.source.kind === "file" ? "the file's updates" : "updates of a training";
  return `${what}, N = ${clients}, k = ${clusterSize}, ${trials} draw${trials === 1 ? "" : "s"} of partitions`;
}

/** A curve's rows: rounds, R² and clients read, reshuffled and fixed. */
export function curveRows({ points }: LeakageReport["curves"][number]): string[][] {
  return points.map(({ rounds, reshuffled, fixed, readReshuffled, readFixed }) => {
    const share = ({ mean, lower, upper }: typeof reshuffled): string =>
      lower === null || upper === null ? figure(mean, 3) : intervalText({ value: mean, lower, upper }, 2);
    return [String(rounds), share(reshuffled), figure(readReshuffled, 3), share(fixed), figure(readFixed, 3)];
  });
}

/** What the two figures of a reading are. */
export const READING_LEGEND =
  "R² is a squared correlation: the share of an update's variance that the best multiple of the estimate explains, whatever its own scale. 1 − SSE/SST is of the estimate as it stands: the same where its scale is right, below 0 where it is worse than none.";

export const CURVE_HEAD: readonly string[] = ["T", "reshuffled", "read", "fixed", "read"];

export const CURVE_LEGEND =
  "R² of the clients' last updates, beyond their mean, from exact sums of T rounds; read: clients with an R² above 0.9 of their own.";
