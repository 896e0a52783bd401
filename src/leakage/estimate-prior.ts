import type { NormalEquations } from "./normal-equations.ts";
import type { Spectrum } from "./solution-operator.ts";

/** From 1e8 down to 1e-4, ten a decade: finer steps move no estimate by a noticeable amount. */
const CANDIDATES: readonly number[] = Array.from({ length: 121 }, (_, i) => 10 ** (8 - i / 10));

/** What the sums explain along each eigenvector, over all coordinates: (q_jᵀAᵀWS)²/λ_j. */
function explained({ right }: NormalEquations, { values, vectors }: Spectrum): Float64Array {
  const { rows, columns, data } = right;
  return values.map((value, j) => {
    if (value === 0) return 0;
    const along = new Float64Array(columns);
    for (let r = 0; r < rows; r++) {
      const share = vectors.get(r, j);
      for (let c = 0; c < columns; c++) along[c]! += share * data[r * columns + c]!;
    }
    return along.reduce((total, entry) => total + entry * entry, 0) / value;
  });
}

/**
 * The s = var(u)/var(fresh) under which the sums are likeliest when both are Gaussian and coordinates
 * are alike: of the eigenvalues λ_j of AᵀWA, with e_j the part that direction j explains, R what none does, and n sums,
 * it minimises n·ln[(R + Σ e_j/(1 + λ_j s))/n] + Σ ln(1 + λ_j s) (the marginal likelihood of a
 * random-effects model, e.g. Harville 1977, J. Am. Stat. Assoc. 72:320). One round alone tells nothing of s: the
 * largest candidate, 1e8, is taken where several are as likely.
 */
export function estimatePrior(equations: NormalEquations, spectrum: Spectrum): number {
  const { squares, sums, right } = equations;
  const parts = explained(equations, spectrum);
  const rest = Math.max(0, squares - parts.reduce((a, b) => a + b, 0));
  let best = CANDIDATES[0]!;
  let least = Infinity;
  for (const ratio of CANDIDATES) {
    let unexplained = rest;
    let logarithms = 0;
    for (const [j, part] of parts.entries()) {
      const gain = 1 + spectrum.values[j]! * ratio;
      unexplained += part / gain;
      logarithms += Math.log(gain);
    }
    const deviance = sums * Math.log(unexplained / (sums * right.columns)) + logarithms;
    // Rounding errors are no reason to shrink.
    if (deviance < least - 1e-6) {
      least = deviance;
      best = ratio;
    }
  }
  return best;
}
