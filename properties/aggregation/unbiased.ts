import { noiseMissing } from "../arbitraries/noise.ts";
import { statisticalLaw } from "../law.ts";
import type { Law } from "../law.ts";
import {
  MANY_SHOTS,
  manyShotSettings,
  MOST_SETTINGS,
  NOISY_TOTAL,
  NOISY_VISIBILITY,
  testErrors,
} from "./error-moments.ts";
import { detectableBias } from "./error-power.ts";
import { plantRequest } from "./planted.ts";
import { sampleSettings } from "./sample-estimates.ts";

/** In the noisy setting the errors scatter most. */
const biasOf = (size: number, level: number): number =>
  detectableBias(
    { shots: MANY_SHOTS, angle: NOISY_TOTAL, visibility: NOISY_VISIBILITY },
    { size: size / MOST_SETTINGS, level: level / MOST_SETTINGS },
  );

/** The mean circular error is the exact one of the two-quadrature estimate, of the order of 1/shots. */
export const unbiased: Law = statisticalLaw({
  id: "aggregation/unbiased",
  sentence: "the mean error of the estimate is that of the two-quadrature estimate: next to none",
  clauses: ["CQSA-AGG-1", "CQSA-AGG-2"],
  needs: ["aggregate"],
  inapplicable: noiseMissing,
  size: 9000,
  measure: async (implementation, seed, size) => {
    const settings = manyShotSettings(implementation.capabilities, MANY_SHOTS);
    const samples = await sampleSettings(implementation, settings, seed, size);
    return testErrors(samples, "a mean error of", (error) => error);
  },
  smallestEffect: (size, level) =>
    `a bias of ${biasOf(size, level).toFixed(4)} rad in one setting at ${MANY_SHOTS} shots`,
  plant: (honest, size, level) => {
    const bias = biasOf(size, level);
    return plantRequest(honest, manyShotSettings(honest.capabilities, MANY_SHOTS).at(-1)!, (params) => ({
      ...params,
      phases: params.phases.map((row, j) => (j === 0 ? row.map((phase) => phase + bias) : row)),
    }));
  },
});
