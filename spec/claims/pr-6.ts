import type { PlannedClaim } from "../../src/audit/claim.ts";

export const pr6: PlannedClaim = {
  id: "PR-6",
  title: "A compromised group changes nothing",
  quote: "even if a small group is compromised, the overall network security remains intact",
  source: "CQSA §5, dynamic reconfiguration",
  statement: "Colluding clients do not get an honest client's update, however many the rounds.",
  clauses: ["CQSA-PAR-3", "CQSA-PAR-4"],
  needs: "colluding clients over many rounds",
  measurement:
    "how often an honest client is alone among c colluders, against C(c,k−1)/C(N−1,k−1) a round, and what they then read",
};
