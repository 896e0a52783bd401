import type { PlannedClaim } from "../../src/audit/claim.ts";

export const pr3: PlannedClaim = {
  id: "PR-3",
  title: "Leakage stays with aggregates",
  quote: "this leakage is bound to aggregated information rather than individual updates",
  source: "CQSA §5, discussion",
  statement: "The server's view holds no information about a single client's update.",
  clauses: ["CQSA-AGG-1", "CQSA-RND-1"],
  needs: "a server that infers from its view",
  measurement:
    "mutual information of one update and the view, and R² of the best linear guess, over k and how loud the client is",
};
