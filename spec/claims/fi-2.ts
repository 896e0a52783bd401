import type { Claim } from "../../src/audit/claim.ts";
import type { PopulationEvidence } from "../../src/audit/evidence.ts";
import { figure, roundedFigure } from "../../src/base/figure.ts";
import { noiseText } from "./noise-text.ts";

/** The run's own clusters, where P may be as good a measure as F or not. */
function ownText({ own }: PopulationEvidence): string {
  if (own === null) return "this run has no noise";
  return `this run's own clusters of ${own.qubits} under ${noiseText(own.noise)} have P = ${figure(own.population)}, V = ${roundedFigure(own.visibility)}, F = ${figure(own.fidelity)}`;
}

export const fi2: Claim<PopulationEvidence> = {
  id: "FI-2",
  title: "Population overlap measures fidelity",
  quote: "Fidelity was defined as the population overlaps with the ideal computational basis states",
  source: "CQSA §5, simulation setup",
  statement: "A state with population P close to 1 carries the sum.",
  clauses: ["CQSA-GHZ-1", "CQSA-GHZ-2"],
  decide: (evidence) => {
    const { qubits, population, visibility, fidelity, contrast, perfectContrast, phases } = evidence;
    if (phases === 0) return { verdict: "undecided", reason: "no phase was read" };
    if (population <= 0.999) {
      return {
        verdict: "undecided",
        reason: `the state that was read has P = ${figure(population)}: not close to 1`,
      };
    }
    const reading = `over ${phases} sums 2P(0) − 1 reaches ${roundedFigure(contrast, 3)}, from a perfect state ${figure(perfectContrast, 3)}; read with an rms error of ${figure(evidence.readingError, 3)} rad against ${figure(evidence.perfectError, 3)} rad`;
    const setting = `a state chosen for its noise, ${noiseText(evidence.noise)}`;
    if (contrast >= 0.99 * perfectContrast) {
      return { verdict: "holds", because: `${setting}: ${reading}; ${ownText(evidence)}` };
    }
    return {
      verdict: "fails",
      counterexample: `${qubits} qubits under ${noiseText(evidence.noise)}: P = ${figure(population)}, V = ${roundedFigure(visibility)}, F = (P + V)/2 = ${figure(fidelity)}`,
      because: `P does not see coherence, which carries the sum: ${reading}; this state is neither the paper's nor the run's: ${ownText(evidence)}`,
    };
  },
};
