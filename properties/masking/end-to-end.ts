import fc from "fast-check";
import { quantizerSizes } from "../arbitraries/integers.ts";
import { pairPads, rowsOf } from "../arbitraries/pads.ts";
import { largestLevel } from "../arbitraries/quantizations.ts";
import { atMost, evenFractions, loudFractions, visibleBounds, weightsWithin } from "../arbitraries/values.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { ask, violation } from "../violation.ts";
import { maskAll } from "./exactly.ts";
import { halfStep } from "./quantization-error.ts";

interface Exchange {
  /** A row of d values within ±bound for each client. */
  readonly values: readonly (readonly number[])[];
  readonly bits: number;
  readonly bound: number;
  /** A pad for every two clients. */
  readonly pairPads: readonly (readonly number[])[];
  readonly modulusBits: number;
}

/** The fewest bits whose centred residues hold every sum of so many quantized values. */
function fewestModulusBits(clients: number, bits: number): number {
  let modulusBits = 2;
  while (2 ** (modulusBits - 1) - 1 < clients * largestLevel(bits)) modulusBits++;
  return modulusBits;
}

/**
 * Quantized, masked, summed and dequantized, the values of n clients come back as their sum, up to half a step
 * for each. The modulus is the smallest that holds the sum, or a wider one; in a third of the cases
 * all values are near the bound, where a modulus that is too narrow would wrap.
 */
export const endToEnd: Law = deterministicLaw<Exchange>({
  id: "masking/end-to-end",
  sentence: "with a modulus that holds it, the sum of all values comes back within half a step a client",
  clauses: ["QNF-QNT-2", "QNF-QNT-3", "QNF-MSK-2"],
  needs: ["quantize", "mask", "unmask", "dequantize"],
  cases: (capabilities) =>
    fc
      .record({
        clients: fc.integer({ min: 1, max: atMost(capabilities, "clients", 6) }),
        coordinates: fc.integer({ min: 1, max: atMost(capabilities, "coordinates", 4) }),
        bits: quantizerSizes,
        bound: visibleBounds,
        spare: fc.oneof(fc.constant(0), fc.nat({ max: 18 })),
        entry: fc.constantFrom(evenFractions, evenFractions, loudFractions),
      })
      .chain(({ clients, coordinates, bits, bound, spare, entry }) => {
        const modulusBits = Math.min(53, fewestModulusBits(clients, bits) + spare);
        return fc.record({
          values: rowsOf(entry, clients, coordinates).map((rows) =>
            rows.map((row) => weightsWithin(bound, row)),
          ),
          bits: fc.constant(bits),
          bound: fc.constant(bound),
          pairPads: pairPads(clients, coordinates, modulusBits),
          modulusBits: fc.constant(modulusBits),
        });
      }),
  check: async (implementation, { values, bits, bound, pairPads, modulusBits }) => {
    const quantized: number[][] = [];
    for (const row of values) {
      const { integers } = await ask(implementation, "quantize", { values: row, bits, bound });
      quantized.push(integers);
    }
    const masked = await maskAll(implementation, { integers: quantized, pairPads, modulusBits });
    const { sum } = await ask(implementation, "unmask", { masked, modulusBits });
    const result = await ask(implementation, "dequantize", { integers: sum, bits, bound });
    if (result.values.length !== values[0]!.length) {
      throw violation("values has another length", values[0]!.length, result.values.length);
    }
    for (const [i, received] of result.values.entries()) {
      const expected = values.reduce((sum, row) => sum + row[i]!, 0);
      const most = values.reduce((sum, row) => sum + halfStep(bits, bound, row[i]!), 0);
      if (!(Math.abs(received - expected) <= most)) {
        throw violation(`the sum in coordinate ${i} is off by more than ${most}`, expected, received);
      }
    }
    return "held";
  },
});
