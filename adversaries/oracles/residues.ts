/**
 * What residues tell of single phases when bits flip before the clients turn them. Independent of `src/`: its own walk
 * through the cascade and its own linear algebra.
 */

/**
 * Probabilities of the flips x_j ⊕ x_0 of m qubits after a cascade in which X acts with probability p on both qubits of
 * every CNOT: index bit j − 1 is qubit j's flip relative to qubit 0.
 */
export function flipPatterns(size: number, layout: "chain" | "star", p: number): Float64Array {
  const patterns = new Float64Array(2 ** (size - 1));
  const gates = size - 1;
  // Every gate flips its control or not and its target or not: 4^(m − 1) histories.
  for (let history = 0; history < 4 ** gates; history++) {
    const flips = Array.from({ length: size }, () => 0);
    let probability = 1;
    for (let gate = 0; gate < gates; gate++) {
      const [control, target] = layout === "chain" ? [gate, gate + 1] : [0, gate + 1];
      flips[target]! ^= flips[control]!;
      const [c, t] = [(history >> (2 * gate)) & 1, (history >> (2 * gate + 1)) & 1];
      flips[control]! ^= c;
      flips[target]! ^= t;
      probability *= (c === 1 ? p : 1 - p) * (t === 1 ? p : 1 - p);
    }
    let at = 0;
    for (let j = 1; j < size; j++) at |= (flips[j]! ^ flips[0]!) << (j - 1);
    patterns[at]! += probability;
  }
  return patterns;
}

/** The inverse's diagonal of a symmetric positive definite matrix, by Gauss–Jordan. */
function inverseDiagonal(matrix: number[][]): number[] {
  const size = matrix.length;
  const rows = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  for (let pivot = 0; pivot < size; pivot++) {
    const lead = rows[pivot]![pivot]!;
    rows[pivot] = rows[pivot]!.map((value) => value / lead);
    for (let r = 0; r < size; r++) {
      if (r === pivot) continue;
      const factor = rows[r]![pivot]!;
      rows[r] = rows[r]!.map((value, c) => value - factor * rows[pivot]![c]!);
    }
  }
  return rows.map((row, i) => row[size + i]!);
}

/** E[1/(2 − sin² 2Φ)] of a sum Φ ~ N(0, s): what one shot tells of an angle that is read in two quadratures. */
function readingInformation(sumVariance: number): number {
  const deviation = Math.sqrt(sumVariance);
  const step = 0.01;
  let [sum, weights] = [0, 0];
  for (let z = -8; z <= 8; z += step) {
    const weight = Math.exp((-z * z) / 2);
    sum += weight / (2 - Math.sin(2 * z * deviation) ** 2);
    weights += weight;
  }
  return sum / weights;
}

/**
 * R² of a phase, mean over the m members, from R shots over two bases: each shot with pattern r tells of Σ ±θ_j with
 * the information E[1/(2 − sin² 2Φ)], so that the posterior covariance is (1/σ² + R Σ_r P_r i s_r s_rᵀ)⁻¹. For patterns
 * with many shots; those of a few tell less than so many times one.
 */
export function flippedR2(
  size: number,
  layout: "chain" | "star",
  p: number,
  shots: number,
  phaseVariance: number,
): number {
  const told = readingInformation(size * phaseVariance);
  const information = Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, j) => (i === j ? 1 / phaseVariance : 0)),
  );
  for (const [pattern, probability] of flipPatterns(size, layout, p).entries()) {
    const sign = (j: number): number => (j > 0 && ((pattern >> (j - 1)) & 1) === 1 ? -1 : 1);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) information[i]![j]! += shots * told * probability * sign(i) * sign(j);
    }
  }
  const left = inverseDiagonal(information).reduce((sum, value) => sum + value, 0) / size;
  return 1 - left / phaseVariance;
}
