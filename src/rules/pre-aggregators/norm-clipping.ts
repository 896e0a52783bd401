import { checkPositive, neededOption } from "../options.ts";
import { rowNorms } from "../row-sums.ts";
import { clipRows } from "./clip.ts";
import type { PreAggregator } from "./pre-aggregator.ts";

/** Static clipping: every input is scaled down to the norm `bound` > 0 where it is longer. */
export const normClipping: PreAggregator = {
  id: "norm-clipping",
  definition: "x·min(1, bound/‖x‖)",
  options: [{ key: "bound", values: "above 0", meaning: "the largest norm" }],
  asIn: ["ByzFL Clipping with c as bound"],
  prepare: (options, { inputs, name }) => {
    const bound = neededOption(options, "bound", name, (name, value) => checkPositive(name, value));
    return { outputs: inputs, run: (mixed) => clipRows(mixed, rowNorms(mixed.vectors), bound) };
  },
};
