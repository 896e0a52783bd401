import type { LeakageReport } from "../campaign/leakage/report.ts";
import type { AttackTextOptions } from "./attack-text.ts";
import { PLAIN } from "./audit-paint.ts";
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
import type { LeakageBlock, LeakageRow } from "./leakage-rows.ts";
import { wrap } from "./wrap.ts";

/** From so many settings of one adversary on, only what has a closed form is printed. */
const MANY = 4;

/** The least that the names of figures get. */
const LEAST = 16;

function widthOf(text: string): number {
  return Array.from(text).length;
}

/** Rows under a head; the first column is wrapped into what the others leave of the width. */
function table(rows: readonly (readonly string[])[], width: number): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => widthOf(row[column]!))));
  const others = widths.slice(1).reduce((sum, own) => sum + own + 2, 0);
  const first = Math.min(widths[0]!, Math.max(LEAST, width - others));
  return rows.flatMap((row) => {
    const indent = /^ */u.exec(row[0]!)![0];
    const [name, ...rest] = wrap(row[0]!.trim(), first - indent.length).map((line) => indent + line);
    const cells = row.slice(1).map((cell, column) => cell + " ".repeat(widths[column + 1]! - widthOf(cell)));
    const line = [name! + " ".repeat(first - widthOf(name!)), ...cells].join("  ").trimEnd();
    return [line, ...rest];
  });
}

function headOf(first: string, isHardened: boolean): string[] {
  return [first, "plain [95 %]", "closed form", ...(isHardened ? ["hardened [95 %]"] : [])];
}

function rowCells(first: string, { plain, form, hardened }: LeakageRow, isHardened: boolean): string[] {
  return [first, plain, form, ...(isHardened ? [hardened] : [])];
}

/** A setting with all of its figures. */
function blockLines({ setting, rows, isHardened }: LeakageBlock, width: number): string[] {
  return [
    ...wrap(setting.join(", "), width),
    ...table([headOf("", isHardened), ...rows.map((row) => rowCells(row.figure, row, isHardened))], width),
  ];
}

/** Many settings, a line each, by figure: those that have a closed form, and the first. */
function figureLines(blocks: readonly LeakageBlock[], width: number): string[] {
  const isHardened = blocks.some((block) => block.isHardened);
  const common = blocks[0]!.setting.filter((part) => blocks.every(({ setting }) => setting.includes(part)));
  const shown = blocks.flatMap(({ setting, rows }) =>
    rows.flatMap((row, at) =>
      row.form !== "" || at === 0
        ? [{ row, place: setting.filter((part) => !common.includes(part)).join(", ") }]
        : [],
    ),
  );
  return [
    ...wrap(common.join(", "), width),
    ...[...new Set(shown.map(({ row }) => row.figure))].flatMap((figure) =>
      table(
        [
          headOf(figure, isHardened),
          ...shown.flatMap(({ row, place }) =>
            row.figure === figure ? [rowCells(`  ${place}`, row, isHardened)] : [],
          ),
        ],
        width,
      ),
    ),
  ];
}

function formulas(blocks: readonly LeakageBlock[], width: number): string[] {
  const found = new Set(
    blocks.flatMap(({ rows }) => rows.flatMap(({ formula }) => (formula === "" ? [] : [formula]))),
  );
  if (found.size === 0) return [];
  return wrap(`closed forms: ${[...found].join("; ")}`, width - 2).map((line) => `  ${line}`);
}

/** The report of a leakage campaign for people. */
export function leakageText(report: LeakageReport, { width, paint = PLAIN }: AttackTextOptions): string {
  const { made, subject, curves, notes } = report;
  const blocks = leakageBlocks(report);
  const measures = measuresOf(report);
  const byAdversary = new Map<string, LeakageBlock[]>();
  for (const block of blocks) {
    byAdversary.set(block.adversary, [...(byAdversary.get(block.adversary) ?? []), block]);
  }
  const isBrief = (own: readonly LeakageBlock[]): boolean => own.length >= MANY;
  const all = [...byAdversary];
  return [
    ...wrap(
      `cqsa attack on ${subject ?? "the reference"}: leakage, ${extentText(report)}, seed ${made.seed}`,
      width,
    ),
    ...(measures.length === 0 ? [] : wrap(`hardened by ${measures.join(", ")}`, width)),
    ...hardeningNotes(report).flatMap((note) => wrap(note, width)),
    "",
    ...all.flatMap(([adversary, own]) => [
      ...wrap(adversary, width).map((line) => paint("bold", line)),
      ...(isBrief(own)
        ? figureLines(own, width - 2)
        : own.flatMap((block) => blockLines(block, width - 2))
      ).map((line) => `  ${line.replace(/\bDIFFERS\b/u, (word) => paint("red", word))}`),
      ...formulas(own, width),
      "",
    ]),
    ...(all.some(([, own]) => isBrief(own))
      ? [
          ...wrap(
            "Where there are many settings, figures without a closed form are in the report's files alone.",
            width,
          ),
          "",
        ]
      : []),
    ...curves.flatMap((curve) =>
      curve.points.length === 0
        ? []
        : [
            ...wrap(`Sums of many rounds: ${curveTitle(curve)}`, width).map((line) => paint("bold", line)),
            ...table([CURVE_HEAD, ...curveRows(curve)], width - 2).map((line) => `  ${line}`),
            ...wrap(CURVE_LEGEND, width - 2).map((line) => `  ${line}`),
            "",
          ],
    ),
    ...(blocks.length === 0 ? [] : wrap(READING_LEGEND, width)),
    ...notes.flatMap((note) => wrap(note, width)),
    "",
  ]
    .join("\n")
    .replace(/\n+$/u, "\n");
}
