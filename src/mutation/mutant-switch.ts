import type { MutantCoverage } from "@stryker-mutator/api/core";

/** Where mutated code looks which of its mutants is on, and where it tells what is passed. */
export interface MutantSwitch {
  /** Stryker's number of the mutant that is on; −1: none. */
  active: number;
  /** One number: how many places may still be passed before whatever runs is stopped, as it is in an endless loop. */
  readonly left: Float64Array;
  /** How often the place of each mutant was passed, by its number; null: nobody counts. */
  tally: Uint32Array | null;
}

/** More mutants than any run has. */
export const MOST_MUTANTS: number = 2 ** 17;

const MOST_PASSAGES = Number.MAX_SAFE_INTEGER;

/** The name of the switch among the globals, which code finds without an import. */
export const SWITCH = "__mutants__";

/** The switch of this process. */
export function mutantSwitch(): MutantSwitch {
  const scope = globalThis as unknown as Record<string, MutantSwitch | undefined>;
  return (scope[SWITCH] ??= { active: -1, left: Float64Array.of(MOST_PASSAGES), tally: null });
}

/**
 * Whatever runs takes so many times as many passages as when nothing is broken, and a good deal besides, before it counts as
 * endless: a sample that looks wrong is drawn again at four times its size.
 */
const ENDLESS = 6;
const LEAST_ENDLESS = 10_000_000;

/** From now on places are counted anew. @param usual how many are passed when nothing is broken; by default any number may be */
export function allowPassages(usual: number = MOST_PASSAGES): void {
  mutantSwitch().left[0] = Math.min(MOST_PASSAGES, LEAST_ENDLESS + ENDLESS * usual);
}

/** How many places were passed since any number was allowed. */
export function passagesSince(): number {
  return MOST_PASSAGES - mutantSwitch().left[0]!;
}

/** Whether what ran was stopped because it passed too many places. */
export function wasEndless(): boolean {
  return mutantSwitch().left[0]! < 0;
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
