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
  /** Whether a law or test of an owner is among those who noticed it. */
  readonly isOwnKill: (entry: JournalEntry) => boolean;
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
 * True where an earlier result still counts. If only what is new is looked for, a kill counts while one of those who noticed
 * is what it was, and what nobody noticed for good: a changed law can notice more, and never make it new. Otherwise all who
 * noticed are what they were; and where none of them is of an owner, or nobody noticed, so is every judge.
 */
export function stillCounts(entry: JournalEntry, present: Present, onlyNew: boolean): boolean {
  if (entry.status === "untyped") return true;
  if (entry.status === "failed") return false;
  const { judges, isOwnKill } = present;
  const isSame = (killer: string, i: number): boolean => {
    const judge = judges[judgeOf(killer)];
    return judge !== undefined && judge === entry.judges[i];
  };
  const isKilled = entry.status === "killed";
  if (onlyNew) return !isKilled || entry.killedBy.some(isSame);
  if (isKilled && !entry.killedBy.every(isSame)) return false;
  return (isKilled && isOwnKill(entry)) || entry.suite === suiteOf(judges);
}

/** The files of which something is to be run again because those who noticed it are not what they were. */
export function openFiles(known: ReadonlyMap<string, JournalEntry>, present: Present): Set<string> {
  return new Set(
    [...known.values()].filter((entry) => !stillCounts(entry, present, true)).map(({ file }) => file),
  );
}
