import { rowOf, zeros } from "../../src/base/matrix.ts";
import { decode } from "../../src/protocol/encode.ts";
import { residuePatterns } from "../../src/quantum/residue-patterns.ts";
import type { ServerAdversaryOf } from "../server-adversary.ts";
import { likeliestPhases } from "./signed-sums.ts";
import { lastRound, scaleSizeOf } from "./sums.ts";

/** The spread of a single phase, as the sums of a cluster show it: their mean square less that of their shots. */
function phaseVariance(sums: Float64Array, visibility: Float64Array, size: number, shots: number): number {
  let squares = 0;
  for (const [c, sum] of sums.entries()) {
    squares += sum ** 2 - 1 / (shots * Math.max(0.05, visibility[c]!) ** 2);
  }
  return Math.max(1e-6, squares / sums.length / size);
}

/**
 * Looks at the residues too: a qubit that was flipped before its client turned it has θ_j in the sum with the other
 * sign, and the residues tell which one it was. Depolarized qubits have lost their interference and tell nothing.
 */
export const residues: ServerAdversaryOf<"residues"> = {
  role: "server",
  id: "server/residues",
  title: "reads flips off the other decoded qubits, and signed sums with them",
  source: "follows from CQSA §2.3.1: the server decodes all qubits",
  clauses: ["THR-SRV-3", "THR-GOAL-3"],
  inPaper: true,
  sees: "residues",
  options: {},
  make: () => ({
    observe: (view) => {
      const { setting } = view;
      const round = lastRound(view);
      const outcomes = view.outcomes.at(-1)!;
      const clients = round.clusters.filter((_, c) => outcomes[c] !== null).flat();
      const estimate = zeros(clients.length, setting.coordinates);
      let first = 0;
      for (const [c, members] of round.clusters.entries()) {
        const counts = outcomes[c]!;
        if (counts === null) continue;
        const size = members.length;
        const patterns = residuePatterns(size, setting.noise);
        const { phaseSum, visibility } = round.measurements[c]!;
        const prior = phaseVariance(phaseSum, visibility, size, setting.shots!);
        const phases = zeros(size, setting.coordinates);
        for (const [i, sum] of phaseSum.entries()) {
          const both = { x: rowOf(counts.x, i), y: rowOf(counts.y, i) };
          const start = new Float64Array(size).fill(sum / size);
          const found = likeliestPhases(patterns, both, start, prior);
          for (const [j, phase] of found.entries()) rowOf(phases, j)[i] = phase;
        }
        for (let j = 0; j < size; j++) {
          const scaleSize = scaleSizeOf(members, setting);
          rowOf(estimate, first + j).set(
            decode(rowOf(phases, j), scaleSize, setting.guard * round.weightBound),
          );
        }
        first += size;
      }
      return { kind: "reconstruction", of: "update", clients, estimate };
    },
  }),
};
