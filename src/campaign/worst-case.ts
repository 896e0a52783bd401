import { FIXED } from "../../adversaries/fixed-attacks.ts";
import type { CellSummary, Endurance, Figure, Setting, WorstCase } from "./report.ts";
import type { Cell, TrialPlan } from "./setting.ts";

/** Within 60° of what honest clients want. */
const LEAST_COSINE = 0.5;

/** What a training may lose of its final accuracy. */
const MOST_LOSS = 0.1;

/** The share of triggered samples beyond which a backdoor works. */
const MOST_SUCCESS = 0.5;

/** When a rule does its job. The angle decides, since no choice of a step length mends it; a length can be mended. */
const CRITERION: string =
  `the mean cosine of the update and the honest clients' mean is above ${LEAST_COSINE} (within 60°), ` +
  "and at most half of the rounds are without an update";

/** In whole trainings the model itself is at hand. */
const TRAINING_CRITERION: string =
  `the mean final accuracy is at most ${MOST_LOSS} below that without an attack, and no backdoor works for more than ` +
  `${100 * MOST_SUCCESS} % of the samples`;

/** The criterion of a campaign, in words. */
export function criterionOf({ training }: Pick<TrialPlan, "training">): string {
  return training ? TRAINING_CRITERION : CRITERION;
}

/** All of a cell but who attacks and which rule answers. */
export function settingOfCell({ clients, clusterSize, byzantine, shots, noise, alpha }: Cell): Setting {
  return { clients, clusterSize, byzantine, shots, noise, alpha };
}

function withoutUpdate(summary: CellSummary): number {
  return summary.withoutUpdate?.rate ?? 0;
}

function finalAccuracy(summary: CellSummary | undefined): number | null {
  return summary?.training?.finalAccuracy.mean ?? null;
}

/** Whether the rule does its job in a cell, given that without an attack. */
export function doesItsJob(summary: CellSummary, baseline: CellSummary | undefined): boolean {
  const { training } = summary;
  if (training !== null) {
    const loss = (finalAccuracy(baseline) ?? 1) - training.finalAccuracy.mean;
    return loss <= MOST_LOSS && (training.success?.mean ?? 0) <= MOST_SUCCESS;
  }
  return (summary.cosine?.mean ?? -1) > LEAST_COSINE && withoutUpdate(summary) <= 0.5;
}

/** How bad a cell is: of a training its lost accuracy; else an update that never comes is worse than any. */
function harm(summary: CellSummary): number {
  if (summary.training !== null) return -summary.training.finalAccuracy.mean;
  return withoutUpdate(summary) > 0.5 || summary.deviation === null ? Infinity : summary.deviation.mean;
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => unknown): Item[][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = JSON.stringify(keyOf(item));
    const group = groups.get(key) ?? [];
    group.push(item);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** The strongest adversary of each rule in each setting, by deviation. */
export function worstCases(cells: readonly CellSummary[]): WorstCase[] {
  const measured = cells.filter(({ trials }) => trials > 0);
  return groupBy(measured, ({ cell }) => [settingOfCell(cell), cell.rule, cell.ruleOptions]).flatMap(
    (group) => {
      const attacked = group.filter(({ cell }) => cell.adversary !== null);
      if (attacked.length === 0) return [];
      const worst = attacked.reduce((most, other) => (harm(other) > harm(most) ? other : most));
      const baseline = group.find(({ cell }) => cell.adversary === null);
      const { cell } = worst;
      return [
        {
          setting: settingOfCell(cell),
          rule: cell.rule,
          ruleOptions: cell.ruleOptions,
          adversary: cell.adversary!,
          adversaryOptions: cell.adversaryOptions,
          deviation: worst.deviation?.mean ?? null,
          cosine: worst.cosine?.mean ?? null,
          accuracy: finalAccuracy(worst),
          withoutUpdate: withoutUpdate(worst),
          baseline: {
            accuracy: finalAccuracy(baseline),
            deviation: baseline?.deviation?.mean ?? null,
            cosine: baseline?.cosine?.mean ?? null,
          },
          holds: attacked.every((summary) => doesItsJob(summary, baseline)),
        },
      ];
    },
  );
}

/** The optimising adversary beside the best of the fixed ones that it starts from, on one rule. */
export interface AdaptiveRow {
  readonly setting: Setting;
  readonly rule: string;
  readonly ruleOptions: Cell["ruleOptions"];
  readonly adaptive: Figure;
  readonly best: Figure;
  readonly bestAdversary: string;
  /** True where its interval lies below that of the best. */
  readonly isLess: boolean;
}

/** Whether optimising pays: both by their deviation, where both were measured. Other adversaries act by other means. */
export function adaptiveAgainstFixed(cells: readonly CellSummary[]): AdaptiveRow[] {
  const fixed = new Set(FIXED.map(({ id }) => id));
  const measured = cells.filter(({ deviation }) => deviation !== null);
  return groupBy(measured, ({ cell }) => [settingOfCell(cell), cell.rule, cell.ruleOptions]).flatMap(
    (group) => {
      const adaptive = group.find(({ cell }) => cell.adversary === "client/adaptive")?.deviation;
      const rivals = group.filter(({ cell }) => fixed.has(cell.adversary ?? ""));
      if (!adaptive || rivals.length === 0) return [];
      const best = rivals.reduce((most, other) =>
        other.deviation!.mean > most.deviation!.mean ? other : most,
      );
      const { cell, deviation } = best;
      return [
        {
          setting: settingOfCell(cell),
          rule: cell.rule,
          ruleOptions: cell.ruleOptions,
          adaptive,
          best: deviation!,
          bestAdversary: cell.adversary!,
          isLess: (adaptive.upper ?? Infinity) < (deviation!.lower ?? -Infinity),
        },
      ];
    },
  );
}

/** Up to how many Byzantine clients each rule did its job, where several numbers were tried. */
export function enduranceOf(cells: readonly CellSummary[]): Endurance[] {
  const measured = cells.filter(({ trials }) => trials > 0);
  const keyOf = ({ cell }: CellSummary): unknown => {
    const { byzantine: _byzantine, ...setting } = settingOfCell(cell);
    return [setting, cell.rule, cell.ruleOptions];
  };
  return groupBy(measured, keyOf).flatMap((all) => {
    const group = all.filter(({ cell }) => cell.adversary !== null);
    const baselines = new Map(
      all.filter(({ cell }) => cell.adversary === null).map((summary) => [summary.cell.byzantine, summary]),
    );
    const tried = [...new Set(group.map(({ cell }) => cell.byzantine))].toSorted((a, b) => a - b);
    if (tried.length < 2) return [];
    const failed = tried.findIndex((byzantine) =>
      group.some(
        (summary) => summary.cell.byzantine === byzantine && !doesItsJob(summary, baselines.get(byzantine)),
      ),
    );
    const { cell } = group[0]!;
    const { byzantine: _byzantine, ...setting } = settingOfCell(cell);
    const most = failed === -1 ? tried.at(-1)! : (tried[failed - 1] ?? null);
    return [{ setting, rule: cell.rule, ruleOptions: cell.ruleOptions, tried, most }];
  });
}
