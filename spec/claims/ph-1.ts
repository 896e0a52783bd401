import type { Claim } from "../../src/audit/claim.ts";
import type { AccumulationEvidence } from "../../src/audit/evidence.ts";
import { figure } from "../../src/base/figure.ts";

const TOLERANCE = 1e-9;

export const ph1: Claim<AccumulationEvidence> = {
  id: "PH-1",
  title: "Rotations accumulate",
  quote: "these local rotations accumulate",
  source: "CQSA §2.3.1",
  statement: "After each of k clients turned its qubit by θ_i, the GHZ state's relative phase is Σθ_i.",
  clauses: ["CQSA-AGG-1"],
  decide: ({ circuits, ownCircuits, denseCircuits, largestClients, largestError, worst }) => {
    if (circuits === 0 || denseCircuits === 0)
      return { verdict: "undecided", reason: "no circuit was simulated" };
    if (largestError > TOLERANCE) {
      return {
        verdict: "fails",
        counterexample: `phases ${worst.phases.map((phase) => figure(phase)).join(", ")} rad read as ${figure(worst.read)} rad`,
        because: `the largest error is ${figure(largestError, 2)} rad`,
      };
    }
    return {
      verdict: "holds",
      because: `${circuits} ideal circuits of up to ${largestClients} clients, ${ownCircuits} with phases of this run, ${denseCircuits} by density matrix: error at most ${figure(largestError, 2)} rad`,
    };
  },
};
