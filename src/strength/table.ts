import { percent } from "../base/figure.ts";
import type { Strength } from "./score.ts";

const COLUMNS: readonly (readonly [string, (strength: Strength) => string])[] = [
  ["mutants", ({ mutants }) => String(mutants)],
  ["own", ({ killedByOwn }) => String(killedByOwn)],
  ["by laws", ({ killedByOwnLaws }) => String(killedByOwnLaws)],
  ["others", ({ killedByOthers }) => String(killedByOthers)],
  ["time-outs", ({ timedOut }) => String(timedOut)],
  ["uncovered", ({ uncovered }) => String(uncovered)],
  ["failed", ({ failed }) => String(failed)],
  ["equivalent", ({ equivalent }) => String(equivalent)],
  ["survivors", ({ survivors }) => String(survivors.length)],
  ["unique", ({ uniqueKills }) => String(uniqueKills)],
  ["score", ({ score }) => (score === null ? "–" : percent(score))],
];

/** Strengths as a table of aligned columns, a line each. */
export function strengthTable(heading: string, strengths: readonly Strength[]): string {
  const rows = [
    [heading, ...COLUMNS.map(([title]) => title)],
    ...strengths.map((strength) => [strength.id, ...COLUMNS.map(([, text]) => text(strength))]),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join("  "),
    )
    .join("\n");
}
