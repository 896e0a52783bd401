import type { Capabilities } from "../../src/implementation/implementation.ts";
import { declaredSizes } from "../arbitraries/clusterings.ts";
import type { Clustering } from "../arbitraries/clusterings.ts";
import { violation } from "../violation.ts";

type Clusters = readonly (readonly number[])[];

/** Demands that every client 0 … n − 1 is in exactly one cluster and no cluster is empty. @throws a violation. */
export function mustPartition(clients: number, clusters: Clusters): void {
  const seen = new Set<number>();
  for (const [c, members] of clusters.entries()) {
    if (members.length === 0) throw violation(`clusters[${c}] is empty`, "at least one member", clusters);
    for (const client of members) {
      if (!(Number.isInteger(client) && client >= 0 && client < clients)) {
        throw violation(`clusters[${c}] names a client that is none`, `0 to ${clients - 1}`, client);
      }
      if (seen.has(client)) throw violation(`client ${client} is named twice`, "each client once", clusters);
      seen.add(client);
    }
  }
  if (seen.size !== clients) throw violation("clients are left out", clients, seen.size);
}

/**
 * Demands the sizes that the declared remainder policy gives: the left-over clients are in the last cluster
 * under `short` and `merge`, while under `balanced` any cluster may be a larger one. @throws a violation.
 */
export function mustHaveDeclaredSizes(
  capabilities: Capabilities,
  clustering: Clustering,
  clusters: Clusters,
): void {
  const { clients, clusterSize } = clustering;
  const text = `${clients} clients in clusters of ${clusterSize}`;
  const expected = declaredSizes(capabilities, clustering);
  const sizes = clusters.map(({ length }) => length);
  if (String([...sizes].sort((a, b) => b - a)) !== String(expected)) {
    throw violation(`${text}: other sizes`, expected, sizes);
  }
  const last = { short: Math.min, merge: Math.max }[String(capabilities.remainder)];
  if (last !== undefined && sizes.at(-1) !== last(...sizes)) {
    throw violation(`${text}: the remainder is not in the last cluster`, last(...sizes), sizes);
  }
}
