import type { Implementation, RoundParams, RoundResult } from "../../src/implementation/implementation.ts";
import { mustPartition } from "../partition/must-partition.ts";
import { ask, closeAngles, mustAgree, violation } from "../violation.ts";

/**
 * Calls `round`, which must succeed with an answer that fits together: clusters that partition the clients, one
 * entry of `aggregates` and `accepted` for each, null where a member dropped out and nowhere else, and
 * rows of d numbers. @throws a violation otherwise.
 */
export async function askRound(implementation: Implementation, params: RoundParams): Promise<RoundResult> {
  const result = await ask(implementation, "round", params);
  const { clusters, aggregates, accepted, update } = result;
  const coordinates = params.updates[0]!.length;
  mustPartition(params.updates.length, clusters);
  for (const [name, { length }] of Object.entries({ aggregates, accepted })) {
    if (length !== clusters.length) throw violation(`${name} has another length`, clusters.length, length);
  }
  if (update.length !== coordinates) {
    throw violation("update has another length", coordinates, update.length);
  }
  for (const [c, aggregate] of aggregates.entries()) {
    const lost = clusters[c]!.some((client) => params.dropouts.includes(client));
    if (lost !== (aggregate === null)) {
      throw violation(
        `aggregates[${c}] of a cluster ${lost ? "with a" : "without"} loss`,
        lost ? null : "a row",
        aggregate,
      );
    }
    if (aggregate !== null && aggregate.length !== coordinates) {
      throw violation(`aggregates[${c}] has another length`, coordinates, aggregate.length);
    }
  }
  return result;
}

/** The largest |weight| of all clients. */
export function largestWeight(updates: RoundParams["updates"]): number {
  return updates.reduce(
    (most, row) => row.reduce((most, weight) => Math.max(most, Math.abs(weight)), most),
    0,
  );
}

/** The members' sum in every coordinate. */
export function memberSums(updates: RoundParams["updates"], members: readonly number[]): number[] {
  return updates[0]!.map((_, i) => members.reduce((sum, client) => sum + updates[client]![i]!, 0));
}

/** The size that a cluster's scale uses: the nominal one, or its own where that is larger. */
export function scaleSize(clusterSize: number, members: readonly number[]): number {
  return Math.max(clusterSize, members.length);
}

/**
 * Demands that every live cluster's aggregate is its members' mean. They are compared as the phase sums
 * Θ = π·m·mean/(K·w_max) that stand for them, K the scale's size: what is measured is an angle, for which ±π,
 * a cluster of maxima, is one point. @throws a violation.
 */
export function mustBeClusterMeans(params: RoundParams, { clusters, aggregates }: RoundResult): void {
  const bound = largestWeight(params.updates);
  for (const [c, members] of clusters.entries()) {
    const aggregate = aggregates[c]!;
    if (aggregate === null) continue;
    const sums = memberSums(params.updates, members);
    const unit = Math.PI / (scaleSize(params.clusterSize, members) * bound);
    const angles = (values: readonly number[]): number[] => values.map((value) => unit * value);
    mustAgree(
      `phase sum of aggregates[${c}]`,
      bound === 0 ? sums : angles(sums),
      bound === 0 ? aggregate : angles(aggregate.map((mean) => mean * members.length)),
      closeAngles,
    );
  }
}
