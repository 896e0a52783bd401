import type { Claim } from "../../src/audit/claim.ts";
import type { PopulationEvidence } from "../../src/audit/evidence.ts";
import { figure } from "../../src/base/figure.ts";

export const fi2: Claim<PopulationEvidence> = {
  id: "FI-2",
  title: "Population overlap measures fidelity",
  quote: "Fidelity was defined as the population overlaps with the ideal computational basis states",
  source: "CQSA §5, simulation setup",
  statement: "A state with population P close to 1 carries the sum.",
  clauses: ["CQSA-GHZ-1", "CQSA-GHZ-2"],
  decide: ({ qubits, population, visibility, fidelity, readingError, perfectError, phases }) => {
    if (phases === 0) return { verdict: "undecided", reason: "no phase was read" };
    const reading = `phases read with an rms error of ${figure(readingError, 3)} rad, from a perfect state with ${figure(perfectError, 3)}`;
    if (population > 0.999 && readingError > 5 * perfectError) {
      return {
        verdict: "fails",
        counterexample: `${qubits} qubits fully dephased: P = ${figure(population)}, V = ${figure(visibility)}, F = ${figure(fidelity)}`,
        because: `P does not see coherence: ${reading}; F = (P + V)/2 does`,
      };
    }
    return { verdict: "holds", because: reading };
  },
};
