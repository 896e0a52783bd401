import { disturbanceMissing } from "../arbitraries/noise.ts";
import { membersMissing } from "../arbitraries/phases.ts";
import { statisticalLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { testValues, valuesEffect, valuesShift } from "./estimate-cells.ts";
import { MOST_VALUES, noisySettings } from "./few-shots.ts";
import { plantValue } from "./planted.ts";
import { sampleSettings } from "./sample-estimates.ts";

/** Two channels in two layouts. */
const MOST_SETTINGS = 4;

const shiftOf = (size: number, level: number): number =>
  valuesShift(size / MOST_SETTINGS, MOST_SETTINGS * MOST_VALUES, level);

/**
 * Noise does not move the estimate but spreads it: with few shots the frequencies of its values show
 * that nothing else happens to it.
 */
export const noiseDistribution: Law = statisticalLaw({
  id: "aggregation/noise-distribution",
  sentence: "each declared noise leaves the estimates of few shots with their exact distribution",
  clauses: ["CQSA-AGG-2", "CQSA-GHZ-1", "WIRE-NOISE-1"],
  needs: ["aggregate"],
  inapplicable: (capabilities) => membersMissing(capabilities) ?? disturbanceMissing(capabilities),
  size: 8000,
  measure: async (implementation, seed, size) =>
    testValues(
      await sampleSettings(implementation, noisySettings(implementation.capabilities), seed, size),
      "phase",
    ),
  smallestEffect: (size, level) => valuesEffect(shiftOf(size, level)),
  plant: (honest, size, level) =>
    plantValue(honest, noisySettings(honest.capabilities)[0]!, "phase", shiftOf(size, level)),
});
