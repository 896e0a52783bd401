import type { Implementation, NoiseParams, RoundParams } from "../../src/implementation/implementation.ts";
import { plainRound } from "../arbitraries/rounds.ts";
import { mustHaveDeclaredSizes } from "../partition/must-partition.ts";
import { askRound, scaleSize } from "./ask-round.ts";
import { spoiled } from "./spoiled.ts";

/** A round of clients who all send the same, so that clusters of one size measure one state in every coordinate. */
export interface EqualRound {
  readonly clients: number;
  readonly clusterSize: number;
  /** Every weight as a fraction of the bound; a coordinate before them, which is left out, sets the bound. */
  readonly share: number;
  readonly shots: number;
  readonly noise: NoiseParams;
}

/** What one cluster measured. */
export interface MeasuredCluster {
  readonly members: number;
  /** Θ in radians: what every estimate is about. */
  readonly total: number;
  /** The estimates behind the cluster's aggregate, radians. */
  readonly phases: readonly number[];
}

const BOUND = 0.75;

/** A mean stands for the phase sum Θ = π·m·mean/(K·w_max), K the scale's size. */
function phasePerMean(clusterSize: number, cluster: readonly number[]): number {
  return (Math.PI * cluster.length) / scaleSize(clusterSize, cluster) / BOUND;
}

/** True for a round of clients who all send this share of the bound, as {@link measureClusters} asks for. */
export function isEqualRound({ updates }: Pick<RoundParams, "updates">, share: number): boolean {
  return updates.every(([bound, weight]) => bound === BOUND && weight === share * BOUND);
}

/** An equal round's estimates, changed in place before they become its aggregates. */
export function plantEstimates(
  honest: Implementation,
  share: number,
  change: (
    clusters: readonly { readonly members: number; readonly phases: number[] }[],
    seed: string,
  ) => void,
): Implementation {
  return spoiled(honest, "round", async (params, ask) => {
    const result = await ask(params);
    if (!isEqualRound(params, share)) return result;
    const scales = result.clusters.map((cluster) => phasePerMean(params.clusterSize, cluster));
    const measured = result.clusters.map(({ length }, c) => ({
      members: length,
      phases: result.aggregates[c]!.slice(1).map((mean) => mean * scales[c]!),
    }));
    change(measured, params.seed);
    const aggregates = measured.map(({ phases }, c) => [
      result.aggregates[c]![0]!,
      ...phases.map((phase) => phase / scales[c]!),
    ]);
    return { ...result, aggregates };
  });
}

/**
 * The phase estimates of one round, `coordinates` of each cluster.
 *
 * @throws a violation if the call fails or its clusters are not those of the remainder policy
 */
export async function measureClusters(
  implementation: Implementation,
  { clients, clusterSize, share, shots, noise }: EqualRound,
  seed: string,
  coordinates: number,
): Promise<MeasuredCluster[]> {
  const row = [BOUND, ...Array.from({ length: coordinates }, () => share * BOUND)];
  const updates = Array.from({ length: clients }, () => row);
  const plain = plainRound(implementation.capabilities, { updates, clusterSize, seed });
  const { clusters, aggregates } = await askRound(implementation, { ...plain, noise, shots });
  mustHaveDeclaredSizes(implementation.capabilities, { clients, clusterSize }, clusters);
  return clusters.map((cluster, c) => {
    const members = cluster.length;
    const perMean = phasePerMean(clusterSize, cluster);
    const phases = aggregates[c]!.slice(1).map((mean) => mean * perMean);
    return { members, total: share * BOUND * perMean, phases };
  });
}
