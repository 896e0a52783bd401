import { checkInteger } from "../base/check.ts";
import { rangeRefusal } from "../base/refusal.ts";
import { largestMagnitude } from "./encode.ts";

/** The clients that leave: none twice, none unknown, not all of them. */
export function checkDropouts(dropouts: readonly number[], clients: number): ReadonlySet<number> {
  const lost = new Set<number>();
  for (const [i, client] of dropouts.entries()) {
    checkInteger(`dropouts[${i}]`, client, { min: 0, max: clients - 1 });
    if (lost.has(client)) throw rangeRefusal(`dropouts[${i}]`, "each client once", client);
    lost.add(client);
  }
  if (lost.size === clients) throw rangeRefusal("dropouts", "at least one client left", dropouts);
  return lost;
}

/**
 * Each client's share of its cluster's sum: its FedAvg weight over the largest, so that the bound holds.
 *
 * @param weights N positive finite numbers; without them all shares are 1
 * @throws RangeError for another number of weights, one that is not positive and finite, and one that is
 *   nothing beside the largest
 */
export function relativeWeights(weights: Float64Array | undefined, clients: number): Float64Array {
  if (weights === undefined) return new Float64Array(clients).fill(1);
  if (weights.length !== clients) throw rangeRefusal("clientWeights", `${clients} numbers`, weights.length);
  const bad = weights.findIndex((weight) => !(weight > 0 && weight < Infinity));
  if (bad !== -1) throw rangeRefusal(`clientWeights[${bad}]`, "a positive finite number", weights[bad]);
  const largest = largestMagnitude(weights);
  return weights.map((weight, i) => {
    const share = weight / largest;
    if (share === 0) throw rangeRefusal(`clientWeights[${i}]`, `a share above 0 of ${largest}`, weight);
    return share;
  });
}

/** Whatever a server decides, its clusters hold every client exactly once and none is empty (CQSA §4). */
export function checkClusters(clusters: readonly (readonly number[])[], clients: number): void {
  const seen = new Set<number>();
  for (const [c, members] of clusters.entries()) {
    if (members.length === 0) throw rangeRefusal(`clusters[${c}]`, "at least one client", members);
    for (const [i, client] of members.entries()) {
      checkInteger(`clusters[${c}][${i}]`, client, { min: 0, max: clients - 1 });
      if (seen.has(client)) throw rangeRefusal(`clusters[${c}][${i}]`, "each client once", client);
      seen.add(client);
    }
  }
  if (seen.size < clients) throw rangeRefusal("clusters", `all ${clients} clients`, seen.size);
}
