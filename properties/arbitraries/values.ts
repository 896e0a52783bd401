import fc from "fast-check";
import type { Capabilities } from "../../src/implementation/implementation.ts";

/** The most that a case may ask for: what the implementation declares, and never more than `usual`. */
export function atMost(
  capabilities: Capabilities,
  what: "clients" | "coordinates" | "shots",
  usual: number,
): number {
  return Math.min(capabilities.limits?.[what] ?? usual, usual);
}

/** Seeds: opaque text, plain and not so plain. */
export const seeds: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: fc.string({ maxLength: 12 }), weight: 3 },
  { arbitrary: fc.uuid(), weight: 3 },
  { arbitrary: fc.constantFrom("", " ", "0", "été", "日本語", "𝒔𝒆𝒆𝒅", '"\\\n'), weight: 1 },
);

/** Magnitudes from tiny to huge, well inside the range in which every result is finite; 0 left out. */
export const magnitudes: fc.Arbitrary<number> = fc
  .tuple(fc.double({ min: 1, max: 10, maxExcluded: true, noNaN: true }), fc.integer({ min: -100, max: 100 }))
  .map(([mantissa, exponent]) => mantissa * 10 ** exponent);

/** Bounds as they occur in training, with the awkward ones. */
export const bounds: fc.Arbitrary<number> = fc.oneof(
  fc.constantFrom(1, 0.5, 1e-3, 1e-12, 123.456),
  magnitudes,
);

/** Fractions of a bound in [−1, 1], the ends and zero often among them. */
export const fractions: fc.Arbitrary<number> = fc.oneof(
  { arbitrary: fc.constantFrom(-1, 1, 0), weight: 1 },
  { arbitrary: fc.double({ min: -1, max: 1, noNaN: true }), weight: 5 },
);

/** A vector of weights inside a bound: `fraction · bound`, clipped so that rounding stays inside. */
export function weightsWithin(bound: number, fractions: readonly number[]): number[] {
  return fractions.map((fraction) => Math.max(-bound, Math.min(bound, fraction * bound)));
}

/** Fractions of a bound spread evenly over [−1, 1] in steps of 1e-6, so that no case hides below a tolerance. */
export const evenFractions: fc.Arbitrary<number> = fc
  .integer({ min: -1_000_000, max: 1_000_000 })
  .map((steps) => steps / 1_000_000);

/** Fractions near the bound and of one sign: together they bring a sum to its largest. */
export const loudFractions: fc.Arbitrary<number> = fc.constantFrom(1, 0.999999, 0.97, 0.9);

/**
 * Bounds from 0.01 to 1e61: measured by them the absolute tolerance of 1e-12 is a tenth of the relative one, so that
 * a correct answer cannot be far from the right one in units of the bound.
 */
export const visibleBounds: fc.Arbitrary<number> = fc
  .tuple(fc.integer({ min: 1000, max: 9999 }), fc.oneof(fc.constant(-3), fc.integer({ min: -5, max: 57 })))
  .map(([mantissa, exponent]) => mantissa * 10 ** exponent);

/** Some of the members, each in every second record: what is left out shows defaults. */
export function someOf<T>(
  values: Readonly<Record<string, fc.Arbitrary<T>>>,
): fc.Arbitrary<Readonly<Record<string, T>>> {
  const entries = Object.entries(values).map(([key, value]) =>
    fc.tuple(value, fc.boolean()).map(([chosen, given]) => (given ? [[key, chosen] as const] : [])),
  );
  return fc.tuple(...entries).map((chosen) => Object.fromEntries(chosen.flat()));
}
