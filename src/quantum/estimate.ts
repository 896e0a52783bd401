import { checkInteger, checkNumber } from "../base/check.ts";
import { rangeRefusal } from "../base/refusal.ts";

/** A phase read from measurement counts. */
export interface PhaseEstimate {
  /** Radians. */
  readonly phase: number;
  /** Length of the quadrature vector, clipped to 1. */
  readonly visibility: number;
}

/**
 * The estimate of CQSA §2.3.1: P(0) = ½(1 + cos Θ) inverted. It reads one quadrature only, so it
 * cannot tell Θ from −Θ, and a visibility below one pulls it towards π/2.
 *
 * @param zeros outcomes 0 in the x basis, an integer in [0, shots]
 * @returns a phase in [0, π]
 * @throws TypeError, RangeError for counts out of range
 */
export function arccosEstimate(zeros: number, shots: number): number {
  checkInteger("shots", shots, { min: 1 });
  checkInteger("zeros", zeros, { min: 0, max: shots });
  return Math.acos((2 * zeros) / shots - 1);
}

/**
 * The two-quadrature estimate: Θ̂ = atan2(y, x), V̂ = min(1, √(x² + y²)). The visibility cancels in the
 * angle, so it needs no calibration; the sign of Θ is kept.
 *
 * @param x mean of the ±1 outcomes in the x basis, V·cos Θ in expectation
 * @param y the same in the y basis, V·sin Θ
 * @returns phase in [−π, π]; 0 where both quadratures vanish
 */
export function quadratureEstimate(x: number, y: number): PhaseEstimate {
  // Adding 0 turns −0 into 0: a vanishing quadrature without a sign, so that both vanishing give 0, not ±π.
  return { phase: Math.atan2(y + 0, x + 0), visibility: Math.min(1, Math.hypot(x, y)) };
}

/**
 * Variance of the two-quadrature estimate to first order in 1/R:
 * Var(Θ̂) = (2/(R·V²))·(1 − ½V²·sin² 2Θ), by the delta method from the variances of the two independent
 * quadratures.
 *
 * @param totalShots R: shots over both bases, twice the shots a basis; ≥ 2
 * @param visibility V in (0, 1]
 * @param phase Θ, radians
 * @returns radians²
 * @throws TypeError, RangeError for arguments out of range
 */
export function quadratureVariance(totalShots: number, visibility: number, phase: number): number {
  checkNumber("totalShots", totalShots, { min: 2 });
  checkNumber("visibility", visibility, { max: 1 });
  if (visibility <= 0) throw rangeRefusal("visibility", "a number above 0", visibility);
  const doubled = Math.sin(2 * checkNumber("phase", phase));
  return (2 / (totalShots * visibility ** 2)) * (1 - (visibility * doubled) ** 2 / 2);
}
