/**
 * Test states that the clients of a cluster measure themselves, each along an angle of its own in the XY plane, drawn so
 * that the angles add up to a multiple of π: the product of the outcomes is fixed then for a GHZ state. Independent of
 * `src/`. The chance that a test passes, by what the clients were given.
 */

/** A GHZ state of visibility V: (1 + V)/2. */
export function ghzPass(visibility: number): number {
  return (1 + visibility) / 2;
}

/**
 * |+⟩ for each of k: ½ + 2^−k. Σ over angles of cos(Σφ)·Πcos φ_j, with k − 1 of them free: each free cos² averages to
 * ½, and the last follows.
 */
export function productPass(size: number): number {
  return size === 1 ? 1 : 0.5 + 0.5 ** size;
}

/** States with a flipped qubit, or of which one qubit was replaced: ½ for k ≥ 2, since their sign is uniform. */
export const BLIND_PASS = 0.5;

/**
 * One qubit measured on its way out along an axis at an angle of the XY plane: outcomes multiply as
 * cos(φ_j − a)·cos(Σ others + a), whose mean over the angles with Σφ = 0 is ½; along z nothing is left.
 */
export function interceptedPass(axis: "x" | "y" | "z", visibility = 1): number {
  return axis === "z" ? 0.5 : 0.5 + visibility / 4;
}

/** A full collapse passes a visibility threshold τ with about exp(−Rτ²/4): V̂² of nothing is exponential of mean 4/R. */
export function collapsePass(shots: number, threshold: number): number {
  return Math.exp((-shots * threshold ** 2) / 4);
}
