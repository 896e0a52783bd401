import { quadratureVariance } from "../quantum/estimate.ts";
import { honestVisibility } from "../quantum/evaluate.ts";
import { angleBetween, clusterSums, quiet } from "./context.ts";
import type { AuditContext, MeasuredRound } from "./context.ts";
import type { RoundSummary } from "./report.ts";

function norm(vector: Float64Array): number {
  return Math.sqrt(vector.reduce((sum, v) => sum + v * v, 0));
}

/** Compares a measured round with the truth, over at most `effort.samples` cluster sums. */
export function summarizeRound(measured: MeasuredRound, index: number, context: AuditContext): RoundSummary {
  const { updates, result } = measured;
  const { settings, effort } = context;
  const totals = { count: 0, visibility: 0, expected: 0, error: 0, predicted: 0 };
  for (const sum of clusterSums({ ...context, rounds: [measured] }, effort.samples)) {
    const expected = honestVisibility(sum.members, settings.noise, quiet(settings)) ?? 0;
    totals.count++;
    totals.visibility += sum.visibility;
    totals.expected += expected;
    totals.error += angleBetween(sum.estimate, sum.trueSum) ** 2;
    totals.predicted +=
      expected > 0 ? quadratureVariance(2 * settings.shots, expected, sum.trueSum) : Math.PI ** 2 / 3;
  }
  // Unit-sized weights, so that squares neither overflow nor vanish.
  const unit = result.weightBound || 1;
  const truth = new Float64Array(updates.columns);
  for (let i = 0; i < updates.data.length; i++) {
    truth[i % updates.columns]! += updates.data[i]! / unit / updates.rows;
  }
  const error = result.update.map((weight, i) => weight / unit - truth[i]!);
  return {
    round: index + 1,
    clusters: result.clusters.length,
    weightBound: result.weightBound,
    visibility: totals.visibility / totals.count,
    expectedVisibility: totals.expected / totals.count,
    phaseError: Math.sqrt(totals.error / totals.count),
    predictedPhaseError: Math.sqrt(totals.predicted / totals.count),
    relativeError: norm(error) / (norm(truth) || 1),
  };
}
