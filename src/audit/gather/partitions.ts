import { matrixFromRows } from "../../base/matrix.ts";
import { clusterSizes, partition } from "../../protocol/partition.ts";
import type { RemainderPolicy } from "../../protocol/partition.ts";
import { round } from "../../protocol/round.ts";
import { chiSquareTest } from "../../statistics/chi-square-test.ts";
import { quiet } from "../context.ts";
import type { AuditContext } from "../context.ts";
import type { PartitionEvidence } from "../evidence.ts";

const MOST_CLIENTS = 60;
const MOST_SIZE = 20;
const LEVEL = 1e-6;

function firstLone(remainder: RemainderPolicy): PartitionEvidence["loneClient"] {
  for (let clients = 2; clients <= MOST_CLIENTS; clients++) {
    for (let clusterSize = 2; clusterSize <= MOST_SIZE; clusterSize++) {
      if (clusterSizes({ clients, clusterSize, remainder }).includes(1)) return { clients, clusterSize };
    }
  }
  return null;
}

/** How exactly a round gives away the update of the client that is left alone. */
function loneError(context: AuditContext, lone: { clients: number; clusterSize: number }): number {
  const { rng, settings } = context;
  const rows = Array.from({ length: lone.clients }, () => [2 * rng.uniform() - 1, 2 * rng.uniform() - 1]);
  const updates = matrixFromRows("updates", rows);
  const { clusters, aggregates } = round(
    { updates, ...lone, remainder: "short", shots: null, noise: quiet(settings), rule: "mean", tolerate: 0 },
    rng.fork("lone"),
  );
  const at = clusters.findIndex(({ length }) => length === 1);
  const truth = rows[clusters[at]![0]!]!;
  return Math.max(...truth.map((weight, i) => Math.abs(weight - aggregates[at]![i]!)));
}

/** PR-8: sizes for every N and k, uniformity over all permutations of five clients. */
export function gatherPartitions(context: AuditContext): PartitionEvidence {
  const { rng, effort } = context;
  const clients = 5;
  const counts = new Map<string, number>();
  const permutations = 120 * Math.max(20, Math.ceil(effort.samples / 120));
  const shuffles = rng.fork("shuffles");
  for (let i = 0; i < permutations; i++) {
    const order = partition({ clients, clusterSize: 1, remainder: "short" }, shuffles).join();
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  // 5! orders, seen or not.
  const observed = Array.from({ length: 120 }, (_, i) => [...counts.values()][i] ?? 0);
  const { pValue } = chiSquareTest(
    observed,
    Array.from({ length: 120 }, () => 1 / 120),
  );
  let indivisible = 0;
  let sizesChecked = 0;
  for (let n = 1; n <= MOST_CLIENTS; n++) {
    for (let k = 1; k <= MOST_SIZE; k++) {
      sizesChecked++;
      if (n % k !== 0) indivisible++;
    }
  }
  const loneClient = firstLone("short");
  return {
    sizesChecked,
    loneClient,
    loneUnderBalanced: firstLone("balanced"),
    loneError: loneClient === null ? 0 : loneError(context, loneClient),
    uniformPValue: pValue,
    uniformLevel: LEVEL,
    permutations,
    indivisibleShare: indivisible / sizesChecked,
  };
}
