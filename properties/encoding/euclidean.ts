/** Lengths and angles for the laws of this folder, with their rounding errors. u is 2⁻⁵³. */

/** Entries over the largest magnitude, so that no square under- or overflows: each off by u at most. */
function scaled(vector: readonly number[], largest: number): number[] {
  return vector.map((entry) => entry / largest);
}

/** The largest magnitude. */
function magnitude(vector: readonly number[]): number {
  return vector.reduce((largest, entry) => Math.max(largest, Math.abs(entry)), 0);
}

/** Σ xᵢyᵢ, off by d·u·‖x‖‖y‖ at most. */
function dot(x: readonly number[], y: readonly number[]): number {
  return x.reduce((sum, entry, i) => sum + entry * y[i]!, 0);
}

/**
 * The L2 norm of d entries, off by at most (d/2 + 4)·u of itself: scaling u, the sum of squares d·u, of
 * which the root halves, one for the root and one for scaling back, rounded up.
 */
export function norm(vector: readonly number[]): number {
  const largest = magnitude(vector);
  if (largest === 0) return 0;
  const entries = scaled(vector, largest);
  return largest * Math.sqrt(dot(entries, entries));
}

/**
 * The cosine of two vectors of d entries that are not zero, off by at most (2d + 8)·u: scaling turns each
 * vector by an angle of u, the product is off by d·u, the two norms by d·u in sum, the roots, the product
 * of the norms and the quotient by half a unit each, rounded up.
 */
export function cosine(x: readonly number[], y: readonly number[]): number {
  const a = scaled(x, magnitude(x));
  const b = scaled(y, magnitude(y));
  return dot(a, b) / (Math.sqrt(dot(a, a)) * Math.sqrt(dot(b, b)));
}
