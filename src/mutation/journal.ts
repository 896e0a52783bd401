import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import type { MutantStatus } from "../strength/mutant.ts";
import type { Position } from "./mutant-place.ts";

/** What is known of one mutant, and of which source. */
export interface JournalEntry {
  readonly file: string;
  /** Of the source. */
  readonly hash: string;
  readonly location: { readonly start: Position; readonly end: Position };
  readonly mutatorName: string;
  readonly replacement: string;
  /** `untyped`: it does not type-check. */
  readonly status: MutantStatus | "untyped";
  readonly killedBy: readonly string[];
  /** Why, where it is not killed. */
  readonly reason: string;
  /** Hashes of its killers, in their order. */
  readonly judges: readonly string[];
  /** A hash of all judges together. */
  readonly suite: string;
}

/** The results of all runs, one mutant a line: a run that is stopped goes on where it was. */
export interface Journal {
  readonly entries: readonly JournalEntry[];
  readonly add: (entry: JournalEntry) => void;
  /** Every mutant of that source is in it. */
  readonly complete: (file: string, hash: string) => void;
  readonly isComplete: (file: string, hash: string) => boolean;
  /** Forgets all of a source, for good: what is kept elsewhere enters no more either. */
  readonly forget: (file: string, hash: string) => void;
  /** Enters what is kept elsewhere before everything else, and only in memory; nothing of sources that are forgotten. */
  readonly seed: (entries: readonly JournalEntry[], sources: Readonly<Record<string, string>>) => void;
}

/** A line that says that a file is through. */
interface Completion {
  readonly complete: string;
  readonly hash: string;
}

/** A line that says that all before it about a source is forgotten. */
interface Oblivion {
  readonly forgotten: string;
  readonly hash: string;
}

export function openJournal(path: string): Journal {
  const entries: JournalEntry[] = [];
  const complete = new Set<string>();
  const forgotten = new Set<string>();
  const forget = (source: string): void => {
    forgotten.add(source);
    complete.delete(source);
    const others = entries.filter(({ file, hash }) => `${file} ${hash}` !== source);
    entries.splice(0, entries.length, ...others);
  };
  if (existsSync(path)) {
    for (const line of readFileSync(path, "utf8").split("\n")) {
      // The last line of a run that was killed may be half a line.
      try {
        if (line === "") continue;
        const parsed = JSON.parse(line) as JournalEntry | Completion | Oblivion;
        if ("forgotten" in parsed) forget(`${parsed.forgotten} ${parsed.hash}`);
        else if ("complete" in parsed) complete.add(`${parsed.complete} ${parsed.hash}`);
        else entries.push(parsed);
      } catch {
        continue;
      }
    }
    // Half a line would swallow the next one.
    appendFileSync(path, "\n");
  } else writeFileSync(path, "");
  return {
    entries,
    add: (entry) => {
      entries.push(entry);
      appendFileSync(path, `${JSON.stringify(entry)}\n`);
    },
    complete: (file, hash) => {
      complete.add(`${file} ${hash}`);
      appendFileSync(path, `${JSON.stringify({ complete: file, hash } satisfies Completion)}\n`);
    },
    isComplete: (file, hash) => complete.has(`${file} ${hash}`),
    forget: (file, hash) => {
      forget(`${file} ${hash}`);
      appendFileSync(path, `${JSON.stringify({ forgotten: file, hash } satisfies Oblivion)}\n`);
    },
    seed: (known, sources) => {
      entries.unshift(...known.filter(({ file, hash }) => !forgotten.has(`${file} ${hash}`)));
      for (const [file, hash] of Object.entries(sources)) {
        if (!forgotten.has(`${file} ${hash}`)) complete.add(`${file} ${hash}`);
      }
    },
  };
}
