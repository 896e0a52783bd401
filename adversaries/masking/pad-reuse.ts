import { matrixOf, rowOf, zeros } from "../../src/base/matrix.ts";
import { unmask } from "../../src/masking/mask.ts";
import { checkModulus } from "../../src/masking/modulus.ts";
import type { MaskingAdversaryOf } from "../masking-adversary.ts";

/** Sees two vectors of each client under the same pads: in their difference the pads cancel. */
export const padReuse: MaskingAdversaryOf<"masked"> = {
  role: "masking",
  id: "masking/pad-reuse",
  title: "subtracts two vectors that were masked by the same pads",
  source: "Shannon 1949 on the one-time pad; follows from QuNetQFL, eqs 2–4",
  clauses: ["THR-MASK-4", "THR-ASM-4"],
  inPaper: false,
  sees: "masked",
  options: {},
  make: () => ({
    reusesPads: true,
    observe: ({ clients, modulusBits, masked }) => {
      const modulus = checkModulus(modulusBits);
      const [first, second] = [masked[0]!, masked[1]!];
      const estimate = zeros(clients, first.columns);
      for (let client = 0; client < clients; client++) {
        const negative = rowOf(second, client).map((value) => (value === 0 ? 0 : modulus - value));
        const both = Float64Array.of(...rowOf(first, client), ...negative);
        rowOf(estimate, client).set(unmask(matrixOf("masked", both, 2, first.columns), modulusBits));
      }
      return {
        kind: "reconstruction",
        of: "difference",
        clients: Array.from({ length: clients }, (_, client) => client),
        estimate,
      };
    },
  }),
};
