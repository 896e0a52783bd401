import fc from "fast-check";
import type { Capabilities, ScreenParams } from "../../src/implementation/implementation.ts";
import { rowsOf } from "./pads.ts";
import { screenings } from "./screenings.ts";
import type { ScreenedRule, ScreeningRange } from "./screenings.ts";

/** A request in which exactly the tolerated number of inputs is Byzantine. */
export interface Contamination {
  readonly params: ScreenParams;
  readonly byzantine: readonly number[];
}

/** Outliers each for itself, or all at one point. */
function outlyingRows(
  entries: fc.Arbitrary<number>,
  rows: number,
  coordinates: number,
): fc.Arbitrary<number[][]> {
  const agreed = fc
    .array(entries, { minLength: coordinates, maxLength: coordinates })
    .map((row) => Array.from({ length: rows }, () => row));
  return fc.oneof(rowsOf(entries, rows, coordinates), agreed);
}

/** Inputs of a rule, as many of them replaced as it is told to tolerate, at least one. */
export function contaminations(
  capabilities: Capabilities,
  rule: ScreenedRule,
  { outliers, ...range }: ScreeningRange & { readonly outliers: fc.Arbitrary<number> },
): fc.Arbitrary<Contamination> {
  let fewestInputs = rule.fewestInputs;
  while (rule.mostTolerated(fewestInputs) < 1) fewestInputs++;
  return screenings(capabilities, rule, { ...range, fewestInputs }).chain((honest) => {
    const { aggregates } = honest;
    return fc
      .integer({ min: 1, max: rule.mostTolerated(aggregates.length) })
      .chain((tolerate) =>
        fc.tuple(
          fc.shuffledSubarray([...aggregates.keys()], { minLength: tolerate, maxLength: tolerate }),
          outlyingRows(outliers, tolerate, aggregates[0]!.length),
        ),
      )
      .map(([byzantine, rows]) => ({
        params: {
          ...honest,
          aggregates: aggregates.map((row, i) => rows[byzantine.indexOf(i)] ?? row),
          tolerate: byzantine.length,
        },
        byzantine,
      }));
  });
}

/** Entries from 1000 to 1e140 in magnitude, of either sign. */
export const farEntries: fc.Arbitrary<number> = fc
  .tuple(fc.integer({ min: 1000, max: 9999 }), fc.integer({ min: 0, max: 136 }), fc.constantFrom(1, -1))
  .map(([mantissa, exponent, sign]) => sign * mantissa * 10 ** exponent);
