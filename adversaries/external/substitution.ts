import type { DecoyTally, ExternalAdversary } from "../external-adversary.ts";
import { fromOwnPhases, phasesSeen, phaseWithin } from "./one-client.ts";

/** A mean of ±1 outcomes, with `honest` shots of an outcome expected beforehand counted in. */
function blend(sum: number, shots: number, expected: number, weight: number): number {
  return shots + weight === 0 ? expected : (sum + expected * weight) / (shots + weight);
}

function runningPhase({ x, y, xShots, yShots, reach }: DecoyTally, prior: number): number {
  return phaseWithin(blend(y, yShots, 0, prior), blend(x, xShots, 1, prior), reach);
}

/**
 * Keeps the qubit, gives the client |+⟩ and measures that when it comes back: R shots, half along each axis, give θ_j
 * with the variance (2/R)(1 − ½ sin² 2θ_j). The kept qubit is turned by the estimate so far and returned, so that the
 * sum stays right but for the first shots of each coordinate. No step of the plain protocol would notice otherwise.
 */
export const substitution: ExternalAdversary = {
  role: "external",
  id: "external/substitution",
  title: "keeps one client's qubits, hands over |+⟩ and forwards its estimate of the phase",
  source: "CQSA §3: intrusions are said to show by no-cloning",
  clauses: ["THR-LINK-3", "THR-GOAL-2", "THR-GOAL-3"],
  inPaper: true,
  options: {
    prior: {
      kind: "number",
      default: 60,
      min: 0,
      meaning: "shots' worth of expecting the phase 0 in the forwarded estimate; 0: what was seen alone",
    },
  },
  make: ({ prior }) => ({
    kind: "substitute",
    forwards: (seen) => runningPhase(seen, Number(prior)),
    observe: (view) => fromOwnPhases(view, phasesSeen(view)),
  }),
};
