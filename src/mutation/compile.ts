import { shortCode } from "../strength/mutant.ts";
import type { Mutant } from "../strength/mutant.ts";
import { ownedStretches, ownersAt } from "../strength/regions.ts";
import type { Owner } from "../strength/regions.ts";
import type { JournalEntry } from "./journal.ts";
import { lineStarts, offsetAt } from "./line-starts.ts";
import { enclosingName } from "./outline.ts";
import type { SourceFile } from "./sources.ts";

/** The mutants of one file with their names and owners; those that do not type-check are only counted. */
export function compileFile(
  source: SourceFile,
  entries: readonly JournalEntry[],
  owners: readonly Owner[],
): { readonly mutants: readonly Mutant[]; readonly untyped: number } {
  const starts = lineStarts(source.text);
  const stretches = ownedStretches(owners, source);
  const placed = entries
    .filter(({ status }) => status !== "untyped")
    .map((entry) => {
      const { start, end } = entry.location;
      return { entry, from: offsetAt(starts, start), to: offsetAt(starts, end) };
    })
    .sort((a, b) => a.from - b.from || a.to - b.to);
  const counts = new Map<string, number>();
  const mutants = placed.map(({ entry, from, to }): Mutant => {
    const name = enclosingName(source.items, from, to);
    const original = shortCode(source.text.slice(from, to));
    const replacement = shortCode(entry.replacement);
    const change = JSON.stringify([name, original, replacement]);
    const ordinal = (counts.get(change) ?? 0) + 1;
    counts.set(change, ordinal);
    const { start, end } = entry.location;
    return {
      file: source.path,
      name,
      original,
      replacement,
      ordinal,
      line: start.line,
      column: start.column,
      endLine: end.line,
      endColumn: end.column,
      mutator: entry.mutatorName,
      status: entry.status as Mutant["status"],
      killedBy: entry.killedBy,
      owners: ownersAt(stretches, from, to),
    };
  });
  return { mutants, untyped: entries.length - placed.length };
}
