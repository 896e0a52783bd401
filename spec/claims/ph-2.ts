import type { Claim } from "../../src/audit/claim.ts";
import type { GlobalPhaseEvidence } from "../../src/audit/evidence.ts";
import { figure } from "../../src/base/figure.ts";

export const ph2: Claim<GlobalPhaseEvidence> = {
  id: "PH-2",
  title: "The sum sits in the global phase",
  quote: "the global phase of multipartite entangled states",
  source: "CQSA abstract",
  statement: "The encoded sum acts on the state as a global phase e^{iφ}, which no measurement can see.",
  clauses: ["CQSA-AGG-1"],
  decide: ({ changeByGlobalPhase, smallest }) => {
    if (changeByGlobalPhase > 1e-9) {
      return {
        verdict: "undecided",
        reason: `the simulation itself reacts to a global phase (${figure(changeByGlobalPhase, 2)})`,
      };
    }
    if (smallest === null) {
      return { verdict: "holds", because: "no encoded phase changed any outcome's probability" };
    }
    const { clients, phase, zeroWithout, zeroWith } = smallest;
    return {
      verdict: "fails",
      counterexample: `${clients === 1 ? "1 client" : `${clients} clients`}, θ = ${figure(phase)} rad: P(0) goes from ${figure(zeroWithout)} to ${figure(zeroWith)}`,
      because: `it is a relative phase, as the state in §2.3.1 has it; a real global phase changes P by at most ${figure(changeByGlobalPhase, 2)}`,
    };
  },
};
