import type { RandomStream } from "../base/random.ts";

/** Swaps entries so that the first `count` are a uniform ordered sample of all (Fisher–Yates, from the front). */
export function shuffleFront(rng: RandomStream, values: Uint32Array, count: number): void {
  for (let i = 0; i < Math.min(count, values.length - 1); i++) {
    const other = i + rng.integer(values.length - i);
    const held = values[i]!;
    values[i] = values[other]!;
    values[other] = held;
  }
}

/** The indices 0…length−1 in a uniformly random order. */
export function shuffledIndices(rng: RandomStream, length: number): Uint32Array {
  const indices = Uint32Array.from({ length }, (_, i) => i);
  shuffleFront(rng, indices, length);
  return indices;
}
