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
  readonly fewestClients?: number;
  readonly mostClients?: number;
  readonly mostClusterSize?: number;
  /** How many full clusters there must be at least; 0 lets the cluster size exceed the clients. */
  readonly fewestClusters?: number;
}

/** True where only multiples of the cluster size are sure to be accepted. */
function onlyMultiples({ remainder }: Capabilities): boolean {
  return remainder === undefined || remainder === "reject";
}

/**
 * Numbers of clients and cluster sizes that the declared remainder policy accepts. The limits must leave room
 * for the fewest clients and clusters asked for: see {@link clientsMissing}.
 */
export function clusterings(
  capabilities: Capabilities,
  { fewestClients = 1, mostClients = 40, mostClusterSize = 12, fewestClusters = 0 }: ClusteringRange = {},
): fc.Arbitrary<Clustering> {
  const most = atMost(capabilities, "clients", mostClients);
  const fewest = (clusterSize: number): number => Math.max(fewestClients, fewestClusters * clusterSize);
  const clustersOf = (clusterSize: number): { min: number; max: number } => ({
    min: Math.max(1, Math.ceil(fewest(clusterSize) / clusterSize)),
    max: Math.floor(most / clusterSize),
  });
  const clusterSizes = Array.from({ length: Math.min(mostClusterSize, most) }, (_, i) => i + 1);
  const possible = clusterSizes.filter((size) => clustersOf(size).min <= clustersOf(size).max);
  return fc.constantFrom(...possible).chain((clusterSize) => {
    const multiples = fc.integer(clustersOf(clusterSize)).map((clusters) => clusters * clusterSize);
    const any = fc.integer({ min: fewest(clusterSize), max: most });
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
