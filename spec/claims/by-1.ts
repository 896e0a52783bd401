import type { PlannedClaim } from "../../src/audit/claim.ts";

export const by1: PlannedClaim = {
  id: "BY-1",
  title: "Byzantine participation is detected",
  quote: "it can perform Inter-Cluster Verification to detect malicious (Byzantine) participation",
  source: "CQSA §4, inter-cluster verification",
  statement: "Rules over the cluster means reject the clusters with Byzantine members and accept the others.",
  clauses: ["CQSA-SCR-3", "CQSA-SCR-6", "CQSA-RND-4"],
  needs: "a campaign with Byzantine clients",
  measurement: "true and false positive rates with intervals, by rule, attack, share of attackers and k",
};
