import type { PlannedClaim } from "../../src/audit/claim.ts";

export const pr5: PlannedClaim = {
  id: "PR-5",
  title: "Reshuffling prevents exposure",
  quote: "further prevents consistent exposure of the same subset of clients",
  source: "CQSA §5, discussion",
  statement: "Over rounds the server learns less of a client under random clusters than under fixed ones.",
  clauses: ["CQSA-PAR-3", "CQSA-PAR-4", "CQSA-RND-1"],
  needs: "a server that infers from its view",
  measurement:
    "R² of least-squares disaggregation over T rounds, clusters reshuffled against fixed, for updates that stay and that drift",
};
