import type { AuditReport, RoundSummary } from "../audit/report.ts";
import { figure, percent } from "../base/figure.ts";
import { claimCounts, lawCounts, reasons } from "./verdict-text.ts";

/** Marks up words for a terminal; the identity where there is none. */
export type Paint = (style: "bold" | "dim" | "green" | "yellow" | "red" | "cyan", text: string) => string;

const VERDICT_STYLE = { holds: "green", "holds if": "yellow", fails: "red", undecided: "cyan" } as const;
const PLAIN: Paint = (_style, text) => text;

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

function indented(text: string, indent: number, width: number): string {
  return wrap(text, width - indent)
    .map((line) => " ".repeat(indent) + line)
    .join("\n");
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) => row.map((cell, column) => cell.padStart(widths[column]!)).join("   "));
}

function roundRow(round: RoundSummary): string[] {
  return [
    String(round.round),
    String(round.clusters),
    figure(round.weightBound, 3),
    `${figure(round.visibility)} (${figure(round.expectedVisibility)})`,
    `${figure(round.phaseError, 3)} (${figure(round.predictedPhaseError, 3)})`,
    percent(round.relativeError, 3),
  ];
}

/** The settings of the rounds in a line. */
export function settingsLine({ settings }: AuditReport): string {
  const { noise } = settings;
  const channel =
    noise.channel === "none" ? "no noise" : `${noise.channel} p = ${noise.probability} (${noise.layout})`;
  return `clusters of ${settings.clusterSize} (remainder: ${settings.remainder}), ${settings.shots} shots a basis, ${channel}`;
}

/** The updates in a line. */
export function updatesLine({ updates, rounds }: AuditReport): string {
  const accuracy = updates.accuracies.at(-1);
  const trained =
    accuracy === undefined ? "" : `, test accuracy ${percent(accuracy)} after ${updates.rounds}`;
  return `${updates.source}: ${updates.clients} clients × ${updates.coordinates} coordinates, ${rounds.length} of ${updates.rounds} rounds${trained}`;
}

/**
 * The audit for a terminal or a log.
 *
 * @param width columns to wrap at, at least 60
 */
export function auditText(report: AuditReport, width = 100, paint: Paint = PLAIN): string {
  const columns = Math.max(60, width);
  const violated = report.laws.flatMap((law) => (law.verdict === "violated" ? [law] : []));
  const claims = report.claims.flatMap(({ id, title, verdict, laws }) => [
    `${paint("bold", id.padEnd(5))} ${paint(VERDICT_STYLE[verdict.verdict], verdict.verdict.padEnd(10))} ${title}`,
    ...reasons(verdict).map(([label, text]) =>
      indented(label === "" ? text : `${label}: ${text}`, 17, columns),
    ),
    paint(
      "dim",
      indented(
        `laws: ${laws.filter((law) => law.verdict === "pass").length} of ${laws.length} pass`,
        17,
        columns,
      ),
    ),
  ]);
  return [
    paint(
      "bold",
      `Audit of the reference CQSA, preset ${report.preset}, seed ${JSON.stringify(report.made.seed)}`,
    ),
    indented(`updates  ${updatesLine(report)}`, 0, columns),
    indented(`rounds   ${settingsLine(report)}`, 0, columns),
    "",
    ...table([
      ["round", "clusters", "bound", "visibility (exact)", "phase error (predicted)", "update error"],
      ...report.rounds.map(roundRow),
    ]),
    "",
    `${paint("bold", "Laws")}     ${lawCounts(report.laws)}; false alarm of all together: ${report.lawBudget}`,
    ...violated.flatMap(({ law, sentence, counterexample }) => [
      `${paint("red", "violated")} ${law}: ${sentence}`,
      indented(counterexample.message, 9, columns),
      indented(`expected ${counterexample.expected}`, 9, columns),
      indented(`received ${counterexample.received}`, 9, columns),
      ...(counterexample.example === undefined
        ? []
        : [indented(`case     ${JSON.stringify(counterexample.example)}`, 9, columns)]),
    ]),
    "",
    `${paint("bold", "Claims")}   ${claimCounts(report.claims.map(({ verdict }) => verdict))}`,
    "",
    ...claims,
    "",
    paint("bold", "Not tested here"),
    ...report.notTested.map((line) => indented(line, 2, columns)),
    "",
  ].join("\n");
}
