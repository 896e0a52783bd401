import type { AuditReport, ClaimResult } from "../audit/report.ts";
import { figure } from "../base/figure.ts";
import type { LawResult } from "../../properties/run-law.ts";
import { evidenceRows } from "./audit-evidence.ts";
import type { EvidenceRow } from "./audit-evidence.ts";
import { VERDICT_STYLE } from "./audit-paint.ts";
import type { Paint } from "./audit-paint.ts";
import { samplesText, strengthLines, strengthText } from "./strength-text.ts";
import { reasons } from "./verdict-text.ts";
import { indented, labelled } from "./wrap.ts";

/** Columns of a claim's id and verdict, and of the labels of its details. */
const CLAIM = 17;
const LABEL = 12;
/** Widest column of labels of an evidence. */
const MOST_LABEL = 40;
/** Where a table starts that would be too wide beside the labels. */
const TABLE_INDENT = 4;

/** The verdict with its reasons. */
export function verdictLines({ id, title, verdict }: ClaimResult, width: number, paint: Paint): string[] {
  const name = verdict.verdict;
  const [first, ...rest] = indented(title, CLAIM, width);
  return [
    `${paint("bold", id.padEnd(5))} ${paint(VERDICT_STYLE[name], name.padEnd(10))} ${first!.slice(CLAIM)}`,
    ...rest,
    ...reasons(verdict).flatMap(([label, text]) =>
      indented(label === "" ? text : `${label}: ${text}`, CLAIM, width),
    ),
  ];
}

/** How many of its laws pass, and what they notice when code is broken. */
export function lawsLine(claim: ClaimResult, report: AuditReport, width: number, paint: Paint): string[] {
  const passed = claim.laws.filter(({ verdict }) => verdict === "pass").length;
  const samples = samplesText(claim, report);
  const strength = strengthText(claim, report);
  return [
    `laws: ${passed} of ${claim.laws.length} pass${samples === "" ? "" : ` (${samples})`}`,
    ...(strength === undefined ? [] : [`strength: ${strength}`]),
  ].flatMap((text) => indented(text, CLAIM, width).map((line) => paint("dim", line)));
}

function lawText(law: LawResult): string {
  switch (law.verdict) {
    case "not applicable":
      return `not applicable: ${law.reason}`;
    case "inconclusive":
      return `inconclusive: ${law.reason}`;
    case "violated":
      return `violated in ${law.cases} cases: ${law.counterexample.message}`;
    case "pass": {
      const level = law.pValue === undefined ? "" : `, p = ${figure(law.pValue, 2)}`;
      return `pass, ${law.cases} cases${level}`;
    }
  }
}

/** The column that labels need, as far as there is room for it. */
function labelColumn(labels: readonly string[], indent: number, width: number): number {
  const widest = Math.max(0, ...labels.map((label) => Array.from(label).length));
  return Math.min(widest, MOST_LABEL, width - indent - 20) + 2;
}

/** Names at the left, texts beside them, as wide as the names need. */
function beside(rows: readonly (readonly [string, string])[], indent: number, width: number): string[] {
  const column = labelColumn(
    rows.map(([name]) => name),
    indent,
    width,
  );
  return rows
    .flatMap(([name, text]) => labelled(name, text, column, width - indent))
    .map((line) => " ".repeat(indent) + line);
}

/** A table as aligned columns, numbers at the right; a line a row with its headings where that is too wide. */
function tableLines(table: readonly (readonly string[])[], indent: number, width: number): string[] {
  const [headings, ...rows] = table;
  const widths = headings!.map((_, column) =>
    Math.max(...table.map((row) => Array.from(row[column]!).length)),
  );
  const isText = headings!.map((_, column) => rows.every((row) => !/^[-–\d]/u.test(row[column]!)));
  const total = widths.reduce((sum, one) => sum + one + 2, -2);
  const room = width - TABLE_INDENT;
  if (total > room) {
    return rows.flatMap((row) =>
      indented(row.map((cell, column) => `${headings![column]!} ${cell}`).join(", "), indent, width),
    );
  }
  const left = " ".repeat(total <= width - indent ? indent : TABLE_INDENT);
  return table.map((row) =>
    (
      left +
      row
        .map((cell, column) => {
          const blank = " ".repeat(widths[column]! - Array.from(cell).length);
          return isText[column] ? cell + blank : blank + cell;
        })
        .join("  ")
    ).trimEnd(),
  );
}

/** All rows of an evidence: facts beside their labels, tables below them. */
function evidenceLines(rows: readonly EvidenceRow[], width: number): string[] {
  const facts = rows.filter(({ table }) => table === undefined);
  const column = labelColumn(
    facts.map(({ label }) => label),
    LABEL,
    width,
  );
  return rows.flatMap(({ label, value, table }) => {
    const head = label === "" && table !== undefined ? [] : labelled(label, value, column, width - LABEL);
    return [
      ...head.map((line) => (" ".repeat(LABEL) + line).trimEnd()),
      ...(table === undefined ? [] : tableLines(table, LABEL, width)),
    ];
  });
}

/** A block under a label. */
function section(label: string, lines: readonly string[], paint: Paint): string[] {
  const name = `  ${label}`.padEnd(LABEL);
  return lines.map((line, i) => (i === 0 ? paint("dim", name) + line.slice(LABEL) : line));
}

/** All that an audit has of a claim: its words, every number of its evidence, its clauses, its laws with their cases. */
export function claimDetails(claim: ClaimResult, report: AuditReport, width: number, paint: Paint): string[] {
  const { id, quote, source, statement, clauses, evidence } = claim;
  const text = (words: string): string[] => indented(words, LABEL, width);
  const own = report.laws.filter((law) => law.clauses.some((clause) => clauses.includes(clause)));
  return [
    ...verdictLines(claim, width, paint),
    "",
    ...section("quote", text(`“${quote}”, ${source}`), paint),
    ...section("tested", text(statement), paint),
    ...section("clauses", text(clauses.join(", ")), paint),
    ...section("evidence", evidenceLines(evidenceRows(id, evidence), width), paint),
    ...section(
      "laws",
      own.length === 0
        ? text("none")
        : beside(
            own.map((law) => [law.law, lawText(law)]),
            LABEL,
            width,
          ),
      paint,
    ),
    ...section("strength", strengthLines(claim, report).flatMap(text), paint),
    "",
  ];
}
