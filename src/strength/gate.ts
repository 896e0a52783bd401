import { identityOf } from "./mutant.ts";
import type { Mutant } from "./mutant.ts";

/** What the gate looks at. */
export interface GateSources {
  readonly committed: readonly Mutant[];
  readonly newest: readonly Mutant[];
  /** Identities of reviewed equivalent mutants. */
  readonly equivalent: ReadonlySet<string>;
}

/** What changed between two results. */
export interface Gate {
  /** Nobody notices them, no review explains them, and they were not known: each fails the gate. */
  readonly newSurvivors: readonly Mutant[];
  /** They only loop for ever, and did not before: no kills, and no failure either, for a loop hides nothing. */
  readonly newTimeOuts: readonly Mutant[];
  /** Known survivors that somebody notices now. */
  readonly noticed: readonly Mutant[];
}

/** True where neither law nor test noticed the change. */
export function isUnnoticed({ status }: { readonly status: string }): boolean {
  return status === "survived" || status === "uncovered";
}

/** Compares by name, and no percentage: a share may rise while something new goes unnoticed. */
export function compareResults({ committed, newest, equivalent }: GateSources): Gate {
  const known = new Map(committed.map((mutant) => [identityOf(mutant), mutant]));
  return {
    newSurvivors: newest.filter((mutant) => {
      const before = known.get(identityOf(mutant));
      const isKnown = before !== undefined && isUnnoticed(before);
      return isUnnoticed(mutant) && !isKnown && !equivalent.has(identityOf(mutant));
    }),
    newTimeOuts: newest.filter((mutant) => {
      const before = known.get(identityOf(mutant))?.status;
      return mutant.status === "timed out" && before !== "timed out" && !equivalent.has(identityOf(mutant));
    }),
    noticed: newest.filter((mutant) => {
      const before = known.get(identityOf(mutant));
      return mutant.status === "killed" && before !== undefined && isUnnoticed(before);
    }),
  };
}
