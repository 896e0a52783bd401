import { noiseMissing } from "../arbitraries/noise.ts";
import { statisticalLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { chernoffShift } from "./chernoff-test.ts";
import {
  MANY_SHOTS,
  manyShotSettings,
  MOST_SETTINGS,
  NOISY_VISIBILITY,
  testErrors,
} from "./error-moments.ts";
import { sampleSettings } from "./sample-estimates.ts";

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
  smallestEffect: (size, level) => {
    // No setting's deviation is larger than 1/(V·√shots).
    const deviation = 1 / (NOISY_VISIBILITY * Math.sqrt(MANY_SHOTS));
    const shift = chernoffShift(deviation, size / MOST_SETTINGS, level / MOST_SETTINGS);
    return `a bias of ${shift.toFixed(4)} rad at ${MANY_SHOTS} shots`;
  },
});
