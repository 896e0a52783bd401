import type { Capabilities } from "../../src/implementation/implementation.ts";
import { disturbanceMissing, noiseKinds, withProbability } from "../arbitraries/noise.ts";
import type { Disturbance } from "../arbitraries/noise.ts";
import { membersMissing } from "../arbitraries/phases.ts";
import { atMost } from "../arbitraries/values.ts";
import { statisticalLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { MANY_SHOTS, testErrors } from "./error-moments.ts";
import { detectableVisibilities } from "./error-power.ts";
import { plantRequest } from "./planted.ts";
import { oddShots, probabilityOf, sampleSettings } from "./sample-estimates.ts";
import type { Setting } from "./sample-estimates.ts";

/** Two channels in two layouts. */
const MOST_SETTINGS = 4;

/**
 * Near 1/e a small relative change of the error probability moves the visibility most: V = q^m changes by
 * V·ln V·δ for m·ln q(1 + δ).
 */
const VISIBILITY = 0.3;

const TOTAL = 0.4;

function settingsFor(capabilities: Capabilities): (Setting & { readonly noise: Disturbance })[] {
  const members = atMost(capabilities, "clients", 3);
  const shots = oddShots(capabilities, MANY_SHOTS);
  return noiseKinds(capabilities).map((kind) => ({
    members,
    shots,
    noise: withProbability(kind, probabilityOf(kind.channel, members, VISIBILITY)),
    total: TOTAL,
  }));
}

const foundOf = (size: number, level: number): { readonly low: number; readonly high: number } =>
  detectableVisibilities(
    { shots: MANY_SHOTS, angle: TOTAL, visibility: VISIBILITY },
    { size: size / MOST_SETTINGS, level: level / MOST_SETTINGS },
  );

/**
 * Noise does not move the estimate but spreads it, by 1/V² in the variance: that tells noise that is
 * ignored, acts twice, once a qubit instead of once a CNOT or is the other channel's, and an
 * error probability that counts the identity as one of 16 errors (V = 0.33 for 0.30 in a state of three).
 */
export const noiseSize: Law = statisticalLaw({
  id: "aggregation/noise-size",
  sentence: "each declared noise widens the scatter of the estimate by exactly its visibility",
  clauses: ["CQSA-AGG-2", "CQSA-GHZ-1", "WIRE-NOISE-1"],
  needs: ["aggregate"],
  inapplicable: (capabilities) => membersMissing(capabilities) ?? disturbanceMissing(capabilities),
  size: 12_000,
  measure: async (implementation, seed, size) => {
    const settings = settingsFor(implementation.capabilities);
    const samples = await sampleSettings(implementation, settings, seed, size);
    return testErrors(samples, "a variance of", (error, bias) => (error - bias) ** 2);
  },
  smallestEffect: (size, level) => {
    const { low, high } = foundOf(size, level);
    const sides = [
      ...(low > 0 ? [`${low.toFixed(3)} or less`] : []),
      ...(high < 1 ? [`${high.toFixed(3)} or more`] : []),
    ];
    const really = sides.length > 0 ? `that is ${sides.join(", or ")}` : "that is any other";
    return `a visibility of ${VISIBILITY} ${really}, under one noise at ${MANY_SHOTS} shots`;
  },
  plant: (honest, size, level) => {
    const { low, high } = foundOf(size, level);
    // Too little noise narrows the scatter, which is the weaker sign.
    const visibility = VISIBILITY - low > high - VISIBILITY ? low : high;
    const setting = settingsFor(honest.capabilities)[0]!;
    const probability = probabilityOf(setting.noise.channel, setting.members, visibility);
    return plantRequest(honest, setting, (params) => ({
      ...params,
      noise: { ...setting.noise, probability },
    }));
  },
});
