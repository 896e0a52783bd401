import type { MutantCoverage } from "@stryker-mutator/api/core";

/** Where mutated code looks which of its mutants is on, and where it tells what is passed. Numbers in arrays are quickest. */
export interface MutantSwitch {
  /** Stryker's number of the mutant that is on, −1: none; and how often that has changed. */
  readonly active: Int32Array;
  /** One number: how many places may still be passed before whatever runs is stopped, as it is in an endless loop. */
  readonly left: Float64Array;
  /** Whether a place was passed, by its number. */
  readonly seen: Uint8Array;
  /** The mutants of each place. */
  readonly places: (readonly number[])[];
  /** What mutated code finds under the name of WeakMap. */
  readonly WeakMap: typeof PassingMemory;
}

/** A WeakMap that is empty whenever another mutant is on: what one has computed would be taken for the next one's doing. */
class PassingMemory<Key extends WeakKey, Value> {
  #map = new WeakMap<Key, Value>();
  #since = switched();

  get #current(): WeakMap<Key, Value> {
    if (this.#since !== switched()) {
      this.#map = new WeakMap();
      this.#since = switched();
    }
    return this.#map;
  }

  get(key: Key): Value | undefined {
    return this.#current.get(key);
  }

  set(key: Key, value: Value): this {
    this.#current.set(key, value);
    return this;
  }
}

/** More places than any run has. */
const MOST_PLACES = 2 ** 17;

const MOST_PASSAGES = Number.MAX_SAFE_INTEGER;

/** The name of the switch among the globals, which code finds without an import. */
export const SWITCH = "__mutants__";

/** The switch of this process. */
export function mutantSwitch(): MutantSwitch {
  const scope = globalThis as unknown as Record<string, MutantSwitch | undefined>;
  return (scope[SWITCH] ??= {
    active: Int32Array.of(-1, 0),
    left: Float64Array.of(MOST_PASSAGES),
    seen: new Uint8Array(MOST_PLACES),
    places: [],
    WeakMap: PassingMemory,
  });
}

function switched(): number {
  return mutantSwitch().active[1]!;
}

/** Switches a mutant on; −1: none. */
export function activate(mutant: number): void {
  const { active } = mutantSwitch();
  active[0] = mutant;
  active[1]!++;
}

/** A number for a place that has these mutants. @throws Error if there are too many */
export function newPlace(mutants: readonly number[]): number {
  const { places } = mutantSwitch();
  if (places.length >= MOST_PLACES) throw new Error(`more than ${MOST_PLACES} mutated places`);
  return places.push(mutants) - 1;
}

/**
 * Whatever runs takes so many times as many passages as when nothing is broken, and a good deal besides, before it counts as
 * endless: a sample that looks wrong is drawn again at four times its size.
 */
const ENDLESS = 6;
const LEAST_ENDLESS = 2_000_000;

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

/** Which mutants are reached, by law or test; what happens in none of them counts as loading. */
export interface PlaceCounter {
  readonly coverage: MutantCoverage;
  /** From here on it is a law or test that reaches them; undefined: none. */
  readonly enter: (name: string | undefined) => void;
}

let counter: PlaceCounter | undefined;

/** Begins to tell which mutants are reached. */
export function countPlaces(): PlaceCounter {
  const { seen, places } = mutantSwitch();
  const coverage: MutantCoverage = { static: {}, perTest: {} };
  let current: string | undefined;
  const enter = (name: string | undefined): void => {
    const into = current === undefined ? coverage.static : (coverage.perTest[current] ??= {});
    for (const [place, mutants] of places.entries()) {
      if (seen[place] === 1) for (const id of mutants) into[id] = 1;
    }
    seen.fill(0);
    current = name;
  };
  counter = { coverage, enter };
  return counter;
}

/** Ends it. */
export function countNoMore(): void {
  counter?.enter(undefined);
  counter = undefined;
}

/** Tells the counter, if one counts, which law or test runs. */
export function nowRuns(name: string | undefined): void {
  counter?.enter(name);
}
