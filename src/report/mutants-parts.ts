import type { HarnessFault } from "../conformance/mutants/report.ts";
import type { Paint } from "./audit-text.ts";
import { lines } from "./failure-text.ts";
import type { Style } from "./failure-text.ts";

/** How a report is shown. */
export interface MutantsTextOptions {
  /** Columns to stay within, at least 72; 100 by default. */
  readonly width?: number;
  readonly paint?: Paint;
}

/** The settings with their defaults. */
export function styleOf({ width = 100, paint = (_style, text) => text }: MutantsTextOptions): Style {
  return { width: Math.max(72, width), paint };
}

/** "1 law", "3 laws". */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** Rows in columns: numbers to the right, a row that is too wide is cut. */
export function table(
  rows: readonly (readonly string[])[],
  right: ReadonlySet<number>,
  { width }: Pick<Style, "width">,
): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) => {
    const line = row
      .map((cell, column) =>
        right.has(column) ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!),
      )
      .join("  ")
      .trimEnd();
    return line.length > width ? `${line.slice(0, width - 1)}…` : line;
  });
}

/** A title and its lines; nothing at all without lines. */
export function section(title: string, content: readonly string[], { paint }: Style): string[] {
  return content.length === 0 ? [] : [paint("bold", title), ...content, ""];
}

/** Laws that threw. */
export function harnessFaultLines(faults: readonly HarnessFault[], { width }: Style): string[] {
  return faults.flatMap(({ subject, law, message }) =>
    lines("  –", `${law} on ${subject}: ${message}`, 4, width),
  );
}

/** What was run, above all else. */
export function heading(text: string, { width, paint }: Style): string[] {
  return [...lines("", text, 0, width).map((line) => paint("bold", line)), ""];
}
