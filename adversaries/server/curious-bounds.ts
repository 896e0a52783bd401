import { matrixOf } from "../../src/base/matrix.ts";
import { normalQuantile } from "../../src/statistics/normal-quantile.ts";
import type { ServerAdversaryOf } from "../server-adversary.ts";
import { lastRound } from "./sums.ts";

/** The median of the largest of d magnitudes of standard normal numbers: (2Φ(m) − 1)^d = ½. */
function medianOfLargest(count: number): number {
  return -normalQuantile(-Math.expm1(-Math.LN2 / count) / 2);
}

/** Reads each client's largest weight off its bound report, and from it the spread of all its weights. */
export const curiousBounds: ServerAdversaryOf<"transcript"> = {
  role: "server",
  id: "server/curious-bounds",
  title: "guesses each client's spread from its bound report",
  source: "CQSA §4: every client sends its own bound",
  clauses: ["THR-SRV-1", "THR-GOAL-3", "CQSA-BND-1"],
  inPaper: true,
  sees: "transcript",
  options: {},
  make: () => ({
    observe: (view) => {
      const { reports } = lastRound(view);
      const { clients, coordinates } = view.setting;
      const largest = medianOfLargest(coordinates);
      // Where nobody reports, all are alike.
      const scales = Float64Array.from(
        { length: clients },
        (_, client) => (reports[client] ?? largest) / largest,
      );
      return {
        kind: "reconstruction",
        of: "scale",
        clients: Array.from({ length: clients }, (_, client) => client),
        estimate: matrixOf("scales", scales, scales.length, 1),
      };
    },
  }),
};
