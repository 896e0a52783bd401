import type { PlannedClaim } from "../../src/audit/claim.ts";

export const pr2: PlannedClaim = {
  id: "PR-2",
  title: "Only a global bound is revealed",
  quote: "This procedure reveals only a global magnitude bound",
  source: "CQSA §4, encoding the weights",
  statement: "Of the clients' largest weights the server learns the largest of all and no other.",
  clauses: ["CQSA-BND-1", "CQSA-RND-6"],
  needs: "a server that infers from its view",
  measurement:
    "how many clients' largest weights, and what else of a client, the server tells from the bound reports of its view",
};
