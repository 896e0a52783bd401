import fc from "fast-check";
import type { Capabilities, QuantizeParams } from "../../src/implementation/implementation.ts";
import { anyFractions } from "./encodings.ts";
import { quantizerSizes } from "./integers.ts";
import { atMost, bounds, weightsWithin } from "./values.ts";

/** 2^(q−1) − 1, the largest integer of a q-bit quantizer. */
export function largestLevel(bits: number): number {
  return 2 ** (bits - 1) - 1;
}

/**
 * How near a tie a value may be rounded either way, in steps: the 1e-9 of the protocol, or where that is more the
 * rounding of v·(2^(q−1) − 1)/bound in float64, three operations of 2⁻⁵³ each on less than 2^(q−1).
 */
export function tieWindow(bits: number): number {
  return Math.max(1e-9, 2 ** (bits - 1) * 2 ** -51);
}

/** Which requests to `quantize` a law wants. */
export interface QuantizationRange {
  readonly bounds?: fc.Arbitrary<number>;
}

/** Values within their bound: spread evenly, tiny ones, the ends, and some at a tie up to rounding. */
export function quantizations(
  capabilities: Capabilities,
  { bounds: bound = bounds }: QuantizationRange = {},
): fc.Arbitrary<QuantizeParams> {
  return fc.record({ bits: quantizerSizes, bound }).chain(({ bits, bound }) => {
    const level = largestLevel(bits);
    const ties = fc.integer({ min: -level, max: level - 1 }).map((step) => (step + 0.5) / level);
    const shares = fc.oneof({ arbitrary: anyFractions, weight: 5 }, { arbitrary: ties, weight: 1 });
    return fc
      .array(shares, { minLength: 1, maxLength: atMost(capabilities, "coordinates", 8) })
      .map((fractions) => ({ values: weightsWithin(bound, fractions), bits, bound }));
  });
}
