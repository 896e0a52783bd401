import { matrixFromRows } from "../../base/matrix.ts";
import type { RandomStream } from "../../base/random.ts";
import { clusterSizes, partition } from "../../protocol/partition.ts";
import type { RemainderPolicy } from "../../protocol/partition.ts";
import { round } from "../../protocol/round.ts";
import { chiSquareTest } from "../../statistics/chi-square-test.ts";
import { clusterExtremes, quiet } from "../context.ts";
import type { AuditContext } from "../context.ts";
import type { PartitionEvidence } from "../evidence.ts";

interface Pair {
  readonly clients: number;
  readonly clusterSize: number;
}

/** All N up to 60 and k up to 20, the smallest N first. */
const PAIRS: readonly Pair[] = Array.from({ length: 60 * 20 }, (_, i) => ({
  clients: 1 + Math.floor(i / 20),
  clusterSize: 1 + (i % 20),
}));

const SHUFFLED = 5;
const ORDERS = 120;
/** The test rejects a uniform shuffle, and the claim is wrongly said to fail, in one of a million runs. */
const LEVEL = 1e-6;

/** A client alone in a cluster; clusters of one on purpose do not count. */
function firstLone(remainder: RemainderPolicy): Pair | null {
  const found = PAIRS.find(
    ({ clients, clusterSize }) =>
      clients >= 2 && clusterSize >= 2 && clusterSizes({ clients, clusterSize, remainder }).includes(1),
  );
  return found ?? null;
}

/** True for clusters that hold every client once, and k each where k divides N. */
export function isPartition(
  clusters: readonly (readonly number[])[],
  { clients, clusterSize }: Pair,
): boolean {
  const members = clusters.flat().toSorted((a, b) => a - b);
  const everyoneOnce = members.length === clients && members.every((client, i) => client === i);
  const sized = clients % clusterSize !== 0 || clusters.every(({ length }) => length === clusterSize);
  return everyoneOnce && sized;
}

/** How exactly a round without noise gives away the update of the client that is left alone. */
function loneError({ rng, settings }: AuditContext, lone: Pair): number {
  const rows = Array.from({ length: lone.clients }, () => [2 * rng.uniform() - 1, 2 * rng.uniform() - 1]);
  const updates = matrixFromRows("updates", rows);
  const { clusters, aggregates, weightBound } = round(
    { updates, ...lone, remainder: "short", shots: null, noise: quiet(settings), rule: "mean", tolerate: 0 },
    rng.fork("lone"),
  );
  const at = clusters.findIndex(({ length }) => length === 1);
  const truth = rows[clusters[at]![0]!]!;
  return Math.max(...truth.map((weight, i) => Math.abs(weight - aggregates[at]![i]!))) / weightBound;
}

/** How many shuffles gave each of the 5! orders. */
function countOrders(permutations: number, rng: RandomStream): number[] {
  const counts = new Map<string, number>();
  for (let i = 0; i < permutations; i++) {
    const order = partition({ clients: SHUFFLED, clusterSize: 1, remainder: "short" }, rng).join();
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  const seen = [...counts.values()];
  return Array.from({ length: ORDERS }, (_, i) => seen[i] ?? 0);
}

/** PR-8: clusters for every N and k, the run's own among them, and uniformity over all orders of five clients. */
export function gatherPartitions(context: AuditContext): PartitionEvidence {
  const { rng, effort } = context;
  const permutations = ORDERS * Math.max(20, Math.ceil(effort.samples / ORDERS));
  const { pValue } = chiSquareTest(
    countOrders(permutations, rng.fork("shuffles")),
    Array.from({ length: ORDERS }, () => 1 / ORDERS),
  );
  const draws = rng.fork("partitions");
  const wrong = PAIRS.find((pair) => !isPartition(partition({ ...pair, remainder: "short" }, draws), pair));
  const loneClient = firstLone("short");
  const own = clusterExtremes(context);
  return {
    sizesChecked: PAIRS.length,
    indivisibleShare:
      PAIRS.filter(({ clients, clusterSize }) => clients % clusterSize !== 0).length / PAIRS.length,
    wrong: wrong ?? null,
    loneClient,
    loneUnderBalanced: firstLone("balanced"),
    loneError: loneClient === null ? 0 : loneError(context, loneClient),
    smallestCluster: own.smallest,
    largestCluster: own.largest,
    uniformPValue: pValue,
    uniformLevel: LEVEL,
    permutations,
  };
}
