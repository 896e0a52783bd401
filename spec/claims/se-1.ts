import type { PlannedClaim } from "../../src/audit/claim.ts";

export const se1: PlannedClaim = {
  id: "SE-1",
  title: "Intrusions are detected",
  quote: "relies on the no-cloning theorem and entanglement decoherence to detect such intrusions",
  source: "CQSA §3, external adversaries",
  statement: "A round notices that the qubits of one link were replaced.",
  clauses: ["CQSA-GHZ-1", "CQSA-RND-6"],
  needs: "an intruder on a link",
  measurement:
    "true and false positive rates of every check that a round offers, and how well the intruder reads the client's phase meanwhile",
};
