import type { Claim } from "../../src/audit/claim.ts";
import type { RecurrenceEvidence } from "../../src/audit/evidence.ts";
import { figure, percent } from "../../src/base/figure.ts";

export const fi3: Claim<RecurrenceEvidence> = {
  id: "FI-3",
  title: "F decays by (1−p)² a qubit",
  quote: "extrapolated based on the gate error rate using the recurrence relation F_n = F_{n−1}·(1 − p)²",
  source: "CQSA §5, simulation setup",
  statement: "Beyond n = 20 the population follows F_n = F_{n−1}(1−p)² from its exact value at 20.",
  clauses: ["CQSA-GHZ-1"],
  decide: (evidence) => {
    const { probability, qubits, exact, extrapolated, firstDeviation } = evidence;
    const error = extrapolated / exact - 1;
    if (firstDeviation === null) {
      return { verdict: "holds", because: `within a thousandth of the exact value up to n = ${qubits}` };
    }
    return {
      verdict: "fails",
      counterexample: `n = ${firstDeviation}, p = ${figure(probability)}: already off by more than a thousandth`,
      because: `at n = ${qubits} it gives ${figure(extrapolated)} for ${figure(exact)} (${percent(error)}): the exact decay a qubit is ${figure(evidence.decayBefore, 6)} to ${figure(evidence.decayAtEnd, 6)}, not ${figure(evidence.recurrenceDecay, 6)}, so the curve has a kink at n = 20`,
    };
  },
};
