import type { AuditReport, RoundSummary } from "../audit/report.ts";
import { figure, percent } from "../base/figure.ts";
import { claimDetails, lawsLine, verdictLines } from "./audit-claim-text.ts";
import { PLAIN, UNKNOWN } from "./audit-paint.ts";
import type { Paint } from "./audit-paint.ts";
import { claimCounts, lawCounts } from "./verdict-text.ts";
import { indented, labelled, wrap } from "./wrap.ts";

export type { Paint } from "./audit-paint.ts";

/** What of every claim is shown: its verdict and reasons, or all that there is. */
export type AuditView = "overview" | "details";

/** Columns of a label. */
const LABEL = 9;

/** A figure of a round, or a dash. */
export function known(value: number | null, show: (value: number) => string): string {
  return value === null ? UNKNOWN : show(value);
}

function roundRow(round: RoundSummary): string[] {
  return [
    String(round.round),
    String(round.clusters),
    figure(round.weightBound, 3),
    `${figure(round.visibility)} (${known(round.expectedVisibility, figure)})`,
    `${figure(round.phaseError, 3)} (${known(round.predictedPhaseError, (error) => figure(error, 3))})`,
    known(round.relativeError, percent),
  ];
}

const ROUND_COLUMNS = [
  "round",
  "clusters",
  "bound",
  "visibility (exact)",
  "phase error, rad (predicted)",
  "update error",
];

/** The rounds as a table, or as sentences where it is too wide. */
function roundLines(rounds: readonly RoundSummary[], width: number): string[] {
  const rows = rounds.map(roundRow);
  const table = [ROUND_COLUMNS, ...rows];
  const widths = ROUND_COLUMNS.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  const lines = table.map((row) => row.map((cell, column) => cell.padStart(widths[column]!)).join("   "));
  if (lines[0]!.length <= width) return lines;
  return rows.flatMap(([round, ...cells]) =>
    labelled(
      `round ${round}`,
      cells.map((cell, i) => `${ROUND_COLUMNS[i + 1]} ${cell}`).join(", "),
      LABEL,
      width,
    ),
  );
}

/** The settings of the rounds in a line. */
export function settingsLine({ settings }: AuditReport): string {
  const { noise } = settings;
  const channel =
    noise.channel === "none" ? "no noise" : `${noise.channel} p = ${noise.probability} (${noise.layout})`;
  return `clusters of ${settings.clusterSize} (remainder: ${settings.remainder}), ${settings.shots} shots a basis, ${channel}`;
}

/** Which rounds were measured: named if few. */
function roundsText(measured: readonly number[], available: number): string {
  if (available === 1) return "1 round";
  if (measured.length === available) return `all ${available} rounds`;
  if (measured.length > 5) return `${measured.length} of ${available} rounds, from the first to the last`;
  const names = [measured.slice(0, -1).join(", "), measured.at(-1)!].filter((name) => name !== "");
  return `round${measured.length > 1 ? "s" : ""} ${names.join(" and ")} of ${available}`;
}

/** The updates in a line. */
export function updatesLine({ updates, rounds }: AuditReport): string {
  const accuracy = updates.accuracies.at(-1);
  const trained =
    accuracy === undefined ? "" : `, test accuracy ${percent(accuracy)} after ${updates.rounds}`;
  const measured = roundsText(
    rounds.map(({ round }) => round),
    updates.rounds,
  );
  return `${updates.source}: ${updates.clients} clients × ${updates.coordinates} coordinates, ${measured}${trained}`;
}

function violationLines({ laws }: AuditReport, width: number, paint: Paint): string[] {
  return laws.flatMap((law) => {
    if (law.verdict !== "violated") return [];
    const { message, expected, received, example } = law.counterexample;
    const [first, ...rest] = labelled("violated", `${law.law}: ${law.sentence}`, LABEL, width);
    const facts = [message, `expected ${expected}`, `received ${received}`];
    if (example !== undefined) facts.push(`case ${JSON.stringify(example)}`);
    return [
      paint("red", "violated") + first!.slice("violated".length),
      ...rest,
      ...facts.flatMap((fact) => indented(fact, LABEL, width)),
    ];
  });
}

/** Every claim in the chosen detail. */
function claimLines(report: AuditReport, width: number, paint: Paint, view: AuditView): string[] {
  const { claims } = report;
  if (view === "details") return claims.flatMap((claim) => claimDetails(claim, report, width, paint));
  return [
    ...claims.flatMap((claim) => [
      ...verdictLines(claim, width, paint),
      ...lawsLine(claim, report, width, paint),
    ]),
    ...(claims.length === 0 ? [] : [""]),
  ];
}

/** The counts once more, at the end, where a terminal stops. */
function resultText({ laws, claims }: AuditReport): string {
  return `claims: ${claimCounts(claims.map(({ verdict }) => verdict))}; laws: ${lawCounts(laws)}`;
}

/**
 * The audit for a terminal or a log.
 *
 * @param width columns to wrap at, at least 60
 */
export function auditText(
  report: AuditReport,
  width = 100,
  paint: Paint = PLAIN,
  view: AuditView = "overview",
): string {
  const columns = Math.max(60, width);
  const headed = (label: string, text: string): string[] => {
    const [first, ...rest] = labelled(label, text, LABEL, columns);
    return [paint("bold", label) + first!.slice(label.length), ...rest];
  };
  return [
    ...wrap(
      `Audit of the reference CQSA, preset ${report.preset}, seed ${JSON.stringify(report.made.seed)}`,
      columns,
    ).map((line) => paint("bold", line)),
    ...labelled("updates", updatesLine(report), LABEL, columns),
    ...labelled("rounds", settingsLine(report), LABEL, columns),
    "",
    ...roundLines(report.rounds, columns),
    "",
    ...headed("Laws", `${lawCounts(report.laws)}; false alarm of all together: ${report.lawBudget} at most`),
    ...violationLines(report, columns, paint),
    "",
    ...headed("Claims", claimCounts(report.claims.map(({ verdict }) => verdict))),
    "",
    ...claimLines(report, columns, paint, view),
    paint("bold", "Not tested here"),
    ...report.notTested.flatMap((line) => indented(line, 2, columns)),
    "",
    ...(view === "overview" ? [...headed("Result", resultText(report)), ""] : []),
  ].join("\n");
}
