import type { AuditReport, ClaimResult } from "../audit/report.ts";
import { figure, percent } from "../base/figure.ts";
import { known, settingsLine, updatesLine } from "./audit-text.ts";
import { samplesText, strengthText } from "./strength-text.ts";
import { claimCounts, lawCounts, reasons } from "./verdict-text.ts";

/** Text on one line: a line end would break a list item, a heading or a table. */
function line(text: string): string {
  return text.replaceAll(/\s*[\r\n]\s*/g, " ");
}

/** Text inside a table cell. */
function cell(text: string): string {
  return line(text).replaceAll("|", String.raw`\|`);
}

/** Text as it is, in a fence of more backticks than it holds in a row. */
function code(text: string): string {
  const longest = Math.max(0, ...Array.from(text.matchAll(/`+/g), ([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  const padding = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return `${fence}${padding}${line(text)}${padding}${fence}`;
}

function json(value: unknown): string[] {
  return ["```json", JSON.stringify(value, null, 2), "```"];
}

function row(cells: readonly string[]): string {
  return `| ${cells.map(cell).join(" | ")} |`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [row(head), row(head.map(() => "---")), ...rows.map(row)];
}

function claimSection(claim: ClaimResult, report: AuditReport): string[] {
  const { id, title, quote, source, statement, verdict, evidence, laws, clauses } = claim;
  const samples = samplesText(claim, report);
  const strength = strengthText(claim, report);
  const survivors = report.strength?.claims[id]?.survivors ?? [];
  return [
    `### ${id} ${title}: ${verdict.verdict}`,
    "",
    `> ${quote} (${source})`,
    "",
    `Tested: ${statement}`,
    "",
    ...reasons(verdict).map(([label, text]) => line(`- ${label === "" ? text : `${label}: ${text}`}`)),
    `- clauses: ${clauses.join(", ")}`,
    `- laws: ${laws.length === 0 ? "none" : laws.map(({ law, verdict }) => `${law} (${verdict})`).join(", ")}`,
    ...(samples === "" ? [] : [`- samples: ${samples}`]),
    ...(strength === undefined ? [] : [`- strength: ${strength}`]),
    "",
    ...(survivors.length === 0
      ? []
      : [
          "<details><summary>mutants that nobody notices</summary>",
          "",
          ...survivors.map((survivor) => `- ${code(survivor)}`),
          "",
          "</details>",
          "",
        ]),
    "<details><summary>evidence</summary>",
    "",
    ...json(evidence),
    "",
    "</details>",
    "",
  ];
}

function violationSections({ laws }: AuditReport): string[] {
  return laws.flatMap((law) => {
    if (law.verdict !== "violated") return [];
    const { message, expected, received, example } = law.counterexample;
    return [
      `### Violated: ${law.law}`,
      "",
      `- ${line(message)}`,
      `- expected: ${code(expected)}`,
      `- received: ${code(received)}`,
      "",
      ...(example === undefined ? [] : [...json(example), ""]),
    ];
  });
}

/** The audit as a Markdown document. */
export function auditMarkdown(report: AuditReport): string {
  const { made, rounds, laws, claims } = report;
  return [
    "# Audit of the reference CQSA",
    "",
    `- made by cqsa-harness ${made.version}${made.commit === null ? "" : ` at ${made.commit}`}, Node ${made.node}, seed ${code(made.seed)}`,
    `- command: ${code(made.command)}`,
    `- preset: ${report.preset}`,
    `- updates: ${line(updatesLine(report))}`,
    `- rounds: ${settingsLine(report)}`,
    "",
    `## Claims: ${claimCounts(claims.map(({ verdict }) => verdict))}`,
    "",
    ...table(
      ["claim", "verdict", "what it says"],
      claims.map(({ id, title, verdict }) => [id, verdict.verdict, title]),
    ),
    "",
    ...claims.flatMap((claim) => claimSection(claim, report)),
    "## Rounds",
    "",
    ...table(
      [
        "round",
        "clusters",
        "bound",
        "visibility",
        "exact",
        "phase error, rad",
        "predicted, rad",
        "update error",
      ],
      rounds.map((round) => [
        String(round.round),
        String(round.clusters),
        figure(round.weightBound),
        figure(round.visibility),
        known(round.expectedVisibility, figure),
        figure(round.phaseError),
        known(round.predictedPhaseError, figure),
        known(round.relativeError, percent),
      ]),
    ),
    "",
    `## Laws: ${lawCounts(laws)}`,
    "",
    `All statistical laws together raise a false alarm with probability ${report.lawBudget} at most.`,
    "",
    ...table(
      ["law", "verdict", "cases", "what it demands", "would have seen"],
      laws.map((law) => [
        law.law,
        law.verdict,
        law.verdict === "not applicable" ? "" : String(law.cases),
        law.sentence,
        law.verdict === "pass" ? (law.smallestEffect ?? "") : "",
      ]),
    ),
    "",
    ...violationSections(report),
    "## Not tested here",
    "",
    ...report.notTested.map((text) => `- ${line(text)}`),
    "",
  ].join("\n");
}
