import fc from "fast-check";
import type { Capabilities } from "../../src/implementation/implementation.ts";
import { expectedSizes } from "../oracles/fisher-yates.ts";
import { atMost } from "./values.ts";

/** How many clients go into clusters of which nominal size. */
export interface Clustering {
  readonly clients: number;
  readonly clusterSize: number;
}

/** Which numbers a law wants. */
export interface ClusteringRange {
  readonly mostClients?: number;
  readonly mostClusterSize?: number;
  /** How many full clusters there must be at least; 0 lets the cluster size exceed the clients. */
  readonly fewestClusters?: number;
}

/** True where only multiples of the cluster size are sure to be accepted. */
function onlyMultiples({ remainder }: Capabilities): boolean {
  return remainder === undefined || remainder === "reject";
}

/** Numbers of clients and cluster sizes that the declared remainder policy accepts. */
export function clusterings(
  capabilities: Capabilities,
  { mostClients = 40, mostClusterSize = 12, fewestClusters = 0 }: ClusteringRange = {},
): fc.Arbitrary<Clustering> {
  const most = atMost(capabilities, "clients", mostClients);
  const largest = Math.min(mostClusterSize, Math.floor(most / Math.max(1, fewestClusters)));
  return fc.integer({ min: 1, max: largest }).chain((clusterSize) => {
    const multiples = fc
      .integer({ min: Math.max(1, fewestClusters), max: Math.floor(most / clusterSize) })
      .map((clusters) => clusters * clusterSize);
    const any = fc.integer({ min: Math.max(1, fewestClusters * clusterSize), max: most });
    return fc.record({
      clients: onlyMultiples(capabilities) ? multiples : fc.oneof(multiples, any),
      clusterSize: fc.constant(clusterSize),
    });
  });
}

/** The sizes of the clusters, largest first; null where the declared policy refuses or none is declared. */
export function declaredSizes(
  { remainder }: Capabilities,
  { clients, clusterSize }: Clustering,
): readonly number[] | null {
  return expectedSizes(clients, clusterSize, remainder ?? "reject");
}

/** Why a law about so many clients does not apply; undefined: it does. */
export function clientsMissing({ limits }: Capabilities, fewest: number): string | undefined {
  const most = limits?.clients ?? Infinity;
  return most < fewest ? `limited to ${most} clients, where ${fewest} are needed` : undefined;
}

/** Why a law about so many coordinates does not apply; undefined: it does. */
export function coordinatesMissing({ limits }: Capabilities, fewest: number): string | undefined {
  const most = limits?.coordinates ?? Infinity;
  return most < fewest ? `limited to ${most} coordinates, where ${fewest} are needed` : undefined;
}

/** Why a law about so many shots does not apply; undefined: it does. */
export function shotsMissing({ limits }: Capabilities, fewest: number): string | undefined {
  const most = limits?.shots ?? Infinity;
  return most < fewest ? `limited to ${most} shots, where ${fewest} are needed` : undefined;
}
