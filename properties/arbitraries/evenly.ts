import fc from "fast-check";

/** How finely a range is divided. */
const STEPS = 1_000_000;

/**
 * Numbers spread evenly from `min` to `max`, both ends included; shrinks towards `min`. `fc.double` draws
 * evenly from all floating-point numbers of a range, most of which are so near zero that nothing shows.
 */
export function evenly(min: number, max: number): fc.Arbitrary<number> {
  return fc
    .integer({ min: 0, max: STEPS })
    .map((step) => (step === STEPS ? max : min + ((max - min) * step) / STEPS));
}
