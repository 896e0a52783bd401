import { rowNorms } from "../row-sums.ts";
import { clipRows } from "./clip.ts";
import type { PreAggregator } from "./pre-aggregator.ts";

/**
 * Adaptive robust clipping (Allouah et al. 2024): every input is scaled down to the (n − k)-th smallest norm,
 * k = ⌊2(f/n)(n − f)⌋, so that the k longest are clipped. No more than half are: k ≤ n/2 for every f ≤ n.
 */
export const arc: PreAggregator = {
  id: "arc",
  definition: "clip to the (n − k)-th smallest norm, k = ⌊2(f/n)(n − f)⌋",
  options: [],
  asIn: ["ByzFL ARC"],
  prepare: (_, { inputs, tolerate }) => ({
    outputs: inputs,
    run: (mixed) => {
      const norms = rowNorms(mixed.vectors);
      // One division, after exact products: 2·(f/n) first may round below an integer.
      const clipped = Math.floor((2 * tolerate * (inputs - tolerate)) / inputs);
      return clipRows(mixed, norms, norms.toSorted()[inputs - clipped - 1]!);
    },
  }),
};
