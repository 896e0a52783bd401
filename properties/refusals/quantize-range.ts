import type { Law } from "../law.ts";
import { lone } from "./encode-range.ts";
import { bitKinds } from "./range-kinds.ts";
import { rangeLaw } from "./refusal-law.ts";
import { inEach, instead } from "./spoil.ts";

/** What the numbers of `quantize` may not be. */
export const quantizeRange: Law = rangeLaw("quantize", {
  sentence: "`quantize` refuses values beyond their bound, a negative bound and bits outside 2…32",
  clauses: ["QNF-QNT-4", "WIRE-REJ-5", "WIRE-REJ-10"],
  kinds: ({ values, bits, bound }) => {
    const zeros = values.map(() => 0);
    return [
      ...bitKinds("bits", 32),
      inEach(
        "a value beyond the bound",
        ["values"],
        values,
        [1.000001, -1.000001, 1.5, -2].map((factor) => factor * bound),
      ),
      instead(
        "a negative bound",
        { values, bits, bound: -bound },
        { values: zeros, bits, bound: -bound },
        { values: zeros, bits, bound: -1 },
      ),
      instead(
        "a value other than 0 with a bound of 0",
        ...[bound, 1e-300, -5e-324].flatMap((value) =>
          lone(values.length, value).map((values) => ({ values, bits, bound: 0 })),
        ),
      ),
    ];
  },
});
