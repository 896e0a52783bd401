import type { AuditReport, ClaimResult } from "../audit/report.ts";
import { figure, percent } from "../base/figure.ts";
import { settingsLine, updatesLine } from "./audit-text.ts";
import { claimCounts, lawCounts, reasons } from "./verdict-text.ts";

/** Text inside a table cell: pipes and line ends would break the table. */
function cell(text: string): string {
  return text.replaceAll("|", String.raw`\|`).replaceAll(/\s*\n\s*/g, " ");
}

function row(cells: readonly string[]): string {
  return `| ${cells.map(cell).join(" | ")} |`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [row(head), row(head.map(() => "---")), ...rows.map(row)];
}

function claimSection({
  id,
  title,
  quote,
  source,
  statement,
  verdict,
  evidence,
  laws,
  clauses,
}: ClaimResult): string[] {
  return [
    `### ${id} ${title}: ${verdict.verdict}`,
    "",
    `> ${quote} (${source})`,
    "",
    `Tested: ${statement}`,
    "",
    ...reasons(verdict).map(([label, text]) => `- ${label === "" ? text : `${label}: ${text}`}`),
    `- clauses: ${clauses.join(", ")}`,
    `- laws: ${laws.length === 0 ? "none" : laws.map(({ law, verdict }) => `${law} (${verdict})`).join(", ")}`,
    "",
    "<details><summary>evidence</summary>",
    "",
    "```json",
    JSON.stringify(evidence, null, 2),
    "```",
    "",
    "</details>",
    "",
  ];
}

/** The audit as a Markdown document. */
export function auditMarkdown(report: AuditReport): string {
  const { made, rounds, laws, claims } = report;
  return [
    "# Audit of the reference CQSA",
    "",
    `- made by cqsa-harness ${made.version}${made.commit === null ? "" : ` at ${made.commit}`}, Node ${made.node}, seed \`${made.seed}\``,
    `- command: \`${made.command}\``,
    `- preset: ${report.preset}`,
    `- updates: ${updatesLine(report)}`,
    `- rounds: ${settingsLine(report)}`,
    "",
    `## Claims: ${claimCounts(claims.map(({ verdict }) => verdict))}`,
    "",
    ...table(
      ["claim", "verdict", "what it says"],
      claims.map(({ id, title, verdict }) => [id, verdict.verdict, title]),
    ),
    "",
    ...claims.flatMap(claimSection),
    "## Rounds",
    "",
    ...table(
      ["round", "clusters", "bound", "visibility", "exact", "phase error", "predicted", "update error"],
      rounds.map((round) => [
        String(round.round),
        String(round.clusters),
        figure(round.weightBound),
        figure(round.visibility),
        figure(round.expectedVisibility),
        figure(round.phaseError),
        figure(round.predictedPhaseError),
        percent(round.relativeError),
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
    "## Not tested here",
    "",
    ...report.notTested.map((line) => `- ${line}`),
    "",
  ].join("\n");
}
