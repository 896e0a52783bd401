import { rowOf } from "../../base/matrix.ts";
import { round } from "../../protocol/round.ts";
import { ghzQuality } from "../../quantum/ghz.ts";
import type { GateNoise } from "../../quantum/noise.ts";
import type { AuditContext } from "../context.ts";
import type { MetricEvidence } from "../evidence.ts";
import { ownNoise, paperNoise, settingOf } from "./paper-noise.ts";

/** How far off the server reads single updates from clusters of one, relative to the bound. */
function exposureOfOne({ rounds, settings, rng }: AuditContext): number {
  const { updates } = rounds[0]!;
  const conditions = { shots: null, noise: paperNoise(settings), rule: "mean", tolerate: 0 };
  const alone = round({ updates, clusterSize: 1, remainder: settings.remainder, ...conditions }, rng);
  let largest = 0;
  for (const [cluster, [client]] of alone.clusters.entries()) {
    const truth = rowOf(updates, client!);
    for (const [i, weight] of alone.aggregates[cluster]!.entries()) {
      const error = Math.abs(weight - truth[i]!) / (alone.weightBound || 1);
      // ±bound is one point of the circle when a cluster has one member: apart by twice the bound, or nothing.
      largest = Math.max(largest, Math.min(error, Math.abs(2 - error)));
    }
  }
  return largest;
}

/** F_k^{N/k} of the population for every divisor k of N. */
function totals(clients: number, noise: GateNoise): MetricEvidence["byClusterSize"] {
  return Array.from({ length: clients }, (_, i) => i + 1)
    .filter((k) => clients % k === 0)
    .map((clusterSize) => ({
      clusterSize,
      total: ghzQuality(clusterSize, noise).population ** (clients / clusterSize),
    }));
}

/** The size of the largest total; among equal ones, but for rounding, the smallest. */
function bestOf(byClusterSize: MetricEvidence["byClusterSize"]): MetricEvidence["byClusterSize"][number] {
  return byClusterSize.reduce((a, b) => (b.total > a.total * (1 + 1e-12) ? b : a));
}

/** The same under the run's noise. */
function ownMetric({ rounds, settings }: AuditContext): MetricEvidence["own"] {
  const noise = ownNoise(settings);
  if (noise === null) return null;
  const { clusterSize, total } = bestOf(totals(rounds[0]!.updates.rows, noise));
  return { noise: settingOf(noise), best: clusterSize, total };
}

/** FI-5: figure 2's metric over the divisors of N, and what the server reads with clusters of one. */
export function gatherMetric(context: AuditContext): MetricEvidence {
  const { rounds, settings, rng } = context;
  const clients = rounds[0]!.updates.rows;
  const noise = paperNoise(settings);
  const byClusterSize = totals(clients, noise);
  const { clusterSize: best } = bestOf(byClusterSize);
  const exposure = best === 1 ? exposureOfOne({ ...context, rng: rng.fork("metric") }) : null;
  return { clients, noise: settingOf(noise), byClusterSize, best, own: ownMetric(context), exposure };
}
