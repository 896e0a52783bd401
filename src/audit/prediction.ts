import { quadratureVariance } from "../quantum/estimate.ts";
import { honestVisibility } from "../quantum/evaluate.ts";
import { quiet } from "./context.ts";
import type { AuditSettings, ClusterSum } from "./context.ts";

/** Largest 2/(R·V²), radians²: up to it the first-order variance is within a fifth of the exact one. */
const FIRST_ORDER_LIMIT = 1 / 16;

/** The exact visibility of an honest cluster of the run; null under a channel that has no closed form. */
export function expectedVisibility(members: number, settings: AuditSettings): number | null {
  return honestVisibility(members, settings.noise, quiet(settings)) ?? null;
}

/**
 * The variance, radians², that the two-quadrature estimate of a cluster sum should have, as a function of that sum:
 * first order in 1/R. Null where that form says nothing: without a closed form for the visibility, with none left or a
 * reversed one, and with too few shots.
 */
export function variancePrediction(
  members: number,
  settings: AuditSettings,
): ((trueSum: number) => number) | null {
  const visibility = expectedVisibility(members, settings);
  const shots = 2 * settings.shots;
  if (visibility === null || visibility <= 0) return null;
  if (2 / (shots * visibility ** 2) > FIRST_ORDER_LIMIT) return null;
  return (trueSum) => quadratureVariance(shots, visibility, trueSum);
}

/** {@link variancePrediction} of one sum. */
export function predictedVariance(
  { members, trueSum }: Pick<ClusterSum, "members" | "trueSum">,
  settings: AuditSettings,
): number | null {
  return variancePrediction(members, settings)?.(trueSum) ?? null;
}
