import type { MutationResult } from "../strength/result.ts";
import { judgeOf } from "./judges.ts";
import type { JournalEntry } from "./journal.ts";
import { keyOf } from "./mutant-place.ts";
import { hashOf } from "../strength/hash.ts";

/** What stands now, by which older results are judged. */
export interface Present {
  /** By file. */
  readonly sources: ReadonlyMap<string, string>;
  readonly judges: Readonly<Record<string, string>>;
}

/** One hash for all judges. */
export function suiteOf(judges: Readonly<Record<string, string>>): string {
  const named = Object.entries(judges).map(([judge, hash]) => `${judge} ${hash}`);
  return hashOf(named.sort().join("\n"));
}

/** A kept result as entries of a journal. */
export function entriesOf({ mutants, sources, judges }: MutationResult): JournalEntry[] {
  const suite = suiteOf(judges);
  return mutants.map((mutant) => ({
    file: mutant.file,
    hash: sources[mutant.file] ?? "",
    location: {
      start: { line: mutant.line, column: mutant.column },
      end: { line: mutant.endLine, column: mutant.endColumn },
    },
    mutatorName: mutant.mutator,
    replacement: mutant.replacement,
    status: mutant.status,
    killedBy: mutant.killedBy,
    reason: "",
    judges: mutant.killedBy.map((killer) => judges[judgeOf(killer)] ?? ""),
    suite,
  }));
}

/** What earlier runs say about the sources as they are, by key; the later entry wins. */
export function currentEntries(
  entries: readonly JournalEntry[],
  { sources }: Present,
): Map<string, JournalEntry> {
  const current = new Map<string, JournalEntry>();
  for (const entry of entries) {
    if (sources.get(entry.file) !== entry.hash) continue;
    current.set(keyOf(entry.file, entry), entry);
  }
  return current;
}

/**
 * True where an earlier result still counts: somebody who noticed the mutant is what it was. One that nobody noticed
 * counts until any judge changes, or for good if `keepSurvivors`: a changed law can notice more, and never make it new.
 */
export function stillCounts(entry: JournalEntry, { judges }: Present, keepSurvivors: boolean): boolean {
  if (entry.status === "untyped") return true;
  if (entry.status === "failed") return false;
  if (entry.status !== "killed") return keepSurvivors || entry.suite === suiteOf(judges);
  return entry.killedBy.some((killer, i) => {
    const judge = judges[judgeOf(killer)];
    return judge !== undefined && judge === entry.judges[i];
  });
}
