import { ownersAt } from "../strength/regions.ts";
import type { JournalEntry } from "./journal.ts";
import { lawClauses } from "./law-clauses.ts";
import { lineStarts, offsetAt } from "./line-starts.ts";
import { isOwn } from "./own-tests.ts";
import { answeringStretches } from "./owners.ts";
import type { SourceFile } from "./sources.ts";

/** Tells of a journal's entry whether a law or test of an owner is among those who noticed. */
export function ownKills(sources: readonly SourceFile[]): (entry: JournalEntry) => boolean {
  const files = new Map(
    sources.map((source) => [
      source.path,
      { starts: lineStarts(source.text), stretches: answeringStretches(source) },
    ]),
  );
  return ({ file, location: { start, end }, killedBy }) => {
    const { starts, stretches } = files.get(file)!;
    const owners = ownersAt(stretches, offsetAt(starts, start), offsetAt(starts, end));
    return killedBy.some((killer) => isOwn(killer, owners, lawClauses));
  };
}
