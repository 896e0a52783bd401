import { isUnnoticed } from "../strength/gate.ts";
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
  /** Of all judges together. */
  readonly suite: string;
  /** Whether a law or test of an owner is among those who noticed it. */
  readonly isOwnKill: (entry: JournalEntry) => boolean;
  /** Whether the kept result has it as one that nobody notices. */
  readonly isKeptSurvivor: (entry: JournalEntry) => boolean;
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

/** Tells the survivors of a kept result, of the same source. */
export function keptSurvivors(kept: MutationResult | null): Present["isKeptSurvivor"] {
  const nameOf = (entry: JournalEntry): string => `${entry.hash} ${keyOf(entry.file, entry)}`;
  const unnoticed = kept === null ? [] : entriesOf(kept).filter(isUnnoticed);
  const names = new Set(unnoticed.map(nameOf));
  return (entry) => names.has(nameOf(entry));
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
 * True where an earlier result still counts. If only new survivors are looked for, a kill counts while one of those who
 * noticed is what it was, a loop without end for good, and a survivor while every judge is what it was, or for good where the
 * kept result has it: who mends a new one sees it noticed. Otherwise all who noticed are what they were; and where none of
 * them is of an owner, or nobody noticed, so is every judge.
 */
export function stillCounts(entry: JournalEntry, present: Present, onlyNew: boolean): boolean {
  if (entry.status === "untyped") return true;
  if (entry.status === "failed") return false;
  const { judges, suite, isOwnKill, isKeptSurvivor } = present;
  const isSame = (killer: string, i: number): boolean => {
    const judge = judges[judgeOf(killer)];
    return judge !== undefined && judge === entry.judges[i];
  };
  const isKilled = entry.status === "killed";
  const isSameSuite = entry.suite === suite;
  if (onlyNew && isKilled) return entry.killedBy.some(isSame);
  if (onlyNew) return isSameSuite || !isUnnoticed(entry) || isKeptSurvivor(entry);
  if (isKilled && !entry.killedBy.every(isSame)) return false;
  return (isKilled && isOwnKill(entry)) || isSameSuite;
}

/** The files of which something is to be run again because those who noticed it are not what they were. */
export function openFiles(known: ReadonlyMap<string, JournalEntry>, present: Present): Set<string> {
  return new Set(
    [...known.values()].filter((entry) => !stillCounts(entry, present, true)).map(({ file }) => file),
  );
}
