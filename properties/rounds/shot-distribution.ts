import { randomStream } from "../../src/base/random.ts";
import type { Capabilities, NoiseParams } from "../../src/implementation/implementation.ts";
import { commonestValue, testValues, valuesEffect, valuesShift } from "../aggregation/estimate-cells.ts";
import { FEW_SHOTS, MOST_VALUES } from "../aggregation/few-shots.ts";
import { oddShots, probabilityOf } from "../aggregation/sample-estimates.ts";
import type { Sample } from "../aggregation/sample-estimates.ts";
import { clientsMissing, coordinatesMissing } from "../arbitraries/clusterings.ts";
import { noiseKinds, quietNoise, withProbability } from "../arbitraries/noise.ts";
import { roundMissing } from "../arbitraries/rounds.ts";
import { atMost } from "../arbitraries/values.ts";
import { statisticalLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { measureClusters, plantEstimates } from "./measured-clusters.ts";
import type { EqualRound } from "./measured-clusters.ts";

const MEMBERS = 2;
const COORDINATES = 500;

/** Weights that bring a full cluster to an eighth turn, where both quadratures are alike, and to two other quadrants. */
const SHARES = [0.25, -0.7, 0.6] as const;

/** Each of them in clusters of two sizes. */
const MOST_SETTINGS = 2 * SHARES.length;

const shiftOf = (size: number, level: number): number =>
  valuesShift(size / MOST_SETTINGS, MOST_SETTINGS * MOST_VALUES, level);

/** Five clients in clusters of two leave one over, whom the remainder policy puts into a cluster of another size. */
function clientsOf(capabilities: Capabilities): number {
  const { remainder } = capabilities;
  const most = atMost(capabilities, "clients", remainder === undefined || remainder === "reject" ? 4 : 5);
  return most === 3 ? MEMBERS : most;
}

/** The first without noise, the others under the declared channels and layouts, as many as there are. */
function noiseOf(capabilities: Capabilities, place: number): NoiseParams {
  const kinds = noiseKinds(capabilities);
  if (place === 0 || kinds.length === 0) return quietNoise(capabilities);
  // First and last: two channels where two are declared.
  const kind = kinds[place === 1 ? 0 : kinds.length - 1]!;
  return withProbability(kind, probabilityOf(kind.channel, MEMBERS, 0.6));
}

/**
 * With few shots an aggregate has few possible values, each with a known probability. Their frequencies show what a
 * round makes of its shots and its noise: halved or ignored shots, bases or coordinates that share their draws, and
 * noise that counts other CNOTs than those of the cluster at hand.
 */
export const roundShotDistribution: Law = statisticalLaw({
  id: "rounds/shot-distribution",
  sentence:
    "the aggregates of few shots have the exact distribution of two binomial quadratures, in any cluster",
  clauses: ["CQSA-RND-1", "CQSA-AGG-1", "CQSA-AGG-2", "CQSA-AGG-3", "WIRE-ROUND-1"],
  needs: ["round"],
  inapplicable: (capabilities) =>
    clientsMissing(capabilities, MEMBERS) ??
    coordinatesMissing(capabilities, 2) ??
    roundMissing(capabilities),
  size: 6000,
  measure: async (implementation, seed, size) => {
    const { capabilities } = implementation;
    const clients = clientsOf(capabilities);
    // Mostly a call has two clusters or more.
    const wanted = Math.min(COORDINATES, Math.ceil(size / SHARES.length / 2));
    const most = atMost(capabilities, "coordinates", wanted + 1) - 1;
    const samples = new Map<string, { setting: Sample["setting"]; phases: number[] }>();
    for (const [place, share] of SHARES.entries()) {
      const noise = noiseOf(capabilities, place);
      const shots = oddShots(capabilities, FEW_SHOTS);
      const round: EqualRound = { clients, clusterSize: MEMBERS, share, shots, noise };
      let drawn = 0;
      for (let call = 0; drawn < size / SHARES.length; call++) {
        const clusters = await measureClusters(implementation, round, `${seed}/${place}/${call}`, most);
        for (const { members, total, phases } of clusters) {
          const key = `${place}/${members}`;
          const sample = samples.get(key) ?? { setting: { members, total, shots, noise }, phases: [] };
          samples.set(key, sample);
          sample.phases.push(...phases);
          drawn += phases.length;
        }
      }
    }
    return testValues(
      [...samples.values()].map(({ setting, phases }) => ({
        setting,
        estimates: { phases, visibility: undefined },
      })),
      "phase",
    );
  },
  smallestEffect: (size, level) => valuesEffect(shiftOf(size, level)),
  plant: (honest, size, level) => {
    const { capabilities } = honest;
    const shots = oddShots(capabilities, FEW_SHOTS);
    const setting = { members: MEMBERS, total: Math.PI * SHARES[0], shots, noise: noiseOf(capabilities, 0) };
    const { value, probability } = commonestValue(setting, "phase");
    const share = shiftOf(size, level) / (1 - probability);
    return plantEstimates(honest, SHARES[0], (clusters, seed) => {
      const rng = randomStream(seed).fork("planted");
      for (const { members, phases } of clusters) {
        if (members !== MEMBERS) continue;
        for (const i of phases.keys()) if (rng.uniform() < share) phases[i] = value;
      }
    });
  },
});
