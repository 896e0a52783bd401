import type { MutantCoverage } from "@stryker-mutator/api/core";

/** Where mutated code looks which of its mutants is on, and where it tells what is passed. */
export interface MutantSwitch {
  /** Stryker's number of the mutant that is on; −1: none. */
  active: number;
  /** How often its place was passed. */
  hits: number;
  /** Passing its place more often ends what runs. */
  limit: number;
  /** How often the place of each mutant was passed, by its number; null: nobody counts. */
  tally: Uint32Array | null;
}

/** More mutants than any run has. */
export const MOST_MUTANTS: number = 2 ** 17;

/** The name of the switch among the globals, which code finds without an import. */
export const SWITCH = "__mutants__";

/** The switch of this process. */
export function mutantSwitch(): MutantSwitch {
  const scope = globalThis as unknown as Record<string, MutantSwitch | undefined>;
  return (scope[SWITCH] ??= { active: -1, hits: 0, limit: Infinity, tally: null });
}

/** Whether what ran since `hits` was 0 was stopped because it passed the mutant's place too often. */
export function wasEndless(): boolean {
  const { hits, limit } = mutantSwitch();
  return hits > limit;
}

/** Passages of places, by law or test; what happens in none of them counts as loading. */
export interface PlaceCounter {
  readonly coverage: MutantCoverage;
  /** From here on passages are those of a law or test; undefined: of none. */
  readonly enter: (name: string | undefined) => void;
}

let counter: PlaceCounter | undefined;

/** Begins to count. */
export function countPlaces(): PlaceCounter {
  const tally = new Uint32Array(MOST_MUTANTS);
  const coverage: MutantCoverage = { static: {}, perTest: {} };
  let current: string | undefined;
  const enter = (name: string | undefined): void => {
    const into = current === undefined ? coverage.static : (coverage.perTest[current] ??= {});
    for (const [id, passages] of tally.entries()) {
      if (passages > 0) into[id] = (into[id] ?? 0) + passages;
    }
    tally.fill(0);
    current = name;
  };
  mutantSwitch().tally = tally;
  counter = { coverage, enter };
  return counter;
}

/** Ends counting: from here on passing a place costs next to nothing. */
export function countNoMore(): void {
  counter?.enter(undefined);
  counter = undefined;
  mutantSwitch().tally = null;
}

/** Tells the counter, if one counts, which law or test runs. */
export function nowRuns(name: string | undefined): void {
  counter?.enter(name);
}
