import { randomStream } from "../base/random.ts";
import { identityOf } from "../strength/mutant.ts";
import type { Mutant } from "../strength/mutant.ts";

/** So many of the mutants, by names alone: the order in which they are given changes nothing. */
export function sampled(mutants: readonly Mutant[], size: number): Mutant[] {
  const named = mutants.map((mutant) => {
    const name = identityOf(mutant);
    return { mutant, name, draw: randomStream("mutants").fork(name).word() };
  });
  return named
    .sort((a, b) => a.draw - b.draw || (a.name < b.name ? -1 : 1))
    .slice(0, size)
    .map(({ mutant }) => mutant);
}
