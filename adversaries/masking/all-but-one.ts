import { matrixOf } from "../../src/base/matrix.ts";
import { unmask } from "../../src/masking/mask.ts";
import type { MaskingAdversaryOf } from "../masking-adversary.ts";

/** The server and all clients but one: the sum less their own is the vector of that one. QuNetQFL excludes it. */
export const allButOne: MaskingAdversaryOf<"pooled"> = {
  role: "masking",
  id: "masking/all-but-one",
  title: "all but one client tell the server what they sent",
  source: "QuNetQFL, security analysis, which excludes it",
  clauses: ["THR-MASK-2", "THR-GOAL-3"],
  inPaper: false,
  sees: "pooled",
  options: {},
  make: () => ({
    observe: ({ clients, modulusBits, masked, integers, victim }) => {
      const last = masked.at(-1)!;
      const known = integers.at(-1)!;
      const read = unmask(last, modulusBits);
      for (let client = 0; client < clients; client++) {
        if (client === victim) continue;
        for (let c = 0; c < read.length; c++) read[c]! -= known.data[client * known.columns + c]!;
      }
      return {
        kind: "reconstruction",
        of: "update",
        clients: [victim],
        estimate: matrixOf("estimate", read, 1, read.length),
      };
    },
  }),
};
