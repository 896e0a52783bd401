import type { QuantizeParams } from "../../src/implementation/implementation.ts";
import { quantizations, tieWindow } from "../arbitraries/quantizations.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { quantizeOracle } from "../oracles/decimal-encoding.ts";
import { ask, violation } from "../violation.ts";

/** Q(−v) = −Q(v), wherever v is not so near a tie that rounding may go either way. */
export const quantizeSymmetric: Law = deterministicLaw<QuantizeParams>({
  id: "masking/quantize-symmetric",
  sentence: "the quantizer is odd: opposite values become opposite integers",
  clauses: ["QNF-QNT-1"],
  needs: ["quantize"],
  cases: quantizations,
  check: async (implementation, params) => {
    const { values, bits, bound } = params;
    const { integers } = await ask(implementation, "quantize", params);
    const opposite = await ask(implementation, "quantize", { ...params, values: values.map((v) => -v) });
    for (const { length } of [integers, opposite.integers]) {
      if (length !== values.length) throw violation("integers has another length", values.length, length);
    }
    let compared = 0;
    for (const [i, { tieDistance }] of quantizeOracle(values, bits, bound).entries()) {
      if (tieDistance <= tieWindow(bits)) continue;
      compared++;
      if (opposite.integers[i] !== -integers[i]!) {
        throw violation(`the integer of −values[${i}] differs`, -integers[i]!, opposite.integers[i]);
      }
    }
    return compared > 0 ? "held" : "vacuous";
  },
});
