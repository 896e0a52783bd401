import { checkInteger, checkName } from "../base/check.ts";
import type { RandomStream } from "../base/random.ts";
import { rangeRefusal } from "../base/refusal.ts";

/**
 * What becomes of the N mod k clients that fill no cluster, which CQSA §4 leaves open: `short` – a last
 * cluster of their number; `merge` – they join the last full one; `balanced` – max(1, ⌊N/k⌋) clusters,
 * none more than one client larger than another; `reject` – such a round is refused.
 */
export const REMAINDER_POLICIES = ["short", "merge", "balanced", "reject"] as const;

export type RemainderPolicy = (typeof REMAINDER_POLICIES)[number];

/** What the reference does unless it is told otherwise: no client is ever left alone (for k ≥ 2). */
export const DEFAULT_REMAINDER: RemainderPolicy = "balanced";

/** How many clients go into clusters of which size. */
export interface PartitionRequest {
  /** N ≥ 1. */
  readonly clients: number;
  /** k ≥ 1. */
  readonly clusterSize: number;
  readonly remainder: RemainderPolicy;
}

/** How many clients fill no cluster. @throws RangeError for any under `reject` */
function clientsLeft({ clients, clusterSize, remainder }: PartitionRequest): number {
  const left = clients % clusterSize;
  if (left > 0 && remainder === "reject") {
    throw rangeRefusal("clients", `a multiple of the cluster size ${clusterSize}`, clients);
  }
  return left;
}

/**
 * The sizes of the clusters, in order. Fewer clients than the cluster size form one cluster.
 *
 * @throws TypeError, RangeError for counts that are no positive integers, an unknown policy, or a
 *   remainder under `reject`
 */
export function clusterSizes(request: PartitionRequest): number[] {
  const { clients, clusterSize, remainder } = request;
  checkInteger("clients", clients, { min: 1 });
  checkInteger("clusterSize", clusterSize, { min: 1 });
  checkName("remainder", remainder, REMAINDER_POLICIES);
  const left = clientsLeft(request);
  const full = Math.floor(clients / clusterSize);
  if (full === 0) return [clients];
  const sizes = Array.from({ length: full }, () => clusterSize);
  if (left === 0) return sizes;
  if (remainder === "short") return [...sizes, left];
  if (remainder === "merge") return [...sizes.slice(1), clusterSize + left];
  return sizes.map((_, i) => Math.floor(clients / full) + (i < clients % full ? 1 : 0));
}

function slice(order: readonly number[], sizes: readonly number[]): number[][] {
  let start = 0;
  return sizes.map((size) => order.slice(start, (start += size)));
}

function shuffle(clients: number, draw: (place: number) => number): number[] {
  const order = Array.from({ length: clients }, (_, i) => i);
  // From the last place down to the second.
  for (const place of order.slice(1).reverse()) {
    const other = draw(place);
    [order[place], order[other]] = [order[other]!, order[place]!];
  }
  return order;
}

/**
 * A uniformly random partition: Fisher–Yates over the clients, sliced in order (CQSA §4).
 *
 * @returns clusters of client indices; every client in exactly one
 * @throws as {@link clusterSizes}
 */
export function partition(request: PartitionRequest, rng: RandomStream): number[][] {
  const sizes = clusterSizes(request);
  return slice(
    shuffle(request.clients, (place) => rng.integer(place + 1)),
    sizes,
  );
}

/**
 * The partition that explicit draws give: of the clients in order, draw t exchanges the one at N − 1 − t
 * and the one at draws[t].
 *
 * @param draws N − 1 integers, 0 ≤ draws[t] ≤ N − 1 − t
 * @throws as {@link clusterSizes}, and RangeError for draws of another number or out of range
 */
export function partitionFromDraws(request: PartitionRequest, draws: readonly number[]): number[][] {
  const sizes = clusterSizes(request);
  const { clients } = request;
  if (draws.length !== clients - 1) {
    throw rangeRefusal("draws", `${clients - 1} integers`, draws);
  }
  for (const [t, draw] of draws.entries())
    checkInteger(`draws[${t}]`, draw, { min: 0, max: clients - 1 - t });
  return slice(
    shuffle(clients, (place) => draws[clients - 1 - place]!),
    sizes,
  );
}
