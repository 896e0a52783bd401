import type { Claim } from "../../src/audit/claim.ts";
import type { LinkQubitEvidence } from "../../src/audit/state-evidence.ts";
import { figure, roundedFigure } from "../../src/base/figure.ts";
import { noiseText } from "./noise-text.ts";

/** Of the rounding of a length that is 0. */
const ROUNDING = 1e-9;

export const se2: Claim<LinkQubitEvidence> = {
  id: "SE-2",
  title: "Eavesdropping learns nothing",
  quote: "effectively preventing information leakage",
  source: "summary of CQSA (arXiv 2602.22269), quantum secure aggregation",
  statement: "The qubit on a link is in the state I/2 whatever the client encodes.",
  clauses: ["CQSA-GHZ-1"],
  decide: ({ circuits, qubits, smallestCluster, largest, worst, alone }) => {
    const because = `${qubits} qubits on their way out and back, of ${circuits} clusters of this run's updates under every channel and layout: Bloch vectors of length ${roundedFigure(largest, 2)}; in a cluster of one it would be ${figure(alone, 2)}`;
    if (largest > ROUNDING) {
      const { channel, probability, layout, link, members } = worst;
      const noise = channel === "none" ? "no noise" : `${noiseText({ channel, probability })} (${layout})`;
      return {
        verdict: "fails",
        counterexample: `the ${link} qubit of a cluster of ${members}, ${noise}: a Bloch vector of length ${figure(largest)}`,
        because,
      };
    }
    if (smallestCluster === 1 && alone > ROUNDING) {
      return {
        verdict: "fails",
        counterexample: `a cluster of one client: a Bloch vector of length ${figure(alone)}`,
        because,
      };
    }
    return { verdict: "holds", because };
  },
};
