import { randomStream } from "../../base/random.ts";
import { typeRefusal } from "../../base/refusal.ts";
import { partition, partitionFromDraws } from "../../protocol/partition.ts";
import type { RemainderPolicy } from "../../protocol/partition.ts";
import type { PartitionParams, PartitionResult } from "../implementation.ts";

/** `partition` on the library, from a seed or from draws. */
export function partitionOperation(
  { clients, clusterSize, seed, draws }: PartitionParams,
  remainder: RemainderPolicy,
): PartitionResult {
  const request = { clients, clusterSize, remainder };
  if (draws !== undefined) return { clusters: partitionFromDraws(request, draws) };
  if (seed === undefined) throw typeRefusal("seed", "a string, or draws in its place", seed);
  return { clusters: partition(request, randomStream(seed).fork("partition")) };
}
