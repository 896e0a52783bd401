import { CholeskyDecomposition, Matrix as DenseMatrix } from "ml-matrix";
import type { ResiduePatterns } from "../../src/quantum/residue-patterns.ts";

/** Steps after which a wrapped sum has found its turn. */
const STEPS = 4;

/** Counts of one coordinate by outcome, in each basis. */
export interface BothCounts {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** What one pattern's shots show: the angle of its sum, and one over the variance of that. */
interface SignedSum {
  readonly sign: Float64Array;
  readonly angle: number;
  readonly information: number;
}

function signedSums({ weight, coherence, signs }: ResiduePatterns, { x, y }: BothCounts): SignedSum[] {
  return signs.flatMap((sign, pattern) => {
    const [plus, minus] = [2 * pattern, 2 * pattern + 1];
    const [xShots, yShots] = [x[plus]! + x[minus]!, y[plus]! + y[minus]!];
    const visibility = weight[pattern] === 0 ? 0 : coherence[pattern]! / weight[pattern]!;
    // One basis alone leaves the sign or the side open.
    if (xShots === 0 || yShots === 0 || Math.abs(visibility) < 1e-6) return [];
    const direction = Math.sign(visibility);
    const angle = Math.atan2(
      (direction * (y[plus]! - y[minus]!)) / yShots,
      (direction * (x[plus]! - x[minus]!)) / xShots,
    );
    // 1/Var of the two-quadrature estimate, shots of both bases together.
    const spread = 2 - (visibility * Math.sin(2 * angle)) ** 2;
    return [{ sign, angle, information: ((xShots + yShots) * visibility ** 2) / spread }];
  });
}

/**
 * The phases that the outcomes of all decoded qubits make most likely, where each phase is drawn from N(0, prior): every
 * pattern of residues reads a sum of the phases with its own signs. By least squares, each sum taken at the turn of the
 * circle that is nearest to the phases so far.
 *
 * @param start m phases to begin with
 * @param prior radians², above 0
 */
export function likeliestPhases(
  patterns: ResiduePatterns,
  counts: BothCounts,
  start: Float64Array,
  prior: number,
): Float64Array {
  const { qubits } = patterns;
  const sums = signedSums(patterns, counts);
  const information = new Float64Array(qubits * qubits);
  for (let j = 0; j < qubits; j++) information[j * qubits + j] = 1 / prior;
  for (const { sign, information: told } of sums) {
    for (let j = 0; j < qubits; j++) {
      for (let i = 0; i < qubits; i++) information[j * qubits + i]! += sign[i]! * sign[j]! * told;
    }
  }
  const factors = new CholeskyDecomposition(DenseMatrix.from1DArray(qubits, qubits, information));
  let phases = start;
  for (let step = 0; step < STEPS; step++) {
    const score = new Float64Array(qubits);
    for (const { sign, angle, information: told } of sums) {
      const sum = sign.reduce((total, own, j) => total + own * phases[j]!, 0);
      const nearest = sum + Math.atan2(Math.sin(angle - sum), Math.cos(angle - sum));
      for (let j = 0; j < qubits; j++) score[j]! += sign[j]! * told * nearest;
    }
    phases = Float64Array.from(factors.solve(DenseMatrix.columnVector(score)).to1DArray());
  }
  return phases;
}
