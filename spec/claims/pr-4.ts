import type { PlannedClaim } from "../../src/audit/claim.ts";

export const pr4: PlannedClaim = {
  id: "PR-4",
  title: "Low fidelity compromises privacy",
  quote: "potentially leaking sensitive information about each participant’s data",
  source: "summary of CQSA (arXiv 2602.22269), noisy environments",
  statement: "The noisier a cluster's state, the more the decoded qubits tell of a single client.",
  clauses: ["CQSA-AGG-1", "CQSA-GHZ-1"],
  needs: "a server that infers from its view",
  measurement:
    "R² of one update from the sum with the k − 1 other decoded qubits, against the sum alone, by channel and strength",
};
