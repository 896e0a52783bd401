import { figure } from "../base/figure.ts";
import type { AttackReport, CellSummary } from "../campaign/report.ts";
import {
  fixed,
  meanText,
  NOTHING,
  planText,
  rateText,
  ruleBlocks,
  settingText,
  sharedComparisons,
  shortName,
  withOptions,
} from "./attack-names.ts";
import { TRAINING_LEGEND, trainingTables } from "./training-tables.ts";

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", String.raw`\|`)).join(" | ")} |`;
}

/** A table and an empty line. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [row(head), row(head.map(() => "---")), ...rows.map(row), ""];
}

function cells({ cell, ...summary }: CellSummary): string[] {
  return [
    withOptions(shortName(cell.adversary), cell.adversaryOptions),
    rateText(summary.truePositives),
    rateText(summary.falsePositives),
    rateText(summary.precision),
    meanText(summary.auc),
    meanText(summary.deviation),
    meanText(summary.cosine),
    summary.lost?.rate.toFixed(2) ?? NOTHING,
    summary.withoutUpdate?.rate.toFixed(2) ?? NOTHING,
    summary.training?.finalAccuracy.mean.toFixed(3) ?? NOTHING,
    summary.training?.success?.mean.toFixed(3) ?? NOTHING,
  ];
}

const HEAD = [
  "adversary",
  "TPR [95 %]",
  "FPR [95 %]",
  "precision [95 %]",
  "AUC",
  "deviation",
  "cosine",
  "clusters lost",
  "no update",
  "accuracy",
  "backdoor",
];

/** The report of `cqsa attack` as Markdown. */
export function attackMarkdown(report: AttackReport): string {
  const { made, subject, worst, endurance, criterion, notes } = report;
  const value = (number: number | null): string => (number === null ? NOTHING : fixed(number));
  const blocks = ruleBlocks(report);
  const settings = [...new Set(blocks.map(({ setting }) => settingText(setting)))];
  const trainings = trainingTables(report);
  return [
    "# Adversary campaign",
    "",
    `On ${subject ?? "the reference"}: ${planText(report)}. Made by cqsa-harness ${made.version}${made.commit === null ? "" : ` (${made.commit})`} on Node ${made.node} with \`${made.command}\`, seed ${JSON.stringify(made.seed)}.`,
    "",
    "TPR and FPR: rejected clusters among those with and without an attacker. Deviation: ‖update − target‖/‖target‖, the target being the mean of the honest clients' updates.",
    "",
    ...(trainings.length === 0 ? [] : ["## Accuracy", "", TRAINING_LEGEND, ""]),
    ...trainings.flatMap(({ setting, head, rows }) => [`### Of ${setting}`, "", ...table(head, rows)]),
    ...settings.flatMap((setting) => [
      `## ${setting}`,
      "",
      ...blocks.flatMap((block) =>
        settingText(block.setting) === setting
          ? [`### ${block.rule}`, "", ...table(HEAD, block.cells.map(cells))]
          : [],
      ),
    ]),
    "## Worst cases",
    "",
    `A rule does its job where, against every adversary, ${criterion}.`,
    "",
    ...table(
      [
        "rule",
        "setting",
        "strongest adversary",
        "deviation",
        "without attack",
        "cosine",
        "without attack",
        "does its job",
      ],
      worst.map((entry) => [
        withOptions(entry.rule, entry.ruleOptions),
        settingText(entry.setting),
        shortName(entry.adversary),
        entry.withoutUpdate > 0.5 ? "no update" : value(entry.deviation),
        value(entry.baseline.deviation),
        value(entry.cosine),
        value(entry.baseline.cosine),
        entry.holds ? "yes" : "no",
      ]),
    ),
    ...(endurance.length === 0
      ? []
      : [
          "## How many Byzantine clients each rule stands",
          "",
          ...table(
            ["rule", "N", "k", "tried", "does its job up to"],
            endurance.map(({ rule, ruleOptions, setting, tried, most }) => [
              withOptions(rule, ruleOptions),
              String(setting.clients),
              String(setting.clusterSize),
              tried.join(", "),
              most === null ? "none" : String(most),
            ]),
          ),
        ]),
    "## Closed forms",
    "",
    ...table(
      ["what", "formula", "setting", "expected", "measured [95 %]", "verdict"],
      sharedComparisons(report).map((form) => [
        form.what,
        form.formula,
        settingText(form.setting),
        figure(form.expected),
        `${figure(form.measured)} [${figure(form.lower)}, ${figure(form.upper)}]`,
        form.agrees ? "agrees" : "differs",
      ]),
    ),
    ...notes.flatMap((note) => [note, ""]),
  ].join("\n");
}
