import { Matrix as DenseMatrix, solve } from "ml-matrix";
import type { ResiduePatterns } from "../../src/quantum/residue-patterns.ts";

/** Steps of Fisher's scoring: the start is close, and each step squares the distance. */
const STEPS = 5;

/** Counts of one coordinate by outcome, in each basis. */
export interface BothCounts {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** The slope of a pattern's log-likelihood along its sum, and how much its shots tell of it. */
function evidence(
  counts: Float64Array,
  pattern: number,
  weight: number,
  interference: number,
  slope: number,
): readonly [score: number, information: number] {
  const plus = counts[2 * pattern]!;
  const minus = counts[2 * pattern + 1]!;
  if (plus + minus === 0) return [0, 0];
  const [up, down] = [weight + interference, weight - interference];
  const score = slope * ((plus === 0 ? 0 : plus / up) - (minus === 0 ? 0 : minus / down));
  // At a certain outcome slope² and up·down vanish together; their ratio is 1 there.
  const product = up * down;
  const information = product > 1e-9 * weight ** 2 ? ((plus + minus) * slope ** 2) / product : plus + minus;
  return [score, information];
}

/**
 * The phases that the outcomes of all decoded qubits make most likely, where each phase is drawn from N(0, prior): every
 * pattern of residues reads a sum of the phases with its own signs.
 *
 * @param start m phases to begin with
 * @param prior radians², above 0
 */
export function likeliestPhases(
  { weight, coherence, signs, qubits }: ResiduePatterns,
  counts: BothCounts,
  start: Float64Array,
  prior: number,
): Float64Array {
  const phases = start.slice();
  for (let step = 0; step < STEPS; step++) {
    const information = DenseMatrix.eye(qubits, qubits, 1 / prior);
    const score = phases.map((phase) => -phase / prior);
    for (const [r, sign] of signs.entries()) {
      let sum = 0;
      for (let j = 0; j < qubits; j++) sum += sign[j]! * phases[j]!;
      const [cos, sin] = [coherence[r]! * Math.cos(sum), coherence[r]! * Math.sin(sum)];
      const [xScore, xInformation] = evidence(counts.x, r, weight[r]!, cos, -sin);
      const [yScore, yInformation] = evidence(counts.y, r, weight[r]!, sin, cos);
      const told = xInformation + yInformation;
      if (told === 0) continue;
      for (let j = 0; j < qubits; j++) {
        score[j]! += sign[j]! * (xScore + yScore);
        for (let i = 0; i < qubits; i++) {
          information.set(i, j, information.get(i, j) + sign[i]! * sign[j]! * told);
        }
      }
    }
    const change = solve(information, DenseMatrix.columnVector(score));
    for (let j = 0; j < qubits; j++) phases[j]! += change.get(j, 0);
  }
  return phases;
}
