/**
 * What a server reads that prepares other states than GHZ. Independent of `src/`. Phases are normal with variance σ² in
 * radians², R = total shots of a coordinate over two bases, V the visibility.
 */

/**
 * E[Var Θ̂] of the two-quadrature estimate of a sum Θ ~ N(0, s): (2/(R V²))(1 − ½V²·E sin² 2Θ), and E sin² 2Θ is
 * ½(1 − e^{−8s}).
 */
function readingVariance(shots: number, visibility: number, sumVariance: number): number {
  const doubled = (1 - Math.exp(-8 * sumVariance)) / 2;
  return (2 / (shots * visibility ** 2)) * (1 - (visibility ** 2 * doubled) / 2);
}

/** Var(θ̂) of a client whose |+⟩ all R shots read. */
export function productVariance(shots: number, phaseVariance: number): number {
  return readingVariance(shots, 1, phaseVariance);
}

/**
 * Var(θ̂_j) of the states X_j|GHZ⟩, R/k shots each. The k sums S_j = Θ − 2θ_j give θ_j = ½(ΣS/(k − 2) − S_j), whose
 * weights are ½/(k − 2) on each S and −½ more on its own; two clients share R/2 shots of Θ and of θ₀ − θ₁.
 */
export function signedVariance(
  shots: number,
  size: number,
  visibility: number,
  phaseVariance: number,
): number {
  const each = readingVariance(shots / size, visibility, size * phaseVariance);
  if (size === 1) return each;
  if (size === 2) return each / 2;
  const common = 1 / (2 * (size - 2));
  return each * ((common - 0.5) ** 2 + (size - 1) * common ** 2);
}

/** R² of an unbiased estimate with an error variance: σ²/(σ² + e). */
export function estimateR2(phaseVariance: number, errorVariance: number): number {
  return phaseVariance / (phaseVariance + errorVariance);
}
