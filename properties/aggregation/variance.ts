import { noiseMissing } from "../arbitraries/noise.ts";
import { statisticalLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { chernoffShift } from "./chernoff-test.ts";
import { MANY_SHOTS, manyShotSettings, MOST_SETTINGS, testErrors } from "./error-moments.ts";
import { sampleSettings } from "./sample-estimates.ts";

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
  smallestEffect: (size, level) => {
    // The square of a nearly normal error has √2 times its mean for deviation.
    const shift = chernoffShift(Math.SQRT2, size / MOST_SETTINGS, level / MOST_SETTINGS);
    return `a variance off by ${(100 * shift).toFixed(0)} % at ${MANY_SHOTS} shots`;
  },
});
