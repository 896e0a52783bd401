import type { ClientAdversaryOf } from "../adversary.ts";

/** Measures its qubit in a share q of the shots, which collapses the state: V becomes V(1 − q). */
export const collapse: ClientAdversaryOf<"own"> = {
  role: "client",
  id: "client/collapse",
  title: "measures its qubit, which destroys the sum",
  source: "follows from CQSA §2.3.1: a measured GHZ state has no phase",
  clauses: ["THR-BYZ-3"],
  inPaper: false,
  knows: "own",
  options: { share: { kind: "number", default: 1, min: 0, max: 1, meaning: "share of the shots" } },
  make: ({ share }) => ({
    qubit: (honest) => [...honest, { kind: "measure", axis: "z", fraction: Number(share) }],
  }),
};
