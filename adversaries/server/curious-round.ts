import { rowOf, zeros } from "../../src/base/matrix.ts";
import type { ServerAdversaryOf } from "../server-adversary.ts";
import { lastRound, observedSums } from "./sums.ts";

/** Takes the mean of a cluster for each of its members: the best that one sum of like updates allows, R² = 1/k. */
export const curiousRound: ServerAdversaryOf<"transcript"> = {
  role: "server",
  id: "server/curious-round",
  title: "guesses each update from its cluster's sum",
  source: "CQSA §5: leakage is bound to aggregated information",
  clauses: ["THR-SRV-1", "THR-GOAL-3"],
  inPaper: true,
  sees: "transcript",
  options: {},
  make: () => ({
    observe: (view) => {
      const { clusters, sums } = observedSums(lastRound(view), view.setting);
      const clients = clusters.flat();
      const estimate = zeros(clients.length, sums.columns);
      let row = 0;
      for (const [c, members] of clusters.entries()) {
        const mean = rowOf(sums, c).map((sum) => sum / members.length);
        for (let j = 0; j < members.length; j++) rowOf(estimate, row++).set(mean);
      }
      return { kind: "reconstruction", of: "update", clients, estimate };
    },
  }),
};
