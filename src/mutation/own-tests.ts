import { clausesOf, clausesOfTest } from "../strength/named-clauses.ts";
import type { LawClauses } from "../strength/named-clauses.ts";

/** Whether a law or test is of a clause that owns the place. */
export function isOwn(judge: string, owners: readonly string[], lawClauses: LawClauses): boolean {
  return clausesOf(judge, lawClauses).some((clause) => owners.includes(clause));
}

/** The clauses among a place's owners whose laws and tests have not noticed its mutant. */
function openOwners(
  owners: readonly string[],
  killers: readonly string[],
  lawClauses: LawClauses,
): Set<string> {
  const satisfied = new Set(killers.flatMap((killer) => clausesOf(killer, lawClauses)));
  return new Set(owners.filter((clause) => !satisfied.has(clause)));
}

/** A mutant faces unit tests of so many passages together, of the owners and of others each: laws of few cases have about as many. */
const BUDGET = 100_000_000;

/** So many of the owners' tests are faced whatever they cost. */
const LEAST_TESTS = 3;

/**
 * Unit tests in the order in which a mutant faces them: those of the owners first, the least of each kind first, and the
 * longest of each left out where there are too many. What that misses counts as not noticed.
 *
 * @param passages of places by test: how much each computes, told by a measure that is the same in every run
 */
export function inTestOrder(
  tests: readonly string[],
  owners: readonly string[],
  passages: Readonly<Record<string, number>>,
): string[] {
  const work = (test: string): number => passages[test] ?? 0;
  const withinBudget = (some: readonly string[], least: number): string[] => {
    let spent = 0;
    return some
      .toSorted((a, b) => work(a) - work(b))
      .filter((test, place) => {
        spent += work(test);
        return spent <= BUDGET || place < least;
      });
  };
  const isOfOwner = (test: string): boolean => clausesOfTest(test).some((id) => owners.includes(id));
  return [
    ...withinBudget(
      tests.filter((test) => isOfOwner(test)),
      LEAST_TESTS,
    ),
    ...withinBudget(
      tests.filter((test) => !isOfOwner(test)),
      0,
    ),
  ];
}

/**
 * Whether a mutant still has to face a unit test: one of a clause that owns the place and has not noticed the mutant yet, or
 * any as long as nothing has. Laws are what a claim rests on, and all of them are tried; unit tests stand in where none
 * notices.
 */
export function isStillWanted(
  test: string,
  owners: readonly string[],
  killers: readonly string[],
  lawClauses: LawClauses,
): boolean {
  if (killers.length === 0) return true;
  const open = openOwners(owners, killers, lawClauses);
  return clausesOfTest(test).some((clause) => open.has(clause));
}
