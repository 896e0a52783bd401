import { figure, percent } from "../base/figure.ts";
import type { AttackReport, CellSummary, Comparison, Figure, Rate, Setting } from "../campaign/report.ts";
import { REMAINDER, toleratedIn } from "../campaign/trial.ts";
import { settingOfCell } from "../campaign/worst-case.ts";
import { clusterSizes } from "../protocol/partition.ts";

/** Shown where nothing was measured. */
export const NOTHING = "–";

/** `client/sign-flip` is "sign-flip"; its parameters are shown where they are not the usual ones. */
export function shortName(id: string | null): string {
  return id === null ? "(nobody)" : id.slice(id.indexOf("/") + 1);
}

/** A name with its options. */
export function withOptions(name: string, options: Readonly<Record<string, unknown>>): string {
  const listed = Object.entries(options).map(([key, value]) => {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    return `${key}=${text}`;
  });
  return listed.length === 0 ? name : `${name}:${listed.join(",")}`;
}

/** "0.40 [0.21, 0.61]". */
export function rateText(rate: Rate | null): string {
  if (rate === null) return NOTHING;
  return `${rate.rate.toFixed(2)} [${rate.lower.toFixed(2)}, ${rate.upper.toFixed(2)}]`;
}

/** The mean to three digits, as columns of numbers need it. */
export function meanText(value: Figure | null): string {
  return value === null ? NOTHING : fixed(value.mean);
}

/** A number with two decimals; a large one with three digits. */
export function fixed(value: number): string {
  return Math.abs(value) < 100 ? value.toFixed(2) : figure(value, 3);
}

/** A setting as a sentence without its end. */
export function settingText({ clients, clusterSize, byzantine, shots, noise, alpha }: Setting): string {
  return [
    `${clients} clients in clusters of ${clusterSize}`,
    `${byzantine} Byzantine (${percent(byzantine / clients)})`,
    shots === null ? "exact expectations" : `${shots} shots a basis`,
    noise.channel === "none" || noise.probability === 0
      ? "no noise"
      : `${noise.channel} ${noise.probability} (${noise.layout})`,
    ...(alpha === null ? [] : [`label skew Dirichlet(${alpha})`]),
  ].join(", ");
}

/** Cells of one setting and rule. */
export interface RuleBlock {
  readonly setting: Setting;
  readonly rule: string;
  readonly cells: readonly CellSummary[];
}

function keyed<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
}

/** Cells by setting, and within each by rule. */
export function ruleBlocks({ cells }: Pick<AttackReport, "cells">): RuleBlock[] {
  const measured = cells.filter(({ trials }) => trials > 0);
  const groups = keyed(measured, ({ cell }) =>
    JSON.stringify([settingOfCell(cell), cell.rule, cell.ruleOptions, cell.tolerate]),
  );
  return [...groups.values()].map((group) => {
    const { cell } = group[0]!;
    const f = toleratedIn(cell, clusterSizes({ ...cell, remainder: REMAINDER }).length);
    return {
      setting: settingOfCell(cell),
      rule: `${withOptions(cell.rule, cell.ruleOptions)}, f = ${f}`,
      cells: group,
    };
  });
}

/** True if a rule has rejected no cluster at all: then there is no detection to speak of. */
export function rejectsNone(cells: readonly CellSummary[]): boolean {
  return cells.every(
    ({ truePositives, falsePositives }) =>
      (truePositives?.successes ?? 0) === 0 && (falsePositives?.successes ?? 0) === 0,
  );
}

/** A closed form of one setting; cells that share their clusters say the same and are named together. */
export interface SharedComparison extends Comparison {
  readonly setting: Setting;
  readonly adversaries: readonly string[];
}

/** Closed forms, each once. */
export function sharedComparisons({ cells }: Pick<AttackReport, "cells">): SharedComparison[] {
  const all = cells.flatMap(({ cell, closedForms }) =>
    closedForms.map((form) => ({
      ...form,
      setting: settingOfCell(cell),
      adversary: shortName(cell.adversary),
    })),
  );
  const groups = keyed(all, ({ adversary: _adversary, ...rest }) => JSON.stringify(rest));
  return [...groups.values()].map((group) => {
    const { adversary: _adversary, ...first } = group[0]!;
    return { ...first, adversaries: [...new Set(group.map(({ adversary }) => adversary))] };
  });
}

/** What "done" comes to in words. */
export function planText({ plan, done }: Pick<AttackReport, "plan" | "done">): string {
  const rounds = plan.rounds === 1 ? "one round" : `${plan.rounds} rounds`;
  const what = plan.training ? `a whole training of ${rounds}` : rounds;
  const part = done.trials === done.planned ? "" : ` (${done.trials} of ${done.planned} done)`;
  const measures = Object.entries(plan.hardening ?? {}).map(([name, given]) =>
    // Where weights are clipped is not told by any figure of the report.
    name === "clip-bound" ? withOptions(name, given) : name,
  );
  const profile = measures.length === 0 ? "" : `; hardened by ${measures.join(", ")}`;
  return `${plan.trials} trials a cell, each of ${what}${part}${profile}`;
}
