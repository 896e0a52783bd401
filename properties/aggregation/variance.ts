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
import { detectableScatter } from "./error-power.ts";
import { plantScatter } from "./planted.ts";
import { sampleSettings } from "./sample-estimates.ts";

/** In the noisy setting the errors are farthest from normal ones. */
const excessOf = (size: number, level: number): number =>
  detectableScatter(
    { shots: MANY_SHOTS, angle: NOISY_TOTAL, visibility: NOISY_VISIBILITY },
    { size: size / MOST_SETTINGS, level: level / MOST_SETTINGS },
  );

/** The variance of the circular error is the exact one: it tells the number of shots and the visibility. */
export const variance: Law = statisticalLaw({
  id: "aggregation/variance",
  sentence: "the estimate scatters with the exact variance of its shots and visibility",
  clauses: ["CQSA-AGG-2"],
  needs: ["aggregate"],
  inapplicable: noiseMissing,
  size: 9000,
  measure: async (implementation, seed, size) => {
    const settings = manyShotSettings(implementation.capabilities, MANY_SHOTS);
    const samples = await sampleSettings(implementation, settings, seed, size);
    return testErrors(samples, "a variance of", (error, bias) => (error - bias) ** 2);
  },
  smallestEffect: (size, level) =>
    `a variance off by ${(100 * excessOf(size, level)).toFixed(1)} % in one setting at ${MANY_SHOTS} shots`,
  plant: (honest, size, level) => {
    const setting = manyShotSettings(honest.capabilities, MANY_SHOTS).at(-1)!;
    return plantScatter(honest, setting, Math.sqrt(1 + excessOf(size, level)));
  },
});
