import type { ClientAdversaryOf } from "../adversary.ts";
import { repeated } from "../columns.ts";

/** Inner-product manipulation, "fall of empires": −τ times the honest mean. */
export const ipm: ClientAdversaryOf<"statistics"> = {
  role: "client",
  id: "client/ipm",
  title: "sends −τ times the honest mean, small enough to hide",
  source: "Xie et al. 2020, arXiv 1903.03936",
  clauses: ["THR-BYZ-1"],
  inPaper: true,
  knows: "statistics",
  options: { tau: { kind: "number", default: 0.1, min: 0, meaning: "τ; 0.1 hides, 2 pushes" } },
  make: ({ tau }) => ({
    updates: ({ own, honest }) =>
      repeated(
        honest.mean.map((value) => -Number(tau) * value),
        own.rows,
      ),
  }),
};
