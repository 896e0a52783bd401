import { rowOf } from "../../base/matrix.ts";
import { round } from "../../protocol/round.ts";
import { ghzQuality } from "../../quantum/ghz.ts";
import type { AuditContext } from "../context.ts";
import type { MetricEvidence } from "../evidence.ts";
import { PAPER_PROBABILITY, paperNoise } from "./paper-noise.ts";

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

/** FI-5: figure 2's metric over the divisors of N, and what the server reads with clusters of one. */
export function gatherMetric(context: AuditContext): MetricEvidence {
  const { rounds, settings, rng } = context;
  const clients = rounds[0]!.updates.rows;
  const noise = paperNoise(settings);
  const divisors = Array.from({ length: clients }, (_, i) => i + 1).filter((k) => clients % k === 0);
  const byClusterSize = divisors.map((clusterSize) => ({
    clusterSize,
    total: ghzQuality(clusterSize, noise).population ** (clients / clusterSize),
  }));
  const best = byClusterSize.reduce((a, b) => (b.total > a.total ? b : a)).clusterSize;
  const exposure = best === 1 ? exposureOfOne({ ...context, rng: rng.fork("metric") }) : null;
  return { clients, probability: PAPER_PROBABILITY, byClusterSize, best, exposure };
}
