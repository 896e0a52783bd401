import fc from "fast-check";
import type { DequantizeParams } from "../../src/implementation/implementation.ts";
import { quantizerSizes } from "../arbitraries/integers.ts";
import { largestLevel } from "../arbitraries/quantizations.ts";
import { atMost, bounds } from "../arbitraries/values.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { dequantizeOracle } from "../oracles/decimal-encoding.ts";
import { ask, mustAgree } from "../violation.ts";

/** Values against the definition in decimals of 64 digits, for sums of up to 1000 quantized vectors. */
export const dequantizeDefinition: Law = deterministicLaw<DequantizeParams>({
  id: "masking/dequantize-definition",
  sentence: "an integer, or a sum of them, is dequantized to n·bound/(2^(q−1) − 1)",
  clauses: ["QNF-QNT-3", "WIRE-QNT-1"],
  needs: ["dequantize"],
  cases: (capabilities) =>
    fc.record({ bits: quantizerSizes, bound: bounds }).chain(({ bits, bound }) => {
      const one = largestLevel(bits);
      const entries = fc.oneof(
        fc.integer({ min: -one, max: one }),
        fc.integer({ min: -1000 * one, max: 1000 * one }),
      );
      return fc
        .array(entries, { minLength: 1, maxLength: atMost(capabilities, "coordinates", 8) })
        .map((integers) => ({ integers, bits, bound }));
    }),
  check: async (implementation, params) => {
    const { values } = await ask(implementation, "dequantize", params);
    mustAgree("values", dequantizeOracle(params.integers, params.bits, params.bound), values);
    return "held";
  },
});
