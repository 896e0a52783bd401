import type { PlannedClaim } from "../../src/audit/claim.ts";

export const se2: PlannedClaim = {
  id: "SE-2",
  title: "Eavesdropping learns nothing",
  quote: "effectively preventing information leakage",
  source: "summary of CQSA (arXiv 2602.22269), quantum secure aggregation",
  statement: "The qubit on a link is in the state I/2 whatever the client encodes.",
  clauses: ["CQSA-GHZ-1"],
  needs: "an intruder on a link",
  measurement:
    "distance of a link's qubit from I/2 before and after encoding, over phases, channels and layouts",
};
