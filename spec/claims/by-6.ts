import type { PlannedClaim } from "../../src/audit/claim.ts";

export const by6: PlannedClaim = {
  id: "BY-6",
  title: "A global sum gives no basis to reject",
  quote: "the server has no mathematical basis to identify or reject them",
  source: "CQSA §1",
  statement: "No test on one global sum tells a round with Byzantine clients from an honest one.",
  clauses: ["CQSA-SCR-1", "CQSA-RND-2"],
  needs: "a campaign with Byzantine clients",
  measurement:
    "true and false positive rates of a norm test and of a trusted direction on the global sum, with and without a reference",
};
