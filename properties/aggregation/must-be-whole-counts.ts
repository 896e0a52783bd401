import { violation } from "../violation.ts";

/**
 * Demands that quadratures V̂·cos Θ̂ and V̂·sin Θ̂ are means of so many outcomes ±1: n of them +1 give
 * (2n − shots)/shots. A visibility of 1 may have been cut there and tells nothing. Angle and visibility are
 * right within 1e-9 of π, and 1e-7 of an outcome for each shot leaves room for thirty times that.
 *
 * @throws a violation
 */
export function mustBeWholeCounts(
  phases: readonly number[],
  visibility: readonly number[],
  shots: number,
): void {
  if (visibility.length !== phases.length) {
    throw violation("visibility has another length", phases.length, visibility.length);
  }
  for (const [i, length] of visibility.entries()) {
    if (!(length >= 0 && length <= 1 + 1e-9)) {
      throw violation(`visibility[${i}] leaves its range`, "a number from 0 to 1", length);
    }
    if (length >= 1 - 1e-9) continue;
    for (const [name, share] of [
      ["x", Math.cos(phases[i]!)] as const,
      ["y", Math.sin(phases[i]!)] as const,
    ]) {
      const positive = ((length * share + 1) * shots) / 2;
      if (!(Math.abs(positive - Math.round(positive)) <= 1e-7 * shots)) {
        throw violation(
          `the ${name} quadrature of coordinate ${i} is no mean of ${shots} outcomes`,
          `${shots} outcomes of ±1`,
          `${positive} of them +1 (visibility ${length}, angle ${phases[i]})`,
        );
      }
    }
  }
}
