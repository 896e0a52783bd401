import { outcomeDistribution } from "./contract.ts";
import type { GateNoise } from "./noise.ts";
import { honestRecord } from "./record.ts";
import type { Basis } from "./record.ts";

/**
 * What the decoded qubits of an honest run carry. The residues r – all decoded qubits but the one that is read – name
 * the qubits that were flipped before the clients turned them, up to flipping all, and then qubit 0 reads the sum with
 * their signs reversed: Φ_r = Σ ±θ_j. So P(r, outcome ±1) = ½(weight ± coherence·cos Φ_r), or sin Φ_r in the y basis.
 */
export interface ResiduePatterns {
  readonly qubits: number;
  /** By pattern r = outcome >> 1: its probability, 2^(m − 1) numbers. */
  readonly weight: Float64Array;
  /** By pattern, in [−weight, weight]: what is left of its interference. */
  readonly coherence: Float64Array;
  /** By pattern: ±1 for each qubit, +1 for qubit 0. */
  readonly signs: readonly Float64Array[];
}

/** The sign of each phase in the sum that a pattern reads. */
function signsOf(pattern: number, qubits: number, { layout }: GateNoise): Float64Array {
  let before = 1;
  return Float64Array.from({ length: qubits }, (_, qubit) => {
    // Bit j − 1 is qubit j's; qubit 0 has none.
    const flip = 1 - 2 * (((2 * pattern) >> qubit) & 1);
    // A chain's residue is the difference to the qubit before, a star's to qubit 0.
    before = layout === "chain" ? flip * before : flip;
    return before;
  });
}

/**
 * The patterns of a cluster whose preparation is noisy and whose decoding is not: exact for every channel, since what
 * each does is flips and signs of the GHZ state.
 *
 * @param qubits m, 1 to 16
 * @throws TypeError, RangeError as {@link outcomeDistribution}
 */
export function residuePatterns(qubits: number, noise: GateNoise): ResiduePatterns {
  // Without phases every sum is 0, so that cos Φ = 1.
  const still = outcomeDistribution(honestRecord(new Float64Array(qubits), { preparation: noise }), "x");
  const count = 2 ** (qubits - 1);
  return {
    qubits,
    weight: Float64Array.from({ length: count }, (_, r) => still[2 * r]! + still[2 * r + 1]!),
    coherence: Float64Array.from({ length: count }, (_, r) => still[2 * r]! - still[2 * r + 1]!),
    signs: Array.from({ length: count }, (_, r) => signsOf(r, qubits, noise)),
  };
}

/** The joint distribution of all decoded qubits for some phases: that of `outcomeDistribution`, by its closed form. */
export function patternDistribution(
  { weight, coherence, signs }: ResiduePatterns,
  phases: ArrayLike<number>,
  basis: Basis,
): Float64Array {
  const distribution = new Float64Array(2 * weight.length);
  for (const [r, sign] of signs.entries()) {
    let sum = 0;
    for (const [j, one] of sign.entries()) sum += one * phases[j]!;
    const share = coherence[r]! * (basis === "x" ? Math.cos(sum) : Math.sin(sum));
    distribution[2 * r] = Math.max(0, (weight[r]! + share) / 2);
    distribution[2 * r + 1] = Math.max(0, (weight[r]! - share) / 2);
  }
  return distribution;
}
