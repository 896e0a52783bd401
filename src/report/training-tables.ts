import type { AttackReport, CellSummary } from "../campaign/report.ts";
import { settingOfCell } from "../campaign/worst-case.ts";
import { NOTHING, settingText, shortName, withOptions } from "./attack-names.ts";

/** Accuracies of one setting: a row for each rule, a column for each adversary. */
export interface TrainingTable {
  readonly setting: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What the tables show. */
export const TRAINING_LEGEND: string =
  "Final test accuracy in percent and, where plain federated learning (clusters of one, read exactly, averaged, nobody " +
  "attacks) is part of the campaign, by how many points it is above (+) or below (−) that on the same data, with " +
  "half of the 95 % interval.";

function points(value: number): string {
  return (100 * value).toFixed(1);
}

/** "87.5 −0.3±0.4". */
function accuracyText({ training }: CellSummary): string {
  if (training === null) return NOTHING;
  const { finalAccuracy, loss } = training;
  const accuracy = points(finalAccuracy.mean);
  if (loss === null || loss.upper === null) return accuracy;
  const gain = -loss.mean;
  return `${accuracy} ${gain < 0 ? "−" : "+"}${points(Math.abs(gain))}±${points(loss.upper - loss.mean)}`;
}

/** Final accuracies, setting by setting; none of a campaign without trainings. */
export function trainingTables({ cells }: Pick<AttackReport, "cells">): TrainingTable[] {
  const groups = new Map<string, CellSummary[]>();
  for (const summary of cells) {
    if (summary.training === null) continue;
    const key = settingText(settingOfCell(summary.cell));
    groups.set(key, [...(groups.get(key) ?? []), summary]);
  }
  return [...groups].map(([setting, group]) => {
    const fullName = ({ cell }: CellSummary): string =>
      withOptions(shortName(cell.adversary), cell.adversaryOptions);
    const shortNames = new Map(
      group.map((summary) => [fullName(summary), shortName(summary.cell.adversary)]),
    );
    const isClear = (name: string): boolean =>
      [...shortNames.values()].filter((other) => other === name).length === 1;
    // Options are told only where they tell columns apart.
    const nameOf = (summary: CellSummary): string => {
      const name = shortName(summary.cell.adversary);
      return isClear(name) ? name : fullName(summary);
    };
    const ruleOf = ({ cell }: CellSummary): string => withOptions(cell.rule, cell.ruleOptions);
    const names = [...new Set(group.map(nameOf))];
    const rules = [...new Set(group.map(ruleOf))];
    const byPlace = new Map(group.map((summary) => [`${ruleOf(summary)} ${nameOf(summary)}`, summary]));
    return {
      setting,
      head: ["rule", ...names],
      rows: rules.map((rule) => [
        rule,
        ...names.map((name) => {
          const summary = byPlace.get(`${rule} ${name}`);
          return summary === undefined ? NOTHING : accuracyText(summary);
        }),
      ]),
    };
  });
}
