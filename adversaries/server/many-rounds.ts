import { disaggregateRounds } from "../../src/leakage/disaggregate.ts";
import type { ServerAdversaryOf } from "../server-adversary.ts";
import { observedSums } from "./sums.ts";

/** Keeps the partitions and sums of all rounds and solves for what the clients send again and again. */
export const manyRounds: ServerAdversaryOf<"transcript"> = {
  role: "server",
  id: "server/many-rounds",
  title: "solves the sums of many partitions for each client",
  source: "Lam et al. 2021, Gradient Disaggregation, arXiv 2106.06089; CQSA §5 on reassignment",
  clauses: ["THR-SRV-2", "THR-GOAL-3"],
  inPaper: true,
  sees: "transcript",
  options: {
    prior: {
      kind: "number",
      default: 0,
      min: 0,
      meaning: "variance of what lasts over what is new in each round; 0: least squares without a prior",
    },
  },
  make: ({ prior }) => ({
    observe: (view) => {
      const { clients } = view.setting;
      const rounds = view.rounds.map((round) => observedSums(round, view.setting));
      return {
        kind: "reconstruction",
        of: "lasting",
        clients: Array.from({ length: clients }, (_, client) => client),
        estimate: disaggregateRounds(rounds, clients, Number(prior) > 0 ? { prior: Number(prior) } : {}),
      };
    },
  }),
};
