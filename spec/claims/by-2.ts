import type { PlannedClaim } from "../../src/audit/claim.ts";

export const by2: PlannedClaim = {
  id: "BY-2",
  title: "Existing robust rules apply",
  quote: "can be tailored with existing state-of-the-art Byzantine-robust aggregation schemes",
  source: "CQSA §4, outlier rejection logic",
  statement: "Among M clusters with f Byzantine clients the precondition of each rule is met.",
  clauses: ["CQSA-SCR-3", "CQSA-SCR-5", "CQSA-SCR-6"],
  needs: "a campaign with Byzantine clients",
  measurement:
    "share of random partitions that meet each rule's own precondition, such as M ≥ 2c + 3 for Krum with c clusters hit, over f and k",
};
