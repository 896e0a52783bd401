import type { PlannedClaim } from "../../src/audit/claim.ts";

export const by4: PlannedClaim = {
  id: "BY-4",
  title: "A malicious client cannot be named",
  quote: "the protocol cannot directly identify or isolate malicious participants within a cluster",
  source: "CQSA §5, discussion",
  statement: "Over rounds of reshuffled clusters the honest clients stay as suspect as the malicious ones.",
  clauses: ["CQSA-PAR-4", "CQSA-RND-4"],
  needs: "a campaign with Byzantine clients",
  measurement:
    "honest clients that are still suspects after T rounds, against (N−f)·[1 − C(N−1−f,k−1)/C(N−1,k−1)]^T",
};
