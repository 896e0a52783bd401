import type { Law } from "../law.ts";
import { bitKinds } from "./range-kinds.ts";
import { rangeLaw } from "./refusal-law.ts";
import { instead } from "./spoil.ts";

/** What the numbers of `unmask` may not be. */
export const unmaskRange: Law = rangeLaw("unmask", {
  sentence: "`unmask` refuses numbers outside [0, 2^b) and modulus bits outside 2…53",
  clauses: ["QNF-MSK-4", "WIRE-REJ-10", "WIRE-REJ-11"],
  kinds: ({ masked, modulusBits }) => {
    const modulus = 2 ** modulusBits;
    return [
      ...bitKinds("modulusBits", 53),
      instead(
        "modulus bits outside 2…53, with zeros",
        ...[1, 54, 0, 8.5].map((modulusBits) => ({
          masked: masked.map((row) => row.map(() => 0)),
          modulusBits,
        })),
      ),
      {
        what: "a number outside [0, 2^b)",
        edits: masked.flatMap((row, r) =>
          row.flatMap((_, i) =>
            [modulus, -1, -modulus, 4 * modulus].map((value) => ({ path: ["masked", r, i], value })),
          ),
        ),
      },
    ];
  },
});
