import { clausesOfTest } from "../strength/named-clauses.ts";

/**
 * The unit tests that a mutant still has to face. Where no law noticed it, all that reach it; else those of the clauses
 * that own the place and of which no law noticed it.
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
