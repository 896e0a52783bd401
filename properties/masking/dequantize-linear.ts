import fc from "fast-check";
import { quantizerSizes } from "../arbitraries/integers.ts";
import { largestLevel } from "../arbitraries/quantizations.ts";
import { atMost, visibleBounds } from "../arbitraries/values.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { ask, violation } from "../violation.ts";

interface Summands {
  /** A row of d quantized values for each of n clients. */
  readonly rows: readonly (readonly number[])[];
  readonly bits: number;
  readonly bound: number;
}

/**
 * Dequantizing the sum of quantized vectors gives the sum of their values. All of them are answers, each off by 1e-9 of
 * itself or 1e-12; the values may cancel, so the former is taken of the sum of their magnitudes.
 */
export const dequantizeLinear: Law = deterministicLaw<Summands>({
  id: "masking/dequantize-linear",
  sentence: "a sum of quantized vectors is dequantized to the sum of their values",
  clauses: ["QNF-QNT-3"],
  needs: ["dequantize"],
  cases: (capabilities) =>
    fc
      .record({
        bits: quantizerSizes,
        bound: visibleBounds,
        coordinates: fc.integer({ min: 1, max: atMost(capabilities, "coordinates", 4) }),
      })
      .chain(({ bits, bound, coordinates }) => {
        const level = largestLevel(bits);
        const row = fc.array(fc.integer({ min: -level, max: level }), {
          minLength: coordinates,
          maxLength: coordinates,
        });
        return fc.record({
          rows: fc.array(row, { minLength: 2, maxLength: 6 }),
          bits: fc.constant(bits),
          bound: fc.constant(bound),
        });
      }),
  check: async (implementation, { rows, bits, bound }) => {
    const coordinates = rows[0]!.length;
    const dequantized = async (integers: readonly number[]): Promise<readonly number[]> => {
      const { values } = await ask(implementation, "dequantize", { integers, bits, bound });
      if (values.length === coordinates) return values;
      throw violation("values has another length", coordinates, values.length);
    };
    const parts: (readonly number[])[] = [];
    for (const row of rows) parts.push(await dequantized(row));
    const whole = await dequantized(rows[0]!.map((_, i) => rows.reduce((sum, row) => sum + row[i]!, 0)));
    for (const [i, value] of whole.entries()) {
      const sum = parts.reduce((sum, part) => sum + part[i]!, 0);
      const size = parts.reduce((sum, part) => sum + Math.abs(part[i]!), 0);
      if (!(Math.abs(value - sum) <= (parts.length + 1) * 1e-12 + 2e-9 * size)) {
        throw violation(`the value of the sum in coordinate ${i} differs`, sum, value);
      }
    }
    return "held";
  },
});
