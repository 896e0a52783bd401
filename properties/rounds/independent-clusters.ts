import { randomStream } from "../../src/base/random.ts";
import type { Capabilities } from "../../src/implementation/implementation.ts";
import {
  agreementEffect,
  agreementShift,
  equalShare,
  errsUpwards,
  testAgreement,
} from "../aggregation/agreement.ts";
import { FEW_SHOTS } from "../aggregation/few-shots.ts";
import { oddShots } from "../aggregation/sample-estimates.ts";
import { clientsMissing, coordinatesMissing } from "../arbitraries/clusterings.ts";
import type { Clustering } from "../arbitraries/clusterings.ts";
import { quietNoise } from "../arbitraries/noise.ts";
import { roundMissing } from "../arbitraries/rounds.ts";
import { atMost } from "../arbitraries/values.ts";
import { statisticalLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { measureClusters, plantEstimates } from "./measured-clusters.ts";

/** Clusters of two, or of one where so few clients are allowed. */
function clusteringFor(capabilities: Capabilities): Clustering {
  const clusterSize = clientsMissing(capabilities, 4) === undefined ? 2 : 1;
  const clusters = Math.floor(atMost(capabilities, "clients", 4 * clusterSize) / clusterSize);
  return { clients: clusters * clusterSize, clusterSize };
}

const COORDINATES = 500;
/** Neighbours, and clusters two apart. */
const CLUSTER_LAGS = [1, 2] as const;
/** Coordinates that a neighbour's draws may be shifted by, where the numbers of both are added up. */
const SHIFTS = [0, 1, -1, 2, -2] as const;

/** What every client sends, as a share of the bound. */
const SHARE = 0.22;

const shiftOf = (size: number, level: number): number =>
  agreementShift(size, CLUSTER_LAGS.length * SHIFTS.length, level);

/**
 * All clients send the same, so that the errors of all clusters are draws from one distribution; those of two clusters
 * agree in sign as often as independent ones do. Shared draws agree always, a shared basis two times in three.
 */
export const independentClusters: Law = statisticalLaw({
  id: "rounds/independent-clusters",
  sentence: "the clusters of a round err independently of each other",
  clauses: ["CQSA-AGG-3", "WIRE-AGG-1"],
  needs: ["round"],
  inapplicable: (capabilities) =>
    clientsMissing(capabilities, 2) ?? coordinatesMissing(capabilities, 2) ?? roundMissing(capabilities),
  size: 3000,
  measure: async (implementation, seed, size) => {
    const { capabilities } = implementation;
    const round = {
      ...clusteringFor(capabilities),
      share: SHARE,
      shots: oddShots(capabilities, FEW_SHOTS),
      noise: quietNoise(capabilities),
    };
    const most = atMost(capabilities, "coordinates", Math.min(COORDINATES, size) + 1) - 1;
    const lists = CLUSTER_LAGS.flatMap((lag) =>
      SHIFTS.map((shift) => ({
        lag,
        shift,
        pairs: `pairs ${lag} clusters and ${shift} coordinates apart`,
        agreed: 0,
        count: 0,
      })),
    );
    let total = 0;
    for (let call = 0; lists[0]!.count < size; call++) {
      const clusters = await measureClusters(implementation, round, `${seed}/${call}`, most);
      total = clusters[0]!.total;
      const upwards = clusters.map(({ phases }) => phases.map((phase) => errsUpwards(phase, total)));
      for (const list of lists) {
        for (let c = 0; c + list.lag < upwards.length; c++) {
          // Every cluster in one pair at most.
          if (Math.floor(c / list.lag) % 2 === 1) continue;
          const partners = upwards[c]!.map((_, i) => upwards[c + list.lag]![i + list.shift]);
          list.count += partners.filter((partner) => partner !== undefined).length;
          list.agreed += upwards[c]!.filter((value, i) => value === partners[i]).length;
        }
      }
    }
    const setting = { members: round.clusterSize, total, shots: round.shots, noise: round.noise };
    return testAgreement(setting, lists);
  },
  smallestEffect: (size, level) => agreementEffect(shiftOf(size, level)),
  plant: (honest, size, level) => {
    const { capabilities } = honest;
    const members = clusteringFor(capabilities).clusterSize;
    const shots = oddShots(capabilities, FEW_SHOTS);
    const setting = { members, total: Math.PI * SHARE, shots, noise: quietNoise(capabilities) };
    const share = equalShare(setting, shiftOf(size, level));
    return plantEstimates(honest, SHARE, (clusters, seed) => {
      const rng = randomStream(seed).fork("planted");
      // Every other cluster has measured what that before it did, at times.
      for (let c = 1; c < clusters.length; c += 2) {
        for (const [i, phase] of clusters[c - 1]!.phases.entries()) {
          if (rng.uniform() < share) clusters[c]!.phases[i] = phase;
        }
      }
    });
  },
});
