import type { QuantizeParams } from "../../src/implementation/implementation.ts";
import { largestLevel, quantizations, tieWindow } from "../arbitraries/quantizations.ts";
import { visibleBounds } from "../arbitraries/values.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { ask, violation } from "../violation.ts";

/**
 * Half a step, and what computing may add to it: either way at a tie ({@link tieWindow}, in steps), and the
 * precision to which the dequantized value is compared.
 *
 * @param value the magnitude that is dequantized
 */
export function halfStep(bits: number, bound: number, value: number): number {
  const step = bound / largestLevel(bits);
  return (0.5 + tieWindow(bits)) * step + Math.max(1e-12, 1e-9 * Math.abs(value));
}

/** A value that is quantized and dequantized again comes back within half a step. */
export const quantizationError: Law = deterministicLaw<QuantizeParams>({
  id: "masking/quantization-error",
  sentence: "quantizing moves a value by at most half a step",
  clauses: ["QNF-QNT-2"],
  needs: ["quantize", "dequantize"],
  cases: (capabilities) => quantizations(capabilities, { bounds: visibleBounds }),
  check: async (implementation, params) => {
    const { values: original, bits, bound } = params;
    const { integers } = await ask(implementation, "quantize", params);
    const { values } = await ask(implementation, "dequantize", { integers, bits, bound });
    if (values.length !== original.length) {
      throw violation("values has another length", original.length, values.length);
    }
    for (const [i, value] of original.entries()) {
      const most = halfStep(bits, bound, value);
      const error = Math.abs(values[i]! - value);
      if (!(error <= most)) throw violation(`values[${i}] moved too far`, `at most ${most}`, error);
    }
    return "held";
  },
});
