import type { QuantizeParams } from "../../src/implementation/implementation.ts";
import { largestLevel, quantizations, tieWindow } from "../arbitraries/quantizations.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { quantizeOracle } from "../oracles/decimal-encoding.ts";
import { ask, violation } from "../violation.ts";

/** True for both integers beside a value that lies at a tie, up to rounding. */
function besideTie(integer: number, scaled: number): boolean {
  return Number.isInteger(integer) && Math.abs(integer - scaled) < 0.75;
}

/** Integers against the definition in decimals of 64 digits; at a tie, up to rounding, either neighbour is right. */
export const quantizeDefinition: Law = deterministicLaw<QuantizeParams>({
  id: "masking/quantize-definition",
  sentence: "a value is quantized to the integer nearest to v·(2^(q−1) − 1)/bound",
  clauses: ["QNF-QNT-1", "WIRE-QNT-1"],
  needs: ["quantize"],
  cases: quantizations,
  check: async (implementation, params) => {
    const { values, bits, bound } = params;
    const { integers } = await ask(implementation, "quantize", params);
    if (integers.length !== values.length) {
      throw violation("integers has another length", values.length, integers.length);
    }
    for (const [i, { integer, tieDistance }] of quantizeOracle(values, bits, bound).entries()) {
      const received = integers[i]!;
      const tied = tieDistance <= tieWindow(bits);
      if (received === integer || (tied && besideTie(received, (values[i]! / bound) * largestLevel(bits)))) {
        continue;
      }
      throw violation(`integers[${i}] is not the nearest`, integer, received);
    }
    return "held";
  },
});
