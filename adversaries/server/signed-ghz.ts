import { rowOf, zeros } from "../../src/base/matrix.ts";
import type { Matrix } from "../../src/base/matrix.ts";
import type { Preparation, ServerAdversaryOf } from "../server-adversary.ts";
import { fromPhases } from "./readings.ts";

/** One state for each member, with X on its qubit; of two members one is left as it is, for both signs alike tell nothing. */
function signedStates(size: number): Preparation[] {
  return Array.from({ length: size }, (_, j) => ({
    source: { kind: "ghz", flips: size === 1 || (size === 2 && j === 0) ? [] : [j] },
    share: 1 / size,
  }));
}

/** θ_j of the sums Θ − 2θ_j that the states read: their own sum is (k − 2)·Θ. */
function phasesOf(readings: readonly Matrix[]): Matrix {
  const [first] = readings;
  const size = readings.length;
  const phases = zeros(size, first!.columns);
  // With X on the control's qubit the reading is −(Θ − 2θ₀).
  const sign = (j: number): number => (j === 0 && size > 2 ? -1 : 1);
  for (let c = 0; c < phases.columns; c++) {
    let total = 0;
    for (const [j, reading] of readings.entries()) total += sign(j) * reading.data[c]!;
    const sum = size > 2 ? total / (size - 2) : first!.data[c]!;
    for (const [j, reading] of readings.entries()) {
      phases.data[j * phases.columns + c] = (sum - sign(j) * reading.data[c]!) / 2;
    }
  }
  if (size === 1) rowOf(phases, 0).set(first!.data);
  if (size === 2) rowOf(phases, 0).set(rowOf(phases, 1).map((own, c) => first!.data[c]! - own));
  return phases;
}

/**
 * Prepares X_j|GHZ⟩, a k-th of the shots for each member j, and solves the k signed sums for every phase. Each client
 * holds I/2 as in an honest run. Its error in a phase has the variance (2k/R)·((k − 3)² + k − 1)/(4(k − 2)²) at most.
 */
export const signedGhz: ServerAdversaryOf<"readings"> = {
  role: "server",
  id: "server/signed-ghz",
  title: "flips one member's qubit in each state and solves for every phase",
  source: "follows from CQSA §2.3.1: X on qubit j turns the sign of θ_j in the sum",
  clauses: ["THR-SRV-5", "THR-GOAL-3"],
  inPaper: false,
  sees: "readings",
  options: {},
  make: () => ({
    prepares: signedStates,
    observe: (view) => fromPhases(view, phasesOf),
  }),
};
