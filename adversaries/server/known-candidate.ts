import { rowOf } from "../../src/base/matrix.ts";
import type { ServerAdversaryOf } from "../server-adversary.ts";
import { observedSums } from "./sums.ts";

/** Asks whether an update that it holds is in a sum: how long the sum is in the update's direction, ⟨sum, c⟩/‖c‖. */
export const knownCandidate: ServerAdversaryOf<"candidates"> = {
  role: "server",
  id: "server/known-candidate",
  title: "asks whether an update that it holds is in a sum",
  source: "membership inference, Shokri et al. 2017, arXiv 1610.05820, on a sum",
  clauses: ["THR-SRV-4", "THR-GOAL-4"],
  inPaper: true,
  sees: "candidates",
  options: {
    against: {
      kind: "choice",
      default: "absent",
      choices: ["absent", "another"],
      meaning: "sums without it: of the other members alone, or with another member in its place",
    },
  },
  make: () => ({
    observe: (view) => {
      const observed = view.rounds.map((round) => observedSums(round, view.setting));
      const scores = view.questions.map(({ candidate, round, cluster }) => {
        const sum = rowOf(observed[round]!.sums, cluster);
        const length = Math.hypot(...candidate);
        return candidate.reduce((total, value, c) => total + value * sum[c]!, 0) / (length || 1);
      });
      return { kind: "membership", scores: Float64Array.from(scores) };
    },
  }),
};
