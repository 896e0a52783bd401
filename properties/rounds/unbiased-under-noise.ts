import type { Implementation, NoiseParams } from "../../src/implementation/implementation.ts";
import { chernoffTest } from "../aggregation/chernoff-test.ts";
import { circularError } from "../aggregation/error-moments.ts";
import { detectableBias } from "../aggregation/error-power.ts";
import { oddShots } from "../aggregation/sample-estimates.ts";
import { clientsMissing, coordinatesMissing } from "../arbitraries/clusterings.ts";
import { disturbanceMissing, noiseKinds } from "../arbitraries/noise.ts";
import { roundMissing } from "../arbitraries/rounds.ts";
import { atMost } from "../arbitraries/values.ts";
import { statisticalLaw } from "../law.ts";
import type { Law, Measurement } from "../law.ts";
import { estimateDistribution } from "../oracles/estimate-distribution.ts";
import { ghzClosedForm } from "../oracles/ghz-closed-forms.ts";
import { show } from "../violation.ts";
import { isEqualRound, measureClusters } from "./measured-clusters.ts";
import { spoiled } from "./spoiled.ts";

const CLIENTS = 4;
const MEMBERS = 2;
const CLUSTERS = CLIENTS / MEMBERS;
const SHOTS = 101;
const PROBABILITY = 0.1;
/** Phase sums in all four quadrants. */
const ANGLES = [-2.2, -0.9, 0.4, 1.7];
const COORDINATES = 1000;

/** Where errors scatter most: the last angle, under independent errors of the qubits, which leave a visibility of ¾. */
const WIDEST = { shots: SHOTS, angle: ANGLES.at(-1)!, visibility: (1 - (4 / 3) * PROBABILITY) ** 2 };

const biasOf = (size: number, level: number): number =>
  detectableBias(WIDEST, { size: size / ANGLES.length, level: level / ANGLES.length });

interface Setting {
  /** Θ of every cluster, radians. */
  readonly angle: number;
  readonly noise: NoiseParams;
  readonly shots: number;
}

/** Circular errors of the phase sums behind `count` aggregates or a few more. */
async function errorsOf(
  implementation: Implementation,
  { angle, noise, shots }: Setting,
  seed: string,
  count: number,
): Promise<number[]> {
  const most = atMost(implementation.capabilities, "coordinates", COORDINATES + 1);
  const coordinates = Math.min(most - 1, Math.ceil(count / CLUSTERS));
  const round = { clients: CLIENTS, clusterSize: MEMBERS, share: angle / Math.PI, noise, shots };
  const errors: number[] = [];
  for (let call = 0; errors.length < count; call++) {
    const clusters = await measureClusters(implementation, round, `${seed}/${call}`, coordinates);
    for (const { phases } of clusters) errors.push(...phases.map((phase) => circularError(phase, angle)));
  }
  return errors;
}

/** Tests the mean error of one setting against the exact law of the two-quadrature estimate. */
function testMean(
  errors: readonly number[],
  { angle, noise, shots }: Setting,
): Omit<Measurement, "observations"> {
  const { visibility } = ghzClosedForm(MEMBERS, noise.channel, PROBABILITY);
  const points = estimateDistribution(shots, visibility * Math.cos(angle), visibility * Math.sin(angle));
  const values = points.map(({ phase }) => circularError(phase, angle));
  const probabilities = points.map(({ probability }) => probability);
  const exact = values.reduce((sum, value, i) => sum + value * probabilities[i]!, 0);
  const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  return {
    pValue: chernoffTest({ values, probabilities }, mean, errors.length),
    expected: `a mean error of ${exact.toFixed(5)} rad at Θ = ${angle}, ${shots} shots, ${show(noise)}`,
    received: `${mean.toFixed(5)} rad in ${errors.length} aggregates`,
  };
}

/**
 * The aggregates of a round under noise are off by no more in the mean than the two-quadrature estimate itself
 * is, which is O(1/shots): in four quadrants, the declared channels and layouts taking turns. Clusters and
 * coordinates are drawn independently and their errors follow an exactly known law; the p-value is
 * the Chernoff bound, times four for the four angles.
 */
export const unbiasedUnderNoise: Law = statisticalLaw({
  id: "rounds/unbiased-under-noise",
  sentence:
    "under noise and finite shots aggregates are off by no more in the mean than the estimate is: next to nothing",
  clauses: ["CQSA-RND-1", "CQSA-AGG-1", "CQSA-AGG-2", "CQSA-AGG-3"],
  needs: ["round"],
  inapplicable: (capabilities) =>
    clientsMissing(capabilities, CLIENTS) ??
    coordinatesMissing(capabilities, 2) ??
    roundMissing(capabilities) ??
    disturbanceMissing(capabilities),
  size: 4000,
  measure: async (implementation, seed, size) => {
    const kinds = noiseKinds(implementation.capabilities);
    const shots = oddShots(implementation.capabilities, SHOTS);
    let observations = 0;
    let worst = { pValue: Infinity, expected: "", received: "" };
    for (const [i, angle] of ANGLES.entries()) {
      const noise = { ...kinds[i % kinds.length]!, probability: PROBABILITY };
      const setting = { angle, noise, shots };
      const errors = await errorsOf(implementation, setting, `${seed}/${i}`, size / ANGLES.length);
      observations += errors.length;
      const found = testMean(errors, setting);
      if (found.pValue < worst.pValue) worst = found;
    }
    return { ...worst, pValue: Math.min(1, ANGLES.length * worst.pValue), observations };
  },
  smallestEffect: (size, level) =>
    `a mean error of ${biasOf(size, level).toFixed(4)} rad in the phase sum at one of four angles, at ${SHOTS} shots`,
  plant: (honest, size, level) => {
    const bias = biasOf(size, level);
    return spoiled(honest, "round", (params, ask) => {
      if (!isEqualRound(params, WIDEST.angle / Math.PI)) return ask(params);
      // All members' shares of the phase sum grow alike; the coordinate of the bound stays.
      const grown = 1 + bias / WIDEST.angle;
      return ask({
        ...params,
        updates: params.updates.map(([bound, ...row]) => [bound!, ...row.map((w) => w * grown)]),
      });
    });
  },
});
