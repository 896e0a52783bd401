import type { ClientAdversaryOf } from "../adversary.ts";

/** Leaves in the middle of the round: its cluster is lost, and f clients lose up to f of them. */
export const dropper: ClientAdversaryOf<"own"> = {
  role: "client",
  id: "client/dropper",
  title: "leaves on purpose, and its cluster with it",
  source: "CQSA §4, localized dropout resilience",
  clauses: ["THR-BYZ-4", "CQSA-RND-3"],
  inPaper: false,
  knows: "own",
  options: {},
  make: () => ({ leaves: true }),
};
