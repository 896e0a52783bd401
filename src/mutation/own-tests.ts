import { clausesOfTest } from "../strength/named-clauses.ts";

/**
 * The unit tests that a mutant still has to face. Where no law of a clause that owns the place noticed it, those of these
 * clauses; where no law at all did, all that reach it.
 */
export function testsToRun(
  owners: readonly string[],
  killers: readonly string[],
  lawClauses: Readonly<Record<string, readonly string[]>>,
  reaching: readonly string[],
): string[] {
  if (killers.length === 0) return [...reaching];
  const satisfied = new Set(killers.flatMap((law) => lawClauses[law] ?? []));
  const open = new Set(owners.filter((clause) => !satisfied.has(clause)));
  return reaching.filter((test) => clausesOfTest(test).some((clause) => open.has(clause)));
}

/** Laws with those of the given clauses first. */
export function inOwnOrder(
  laws: readonly string[],
  owners: readonly string[],
  lawClauses: Readonly<Record<string, readonly string[]>>,
): string[] {
  const own = new Set(laws.filter((law) => lawClauses[law]?.some((clause) => owners.includes(clause))));
  return [...laws.filter((law) => own.has(law)), ...laws.filter((law) => !own.has(law))];
}
