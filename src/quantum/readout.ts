import type { ReadoutError } from "./noise.ts";

/** The expectation of a ±1 outcome as a faulty reading shows it, in [−1, 1] where it is in [−1, 1]. */
export function misreadExpectation(expectation: number, { zeroToOne, oneToZero }: ReadoutError): number {
  return (1 - zeroToOne - oneToZero) * expectation + (oneToZero - zeroToOne);
}

/** Applies the reading errors of every bit to a joint distribution of 2^k outcomes, in place. */
export function misreadDistribution(
  distribution: Float64Array,
  { zeroToOne, oneToZero }: ReadoutError,
): void {
  if (zeroToOne === 0 && oneToZero === 0) return;
  for (let bit = 1; bit < distribution.length; bit *= 2) {
    for (let outcome = 0; outcome < distribution.length; outcome++) {
      if ((outcome & bit) !== 0) continue;
      const zero = distribution[outcome]!;
      const one = distribution[outcome | bit]!;
      distribution[outcome] = zero * (1 - zeroToOne) + one * oneToZero;
      distribution[outcome | bit] = zero * zeroToOne + one * (1 - oneToZero);
    }
  }
}
