import fc from "fast-check";
import { quantizerSizes } from "../arbitraries/integers.ts";
import { atMost } from "../arbitraries/values.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { ask, mustAgree } from "../violation.ts";

interface Zeros {
  readonly coordinates: number;
  readonly bits: number;
}

/** Where every value is 0 the bound is 0 too: what comes out is zeros, and never 0/0. */
export const zeroBound: Law = deterministicLaw<Zeros>({
  id: "masking/zero-bound",
  sentence: "with a bound of 0, zeros are quantized to zeros and dequantized to zeros",
  clauses: ["QNF-QNT-1", "WIRE-QNT-1"],
  needs: ["quantize", "dequantize"],
  cases: (capabilities) =>
    fc.record({
      coordinates: fc.integer({ min: 1, max: atMost(capabilities, "coordinates", 8) }),
      bits: quantizerSizes,
    }),
  check: async (implementation, { coordinates, bits }) => {
    const zeros = Array.from({ length: coordinates }, () => 0);
    const { integers } = await ask(implementation, "quantize", { values: zeros, bits, bound: 0 });
    mustAgree("integers", zeros, integers);
    const { values } = await ask(implementation, "dequantize", { integers: zeros, bits, bound: 0 });
    mustAgree("values", zeros, values);
    return "held";
  },
});
