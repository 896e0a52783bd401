import { wrap } from "../report/wrap.ts";

/** The least that the wide column gets, and the most that the others get, the first one apart. */
const WIDTH = { least: 23, most: 24 } as const;

function widthsFor(
  natural: readonly number[],
  layout: { readonly width: number; readonly wide: number },
): number[] {
  const widths = natural.map((width, column) => (column === 0 ? width : Math.min(width, WIDTH.most)));
  const others = widths.reduce((sum, width, column) => sum + (column === layout.wide ? 0 : width + 2), 0);
  widths[layout.wide] = Math.min(natural[layout.wide]!, Math.max(WIDTH.least, layout.width - others));
  return widths;
}

/**
 * Rows as aligned columns, two spaces apart.
 *
 * @param rows at least one; equally many cells each
 * @param layout cells are wrapped so that a line takes about `width`, most of what is left for the column `wide`;
 *   without it a row is a line
 */
export function columns(
  rows: readonly (readonly string[])[],
  layout?: { readonly width: number; readonly wide: number },
): string[] {
  const natural = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const widths = layout === undefined ? natural : widthsFor(natural, layout);
  return rows.map((row) => {
    const cells = row.map((cell, column) => (layout === undefined ? [cell] : wrap(cell, widths[column]!)));
    const height = Math.max(...cells.map((lines) => lines.length));
    return Array.from({ length: height }, (_, line) =>
      cells
        .map((lines, column) => (lines[line] ?? "").padEnd(widths[column]!))
        .join("  ")
        .trimEnd(),
    ).join("\n");
  });
}
