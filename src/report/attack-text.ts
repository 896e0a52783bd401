import { figure } from "../base/figure.ts";
import type { AttackReport, CellSummary, Endurance, Figure, Setting, WorstCase } from "../campaign/report.ts";
import { adaptiveAgainstFixed } from "../campaign/worst-case.ts";
import type { AdaptiveRow } from "../campaign/worst-case.ts";
import {
  fixed,
  meanText,
  NOTHING,
  planText,
  rateText,
  rejectsNone,
  ruleBlocks,
  settingText,
  sharedComparisons,
  shortName,
  withOptions,
} from "./attack-names.ts";
import type { SharedComparison } from "./attack-names.ts";
import { TRAINING_LEGEND, trainingTables } from "./training-tables.ts";
import { PLAIN } from "./audit-paint.ts";
import type { Paint } from "./audit-paint.ts";
import { wrap } from "./wrap.ts";

/** How the report is shown. */
export interface AttackTextOptions {
  readonly width: number;
  readonly paint?: Paint;
}

/** Rows as columns two spaces apart, numbers at the right. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join("  ")
      .trimEnd(),
  );
}

interface Column {
  readonly heading: string;
  readonly of: (summary: CellSummary) => string;
}

/** What is worth a column: one that would be empty is left out. */
function columnsFor(cells: readonly CellSummary[]): Column[] {
  const some = (of: (summary: CellSummary) => boolean): boolean => cells.some(of);
  const accepts = rejectsNone(cells);
  const columns: (Column | false)[] = [
    !accepts && { heading: "TPR [95 %]", of: ({ truePositives }) => rateText(truePositives) },
    !accepts && { heading: "FPR [95 %]", of: ({ falsePositives }) => rateText(falsePositives) },
    some(({ auc }) => auc !== null) && { heading: "AUC", of: ({ auc }) => meanText(auc) },
    { heading: "deviation", of: ({ deviation }) => meanText(deviation) },
    { heading: "cosine", of: ({ cosine }) => meanText(cosine) },
    some(({ lost }) => (lost?.successes ?? 0) > 0) && {
      heading: "lost",
      of: ({ lost }) => (lost === null || lost.successes === 0 ? NOTHING : lost.rate.toFixed(2)),
    },
    some(({ withoutUpdate }) => (withoutUpdate?.successes ?? 0) > 0) && {
      heading: "no update",
      of: ({ withoutUpdate }) => withoutUpdate?.rate.toFixed(2) ?? NOTHING,
    },
    some(({ training }) => training !== null) && {
      heading: "accuracy",
      of: ({ training }) => training?.finalAccuracy.mean.toFixed(3) ?? NOTHING,
    },
    some(({ cell, training }) => cell.adversary !== null && (training?.success ?? null) !== null) && {
      heading: "backdoor",
      of: ({ training }) => training?.success?.mean.toFixed(3) ?? NOTHING,
    },
  ];
  return columns.filter((column) => column !== false);
}

function ruleTable(rule: string, cells: readonly CellSummary[], paint: Paint): string[] {
  const columns = columnsFor(cells);
  const names = new Map<string, number>();
  for (const { cell } of cells) {
    const name = shortName(cell.adversary);
    names.set(name, (names.get(name) ?? 0) + 1);
  }
  const nameOf = ({ cell }: CellSummary): string => {
    const name = shortName(cell.adversary);
    return names.get(name) === 1 ? name : withOptions(name, cell.adversaryOptions);
  };
  const [heading, ...lines] = aligned([
    [rejectsNone(cells) ? `${rule}; rejects no cluster` : rule, ...columns.map((column) => column.heading)],
    ...cells.map((summary) => [
      `  ${nameOf(summary)}${summary.tampers === true ? " *" : ""}`,
      ...columns.map((column) => column.of(summary)),
    ]),
  ]);
  return [paint("bold", heading!), ...lines, ""];
}

function suspectsText(cells: readonly CellSummary[]): string[] {
  const rounds = Math.max(0, ...cells.map(({ suspects }) => suspects.length));
  if (rounds < 2) return [];
  const rows = cells
    .filter(({ cell }) => cell.adversary !== null)
    .map(({ cell, suspects }) => {
      const last = suspects.at(-1)!;
      const share = (value: number, of: number): string => `${fixed(value)} of ${of}`;
      return [
        `  ${shortName(cell.adversary)}, ${cell.rule}`,
        share(last.attackers, cell.byzantine),
        share(last.honest, cell.clients - cell.byzantine),
        fixed(last.exposed),
      ];
    })
    .filter(([, attackers, honest]) => !attackers!.startsWith("0.00") || !honest!.startsWith("0.00"));
  if (rows.length === 0) return [];
  const head = [`Rejected in all of ${rounds} rounds`, "attackers", "honest", "perfect detection: honest"];
  return [...aligned([head, ...rows]), ""];
}

/** The parts of settings that differ, as columns. */
function varied(
  settings: readonly Setting[],
): { readonly heading: string; readonly of: (setting: Setting) => string }[] {
  const parts: { readonly heading: string; readonly of: (setting: Setting) => string }[] = [
    { heading: "N", of: ({ clients }) => String(clients) },
    { heading: "k", of: ({ clusterSize }) => String(clusterSize) },
    { heading: "byzantine", of: ({ byzantine }) => String(byzantine) },
    { heading: "shots", of: ({ shots }) => (shots === null ? "exact" : String(shots)) },
    { heading: "noise", of: ({ noise }) => String(noise.probability) },
    { heading: "alpha", of: ({ alpha }) => String(alpha ?? NOTHING) },
  ];
  return parts.filter(({ heading, of }) => heading === "byzantine" || new Set(settings.map(of)).size > 1);
}

function worstText(worst: readonly WorstCase[]): string[] {
  if (worst.length === 0) return [];
  const value = (number: number | null): string => (number === null ? NOTHING : fixed(number));
  const parts = varied(worst.map(({ setting }) => setting));
  const trains = worst.some(({ accuracy }) => accuracy !== null);
  const accuracies = (...both: (number | null)[]): string[] =>
    trains ? both.map((accuracy) => accuracy?.toFixed(3) ?? NOTHING) : [];
  return aligned([
    [
      "rule",
      ...parts.map(({ heading }) => heading),
      "strongest adversary",
      "deviation",
      "without",
      "cosine",
      "without",
      ...(trains ? ["accuracy", "without"] : []),
      "does its job",
    ],
    ...worst.map((entry) => [
      `  ${withOptions(entry.rule, entry.ruleOptions)}`,
      ...parts.map(({ of }) => of(entry.setting)),
      shortName(entry.adversary),
      entry.withoutUpdate > 0.5 ? "no update" : value(entry.deviation),
      value(entry.baseline.deviation),
      value(entry.cosine),
      value(entry.baseline.cosine),
      ...accuracies(entry.accuracy, entry.baseline.accuracy),
      entry.holds ? "yes" : "no",
    ]),
  ]);
}

/** Accuracies of all settings, where trainings were played. */
function trainingText(report: AttackReport, { width }: AttackTextOptions, paint: Paint): string[] {
  const tables = trainingTables(report);
  if (tables.length === 0) return [];
  return [
    paint("bold", "Accuracy"),
    ...tables.flatMap(({ setting, head, rows }) => [
      ...wrap(`${setting}:`, width),
      ...aligned([head, ...rows].map(([rule, ...cells]) => [`  ${rule}`, ...cells])),
      "",
    ]),
    ...wrap(TRAINING_LEGEND, width),
    "",
  ];
}

/** The optimising adversary, line by line beside the best fixed one. */
function adaptiveText(rows: readonly AdaptiveRow[]): string[] {
  if (rows.length === 0) return [];
  const parts = varied(rows.map(({ setting }) => setting));
  const interval = ({ mean, lower, upper }: Figure): string =>
    lower === null || upper === null ? fixed(mean) : `${fixed(mean)} [${fixed(lower)}, ${fixed(upper)}]`;
  return aligned([
    ["rule", ...parts.map(({ heading }) => heading), "adaptive", "best fixed", "which", "as harmful"],
    ...rows.map((row) => [
      `  ${withOptions(row.rule, row.ruleOptions)}`,
      ...parts.map(({ of }) => of(row.setting)),
      interval(row.adaptive),
      interval(row.best),
      shortName(row.bestAdversary),
      row.isLess ? "no" : "yes",
    ]),
  ]);
}

function enduranceText(endurance: readonly Endurance[]): string[] {
  return endurance.map(({ rule, ruleOptions, setting, tried, most }) => {
    const name = withOptions(rule, ruleOptions);
    const where = `N = ${setting.clients}, k = ${setting.clusterSize}`;
    if (most === null) return `  ${name}: fails at ${tried[0]} already (${where})`;
    const end = most === tried.at(-1) ? ", the most that was tried" : "";
    return `  ${name}: does its job with up to ${most} Byzantine clients${end} (${where})`;
  });
}

function comparisonText(comparisons: readonly SharedComparison[], paint: Paint): string[] {
  return comparisons.flatMap(({ what, formula, expected, measured, lower, upper, agrees, ...shared }) => {
    const { adversaries, setting } = shared;
    const who = adversaries.length > 2 ? `${adversaries.length} adversaries` : adversaries.join(", ");
    const verdict = agrees ? paint("green", "agrees") : paint("red", "DIFFERS");
    return [
      `  ${what}: expected ${figure(expected)}, measured ${figure(measured)} [${figure(lower)}, ${figure(upper)}]: ${verdict}`,
      `    ${formula} with f = ${setting.byzantine} of N = ${setting.clients}, k = ${setting.clusterSize}; ${who}`,
    ];
  });
}

function section(title: string, lines: readonly string[], paint: Paint): string[] {
  return lines.length === 0 ? [] : [paint("bold", title), ...lines, ""];
}

/** The report of `cqsa attack` for people. */
export function attackText(report: AttackReport, options: AttackTextOptions): string {
  const { width, paint = PLAIN } = options;
  const { made, subject, endurance, worst, notes, criterion } = report;
  const blocks = ruleBlocks(report);
  const settings = [...new Set(blocks.map(({ setting }) => settingText(setting)))];
  const body = settings.flatMap((setting) => {
    const own = blocks.filter((block) => settingText(block.setting) === setting);
    return [
      ...wrap(`${setting}:`, width),
      "",
      ...own.flatMap(({ rule, cells }) => ruleTable(rule, cells, paint)),
      ...suspectsText(own.flatMap(({ cells }) => cells)),
    ];
  });
  return [
    `${paint("bold", "cqsa attack")} on ${subject ?? "the reference"}, ${planText(report)}, seed ${made.seed}`,
    "",
    ...body,
    ...wrap(
      "TPR: contaminated clusters rejected; FPR: clean ones; deviation: ‖update − target‖/‖target‖, the target being " +
        "the honest clients' mean; means over trials; *: more than without an attack, intervals apart.",
      width,
    ),
    "",
    ...trainingText(report, options, paint),
    ...section("Worst cases", worstText(worst), paint),
    ...wrap(`Does its job: against every adversary ${criterion}.`, width),
    ...(endurance.length === 0 ? [] : enduranceText(endurance)),
    "",
    ...section(
      "Adaptive against the best fixed attack on updates, deviation",
      adaptiveText(adaptiveAgainstFixed(report.cells)),
      paint,
    ),
    ...section("Closed forms", comparisonText(sharedComparisons(report), paint), paint),
    ...notes.flatMap((note) => wrap(note, width)),
    "",
  ]
    .join("\n")
    .replace(/\n+$/u, "\n");
}
