import type { Claim } from "../../src/audit/claim.ts";
import type { RecurrenceEvidence } from "../../src/audit/evidence.ts";
import { figure, percent } from "../../src/base/figure.ts";
import { noiseText, ownNoiseText, paperSettingText } from "./noise-text.ts";

/** The same under the run's own noise, where that is another. */
function ownText({ own, noise, qubits }: RecurrenceEvidence): string {
  if (own === null) return "";
  const text = `it gives ${figure(own.extrapolated)} for ${figure(own.exact)} at n = ${qubits}, where a qubit more multiplies by ${figure(own.decayAtEnd, 6)}, not by ${figure(own.recurrenceDecay, 6)}`;
  return ownNoiseText(noise, own.noise, text);
}

export const fi3: Claim<RecurrenceEvidence> = {
  id: "FI-3",
  title: "F decays by (1−p)² a qubit",
  quote: "extrapolated based on the gate error rate using the recurrence relation F_n = F_{n−1}·(1 − p)²",
  source: "CQSA §5, simulation setup",
  statement: "Beyond n = 20 the population follows F_n = F_{n−1}(1−p)² from its exact value at 20.",
  clauses: ["CQSA-GHZ-1"],
  decide: (evidence) => {
    const { noise, own, qubits, exact, extrapolated, firstDeviation, recurrenceDecay } = evidence;
    if (noise.probability === 0) return { verdict: "undecided", reason: "without noise nothing decays" };
    if (firstDeviation === null) {
      return {
        verdict: "holds",
        because: `in ${paperSettingText(noise, own?.noise ?? null)}, within a thousandth of the exact value up to n = ${qubits}${ownText(evidence)}`,
      };
    }
    const kink =
      Math.abs(evidence.decayBefore - recurrenceDecay) > 1e-6
        ? ", so that the curve has a kink at n = 20"
        : "";
    return {
      verdict: "fails",
      counterexample: `n = ${firstDeviation.qubits}, ${noiseText(noise)}: it gives ${figure(firstDeviation.extrapolated)} for ${figure(firstDeviation.exact)}`,
      because: `in ${paperSettingText(noise, own?.noise ?? null)}, at n = ${qubits} it gives ${figure(extrapolated)} for ${figure(exact)} (${percent(extrapolated / exact - 1)}): a qubit more multiplies the exact value by ${figure(evidence.decayBefore, 6)} at n = 20 and by ${figure(evidence.decayAtEnd, 6)} at the end, not by ${figure(recurrenceDecay, 6)}${kink} (${figure(evidence.independentDecay, 6)} if the two qubits of a CNOT are depolarized independently)${ownText(evidence)}`,
    };
  },
};
