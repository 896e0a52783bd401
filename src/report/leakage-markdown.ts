import type { LeakageReport } from "../campaign/leakage/report.ts";
import {
  CURVE_HEAD,
  CURVE_LEGEND,
  curveRows,
  curveTitle,
  extentText,
  hardeningNotes,
  leakageBlocks,
  measuresOf,
  READING_LEGEND,
} from "./leakage-rows.ts";

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", String.raw`\|`)).join(" | ")} |`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [row(head), row(head.map(() => "---")), ...rows.map(row), ""];
}

/** The report of a leakage campaign as Markdown. */
export function leakageMarkdown(report: LeakageReport): string {
  const { made, subject, curves, notes } = report;
  const measures = measuresOf(report);
  const blocks = leakageBlocks(report);
  const adversaries = [...new Set(blocks.map(({ adversary }) => adversary))];
  const hardened = measures.length > 0;
  const head = [
    "setting",
    "figure",
    "plain [95 %]",
    "closed form",
    "formula",
    ...(hardened ? ["hardened [95 %]"] : []),
  ];
  return [
    "# Leakage",
    "",
    `On ${subject ?? "the reference"}: ${extentText(report)}. Made by cqsa-harness ${made.version}${made.commit === null ? "" : ` (${made.commit})`} on Node ${made.node} with \`${made.command}\`, seed ${JSON.stringify(made.seed)}.`,
    "",
    ...(hardened ? [[`Hardened by ${measures.join(", ")}.`, ...hardeningNotes(report)].join(" "), ""] : []),
    ...adversaries.flatMap((adversary) => [
      `## ${adversary}`,
      "",
      ...table(
        head,
        blocks
          .filter((block) => block.adversary === adversary)
          .flatMap(({ setting, rows }) =>
            rows.map((one) => [
              setting.join(", "),
              one.figure,
              one.plain,
              one.form,
              one.formula,
              ...(hardened ? [one.hardened] : []),
            ]),
          ),
      ),
    ]),
    ...curves.flatMap((curve) =>
      curve.points.length === 0
        ? []
        : [
            "## Sums of many rounds",
            "",
            `Of ${curveTitle(curve)}. ${CURVE_LEGEND}`,
            "",
            ...table(CURVE_HEAD, curveRows(curve)),
          ],
    ),
    ...(blocks.length === 0 ? [] : [READING_LEGEND, ""]),
    ...notes.flatMap((note) => [note, ""]),
  ].join("\n");
}
