import fc from "fast-check";

const LARGEST = Number.MAX_SAFE_INTEGER;

/** A failing case is tried in the plainest form of all, whichever it was drawn from. */
const SHRUNK_TO_FIRST = { withCrossShrink: true } as const;

/** The integers of the wire, from −(2^53 − 1) to 2^53 − 1: small ones, the ends and everything between. */
export const safeIntegers: fc.Arbitrary<number> = fc.oneof(
  SHRUNK_TO_FIRST,
  { arbitrary: fc.integer({ min: -200, max: 200 }), weight: 3 },
  { arbitrary: fc.integer({ min: -LARGEST, max: LARGEST }), weight: 3 },
  { arbitrary: fc.constantFrom(LARGEST, -LARGEST), weight: 1 },
);

/** Bits b of a modulus: every size, those where float64 and 32-bit words end often among them. */
export const modulusSizes: fc.Arbitrary<number> = fc.oneof(
  SHRUNK_TO_FIRST,
  fc.constantFrom(2, 8, 31, 32, 33, 52, 53),
  fc.integer({ min: 2, max: 53 }),
);

/** Bits q of a quantizer. */
export const quantizerSizes: fc.Arbitrary<number> = fc.oneof(
  SHRUNK_TO_FIRST,
  fc.constantFrom(2, 8, 16),
  fc.integer({ min: 2, max: 32 }),
);

/** Numbers in [0, 2^b): both ends and the middle, where a sum changes its sign, often among them. */
export function residues(modulusBits: number): fc.Arbitrary<number> {
  const most = 2 ** modulusBits - 1;
  return fc.oneof(
    SHRUNK_TO_FIRST,
    { arbitrary: fc.integer({ min: 0, max: most }), weight: 4 },
    { arbitrary: fc.constantFrom(0, most, 2 ** (modulusBits - 1), 2 ** (modulusBits - 1) - 1), weight: 1 },
  );
}
