import { angleBetween, clusterSums } from "./context.ts";
import type { AuditContext, MeasuredRound } from "./context.ts";
import { expectedVisibility, predictedVariance } from "./prediction.ts";
import type { RoundSummary } from "./report.ts";

function norm(vector: Float64Array): number {
  return Math.sqrt(vector.reduce((sum, v) => sum + v * v, 0));
}

/** A sum that is unknown as soon as one of its terms is. */
function add(total: number | null, term: number | null): number | null {
  return total === null || term === null ? null : total + term;
}

/** Compares a measured round with the truth, over at most `effort.samples` cluster sums. */
export function summarizeRound(measured: MeasuredRound, index: number, context: AuditContext): RoundSummary {
  const { updates, result } = measured;
  const { settings, effort } = context;
  let count = 0;
  let visibility = 0;
  let expected: number | null = 0;
  let error = 0;
  let predicted: number | null = 0;
  for (const sum of clusterSums({ ...context, rounds: [measured] }, effort.samples)) {
    count++;
    visibility += sum.visibility;
    expected = add(expected, expectedVisibility(sum.members, settings));
    error += angleBetween(sum.estimate, sum.trueSum) ** 2;
    predicted = add(predicted, predictedVariance(sum, settings));
  }
  // Unit-sized weights, so that squares neither overflow nor vanish.
  const unit = result.weightBound || 1;
  const truth = new Float64Array(updates.columns);
  for (let i = 0; i < updates.data.length; i++) {
    truth[i % updates.columns]! += updates.data[i]! / unit / updates.rows;
  }
  const difference = result.update.map((weight, i) => weight / unit - truth[i]!);
  const size = norm(truth);
  return {
    round: index + 1,
    clusters: result.clusters.length,
    weightBound: result.weightBound,
    visibility: visibility / count,
    expectedVisibility: expected === null ? null : expected / count,
    phaseError: Math.sqrt(error / count),
    predictedPhaseError: predicted === null ? null : Math.sqrt(predicted / count),
    relativeError: size === 0 ? null : norm(difference) / size,
  };
}
