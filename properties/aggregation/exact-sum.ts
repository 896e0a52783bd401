import type {
  AggregateResult,
  Implementation,
  NoiseParams,
} from "../../src/implementation/implementation.ts";
import { ghzClosedForm } from "../oracles/ghz-closed-forms.ts";
import { ask } from "../violation.ts";

/**
 * Below this length of the quadratures the angle of an exact result is not judged. The protocol says 1e-6; ten times that
 * leaves room for the rounding of a simulated state, some 1e-15, which the angle shows divided by it.
 */
export const SMALLEST_JUDGED_VISIBILITY = 1e-5;

/** Signed visibility of a cluster's prepared state: 1 without noise or with a single member. */
export function visibilityOf(members: number, { channel, probability = 0 }: NoiseParams): number {
  return ghzClosedForm(members, channel, probability).visibility;
}

/** Column sums of rows of phases. Their rounding, m²·2⁻⁵³ · π at most, is far inside the tolerance of angles. */
export function phaseTotals(phases: readonly (readonly number[])[]): number[] {
  return phases[0]!.map((_, column) => phases.reduce((sum, row) => sum + row[column]!, 0));
}

/** arg(V·e^{iΘ}): Θ on the circle, turned by π where the visibility is negative. */
export function exactAngle(visibility: number, total: number): number {
  return Math.atan2(visibility * Math.sin(total), visibility * Math.cos(total));
}

/** What `aggregate` answers for the exact expectation, where nothing is drawn. */
export function askExact(
  implementation: Implementation,
  phases: readonly (readonly number[])[],
  noise: NoiseParams,
): Promise<AggregateResult> {
  return ask(implementation, "aggregate", { phases, shots: null, noise, seed: "exact" });
}
