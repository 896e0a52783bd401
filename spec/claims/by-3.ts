import type { PlannedClaim } from "../../src/audit/claim.ts";

export const by3: PlannedClaim = {
  id: "BY-3",
  title: "Cosine exposes outliers",
  quote:
    "most schemes utilise statistical operations, such as Euclidean distance and cosine similarity, to detect outliers",
  source: "CQSA §4, inter-cluster verification",
  statement:
    "The mean of a cluster with one client that sends −c times its update points elsewhere than honest means do.",
  clauses: ["CQSA-RND-1", "CQSA-SCR-6"],
  needs: "a campaign with Byzantine clients",
  measurement: "cosine with the honest direction over c and k, against (k − 1 − c)/k of the honest mean",
};
