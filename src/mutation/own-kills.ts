import { ownedStretches, ownersAt } from "../strength/regions.ts";
import type { JournalEntry } from "./journal.ts";
import { lawClauses } from "./law-clauses.ts";
import { lineStarts } from "./line-starts.ts";
import type { Position } from "./mutant-place.ts";
import { isOwn } from "./own-tests.ts";
import { answerableClaims, readOwners } from "./owners.ts";
import type { SourceFile } from "./sources.ts";

/** Tells of a journal's entry whether a law or test of an owner is among those who noticed. */
export function ownKills(sources: readonly SourceFile[]): (entry: JournalEntry) => boolean {
  const owners = readOwners();
  const claimClauses = new Map(answerableClaims().map(({ id, clauses }) => [id, clauses]));
  const files = new Map(
    sources.map((source) => [
      source.path,
      { starts: lineStarts(source.text), stretches: ownedStretches(owners, source) },
    ]),
  );
  return ({ file, location, killedBy }) => {
    const { starts, stretches } = files.get(file)!;
    const offset = ({ line, column }: Position): number => starts[line - 1]! + column - 1;
    const own = ownersAt(stretches, offset(location.start), offset(location.end)).flatMap((owner) => [
      owner,
      ...(claimClauses.get(owner) ?? []),
    ]);
    return killedBy.some((killer) => isOwn(killer, own, lawClauses));
  };
}
