import { compareResults } from "../strength/gate.ts";
import { identityOf, mutantText } from "../strength/mutant.ts";
import type { Mutant, MutantStatus } from "../strength/mutant.ts";
import type { MutationResult } from "../strength/result.ts";
import { matchReviews } from "../strength/reviews.ts";
import { strengthByFolder, strengthOf } from "../strength/score.ts";
import { strengthTable } from "../strength/table.ts";
import { readReviews } from "./kept.ts";
import { lawClauses } from "./law-clauses.ts";
import { answerableClaims, answerableClauses } from "./owners.ts";
import { say } from "./say.ts";

/** A list is no longer than this: the rest is in the result. */
const LONGEST_LIST = 60;

function list(title: string, mutants: readonly Mutant[]): void {
  if (mutants.length === 0) return;
  say(`\n${title}`);
  // A review goes by the name and the number.
  for (const mutant of mutants.slice(0, LONGEST_LIST)) {
    say(`  ${mutantText(mutant)}  [${mutant.name} #${mutant.ordinal}]`);
  }
  if (mutants.length > LONGEST_LIST) say(`  … and ${mutants.length - LONGEST_LIST} more`);
}

/** Tells what was found; returns the exit status. */
export function tellResult(
  result: MutationResult,
  kept: MutationResult | null,
  { check, areAll }: { readonly check: boolean; readonly areAll: boolean },
): number {
  const reviews = matchReviews(readReviews(), result.mutants, areAll);
  const sources = { mutants: result.mutants, lawClauses, equivalent: reviews.equivalent };
  const where = (...statuses: readonly MutantStatus[]): Mutant[] =>
    result.mutants.filter(
      (mutant) => statuses.includes(mutant.status) && !reviews.equivalent.has(identityOf(mutant)),
    );
  if (areAll) {
    say(`\n${strengthTable("claim", strengthOf(answerableClaims(), sources))}`);
    say(`\n${strengthTable("clause", strengthOf(answerableClauses(), sources))}`);
  }
  say(`\n${strengthTable("folder", strengthByFolder(sources))}`);
  const nobodys = result.mutants.filter(({ owners }) => owners.length === 0);
  const untested = where("failed");
  list("Survivors", where("survived", "uncovered"));
  if (!areAll) list("Loops without end: no kills", where("timed out"));
  list("Never tested, because whatever ran them broke down", untested);
  list("Owned by no clause and no claim", nobodys);
  for (const { file, original, replacement } of reviews.stale) {
    say(`A review of a mutant that is not there: ${file}  ${original} → ${replacement}`);
  }
  for (const { file, original, replacement } of reviews.wrong) {
    say(`Reviewed as equivalent, and noticed: ${file}  ${original} → ${replacement}`);
  }
  let failed = [nobodys, untested, reviews.wrong, reviews.stale].some(({ length }) => length > 0);
  if (check && kept !== null) {
    const gate = compareResults({
      committed: kept.mutants,
      newest: result.mutants,
      equivalent: reviews.equivalent,
    });
    list("Noticed now", gate.noticed);
    list("New loops without end, which fail nothing", gate.newTimeOuts);
    list("New survivors: nobody notices", gate.newSurvivors);
    say(
      gate.newSurvivors.length === 0
        ? `\nNo new survivors among ${result.mutants.length} mutants`
        : `\n${gate.newSurvivors.length} new survivors: write a law or test that notices them, or review them as equivalent`,
    );
    failed ||= gate.newSurvivors.length > 0;
  }
  return failed ? 1 : 0;
}
