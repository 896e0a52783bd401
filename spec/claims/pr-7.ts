import type { PlannedClaim } from "../../src/audit/claim.ts";

export const pr7: PlannedClaim = {
  id: "PR-7",
  title: "Members stay blind to one another",
  quote: 'Participants in a cluster remain "blind" to one another',
  source: "CQSA §5, client anonymity",
  statement: "Clients cannot find out who is in their cluster.",
  clauses: ["CQSA-PAR-4", "CQSA-GHZ-1"],
  needs: "colluding clients over many rounds",
  measurement:
    "rates of true and false matches when clients measure their qubits of n states in Z and compare the strings",
};
