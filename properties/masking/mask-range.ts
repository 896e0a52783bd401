import type { MaskParams } from "../../src/implementation/implementation.ts";
import { maskRequests } from "../arbitraries/pads.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { ask, violation } from "../violation.ts";

/** A masked vector is d integers in [0, 2^b), whatever signs and sizes went in. */
export const maskRange: Law = deterministicLaw<MaskParams>({
  id: "masking/mask-range",
  sentence: "a masked vector holds integers in [0, 2^b)",
  clauses: ["QNF-MSK-1", "WIRE-MASK-1"],
  needs: ["mask"],
  cases: maskRequests,
  check: async (implementation, params) => {
    const { masked } = await ask(implementation, "mask", params);
    if (masked.length !== params.integers.length) {
      throw violation("masked has another length", params.integers.length, masked.length);
    }
    const modulus = 2 ** params.modulusBits;
    for (const [i, value] of masked.entries()) {
      if (!(Number.isInteger(value) && value >= 0 && value < modulus)) {
        throw violation(`masked[${i}] leaves its range`, `an integer from 0 to ${modulus - 1}`, value);
      }
    }
    return "held";
  },
});
