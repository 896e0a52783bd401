import type { PlannedClaim } from "../../src/audit/claim.ts";

export const cv1: PlannedClaim = {
  id: "CV-1",
  title: "Convergence is stable",
  quote: "CQSA ensures stable model convergence",
  source: "CQSA abstract",
  statement:
    "A model that is trained through its rounds gets as accurate as by plain averaging, with noise and under attack.",
  clauses: ["CQSA-RND-1", "CQSA-RND-2"],
  needs: "a campaign with Byzantine clients",
  measurement:
    "test accuracy over the rounds of a training whose updates all go through the protocol, with and without attack and noise",
};
