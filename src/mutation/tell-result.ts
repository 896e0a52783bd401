import { compareResults } from "../strength/gate.ts";
import { mutantText } from "../strength/mutant.ts";
import type { Mutant } from "../strength/mutant.ts";
import type { MutationResult } from "../strength/result.ts";
import { matchReviews } from "../strength/reviews.ts";
import { strengthByFolder, strengthOf } from "../strength/score.ts";
import { strengthTable } from "../strength/table.ts";
import { KEPT_RESULT, readReviews } from "./kept.ts";
import { lawClauses } from "./law-clauses.ts";
import type { MutationOptions } from "./options.ts";
import { answerableClaims, answerableClauses } from "./owners.ts";
import { say } from "./say.ts";

function list(title: string, mutants: readonly Mutant[]): void {
  if (mutants.length === 0) return;
  say(`\n${title}`);
  for (const mutant of mutants) say(`  ${mutantText(mutant)}`);
}

/** Tells what was found; returns the exit status. */
export function tellResult(
  result: MutationResult,
  kept: MutationResult | null,
  options: MutationOptions,
): number {
  const reviews = matchReviews(readReviews(), result.mutants);
  const sources = { mutants: result.mutants, lawClauses, equivalent: reviews.equivalent };
  const all = options.files === undefined && options.since === undefined;
  if (all) {
    say(`\n${strengthTable("claim", strengthOf(answerableClaims(), sources))}`);
    say(`\n${strengthTable("clause", strengthOf(answerableClauses(), sources))}`);
  }
  say(`\n${strengthTable("folder", strengthByFolder(sources))}`);
  if (!all)
    list(
      "Survivors",
      result.mutants.filter(({ status }) => status === "survived" || status === "uncovered"),
    );
  list(
    "Owned by no clause and no claim",
    result.mutants.filter(({ owners }) => owners.length === 0),
  );
  for (const { file, original, replacement } of reviews.stale) {
    say(`A review of a mutant that is not there: ${file}  ${original} → ${replacement}`);
  }
  for (const { file, original, replacement } of reviews.wrong) {
    say(`Reviewed as equivalent, and noticed: ${file}  ${original} → ${replacement}`);
  }
  let failed = result.mutants.some(({ owners }) => owners.length === 0) || reviews.wrong.length > 0;
  if (options.check) {
    if (kept === null)
      throw new RangeError(`"--check" expected a result in ${KEPT_RESULT}: --keep makes one`);
    const gate = compareResults({
      committed: kept.mutants,
      newest: result.mutants,
      equivalent: reviews.equivalent,
    });
    list("New survivors: nobody notices", gate.newSurvivors);
    list("Noticed now", gate.noticed);
    say(
      gate.newSurvivors.length === 0
        ? `\nNo new survivors among ${result.mutants.length} mutants`
        : `\n${gate.newSurvivors.length} new survivors: write a law or test that notices them, or review them as equivalent`,
    );
    failed ||= gate.newSurvivors.length > 0;
  }
  return failed ? 1 : 0;
}
