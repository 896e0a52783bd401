import { DISTANCE_POWERS, neighbourCount, smallestWide } from "./krum.ts";
import type { KrumVariant } from "./krum.ts";
import { compareWide, sumWide } from "./wide.ts";
import type { Wide } from "./wide.ts";

/** What a pick one by one needs to know. */
export interface Picking {
  /** How many to pick, at most n. */
  readonly picks: number;
  /** f */
  readonly tolerate: number;
  readonly variant: KrumVariant;
}

/**
 * Picks inputs one by one: each time the one of least Krum score among the n′ that are left, scored with
 * max(1, n′ − f − 2) neighbours (or by the variant's number in place of 2) that are left, too. Of equal scores the
 * lowest index wins; the last input left has no neighbour and is picked with score 0.
 *
 * @param squares n × n squared distances
 * @returns indices in the order of picking
 */
export function pickByKrum(
  squares: readonly Wide[],
  { picks, tolerate, variant: { neighbours, distance } }: Picking,
): number[] {
  const inputs = Math.sqrt(squares.length);
  const all = Array.from({ length: inputs }, (_, i) => i);
  // Sorted once: a removal takes neighbours out and never reorders them.
  const nearest = all.map((i) =>
    all
      .filter((j) => j !== i)
      .sort((a, b) => compareWide(squares[i * inputs + a]!, squares[i * inputs + b]!)),
  );
  const picked: number[] = [];
  let left = all;
  while (picked.length < picks) {
    const count = Math.max(1, neighbourCount(neighbours, left.length, tolerate));
    const isLeft = new Uint8Array(inputs);
    for (const i of left) isLeft[i] = 1;
    const scores = left.map((i) => {
      const counted: Wide[] = [];
      for (const j of nearest[i]!) {
        if (counted.length === count) break;
        if (isLeft[j] === 1) counted.push(DISTANCE_POWERS[distance](squares[i * inputs + j]!));
      }
      return sumWide(counted);
    });
    const chosen = left[smallestWide(scores)]!;
    picked.push(chosen);
    left = left.filter((i) => i !== chosen);
  }
  return picked;
}
