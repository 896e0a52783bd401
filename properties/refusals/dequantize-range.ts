import type { Law } from "../law.ts";
import { HUGE } from "./encode-range.ts";
import { bitKinds } from "./range-kinds.ts";
import { rangeLaw } from "./refusal-law.ts";
import { instead, replaced } from "./spoil.ts";

/** What the numbers of `dequantize` may not be. */
export const dequantizeRange: Law = rangeLaw("dequantize", {
  sentence: "`dequantize` refuses a negative bound, bits outside 2…32 and values that are not finite",
  clauses: ["QNF-QNT-4", "WIRE-REJ-5", "WIRE-REJ-10", "WIRE-REJ-14"],
  kinds: ({ integers, bits, bound }) => [
    ...bitKinds("bits", 32),
    replaced("a negative bound", "bound", [-bound, -1, -1e-300]),
    // At least 2^21 levels times the bound.
    instead("integers whose values are beyond float64", {
      integers: integers.map(() => 2 ** 52),
      bits,
      bound: HUGE,
    }),
  ],
});
