import type { PlannedClaim } from "../../src/audit/claim.ts";

export const by5: PlannedClaim = {
  id: "BY-5",
  title: "Clients are judged within a cluster",
  quote: "to identify and mitigate the influence of potentially adversarial clients within each cluster",
  source: "summary of CQSA (arXiv 2602.22269), clustered aggregation",
  statement: "From one round's measurements of a cluster the server tells which of its members attacked.",
  clauses: ["CQSA-AGG-1", "CQSA-RND-4"],
  needs: "a campaign with Byzantine clients",
  measurement:
    "how much more often than 1 in k the attacker is named from one round, by the best guess from the view",
};
