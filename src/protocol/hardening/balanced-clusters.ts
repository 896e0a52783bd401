import { rangeRefusal } from "../../base/refusal.ts";
import { clusterSizes } from "../partition.ts";

/**
 * Refuses a round in which some cluster would have fewer members than that: the sum of one client is its update, and of
 * two each knows the other's.
 *
 * @throws RangeError
 */
export function checkLeastSize(clients: number, clusterSize: number, least: number): void {
  const smallest = Math.min(...clusterSizes({ clients, clusterSize, remainder: "balanced" }));
  if (smallest >= least) return;
  throw rangeRefusal(
    clusterSize < least ? "clusterSize" : "updates",
    `clusters of at least ${least} clients, as balanced-clusters asks`,
    smallest,
  );
}
