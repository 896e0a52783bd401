import { disturbanceMissing } from "../arbitraries/noise.ts";
import { membersMissing } from "../arbitraries/phases.ts";
import { statisticalLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { testValues, valuesEffect } from "./estimate-cells.ts";
import { MOST_VALUES, noisySettings } from "./few-shots.ts";
import { sampleSettings } from "./sample-estimates.ts";

/** Two channels in two layouts. */
const MOST_SETTINGS = 4;

/**
 * Noise does not move the estimate but spreads it: with few shots the frequencies of its values show the
 * visibility. At V = 0.6 they tell it from noise that is ignored (1), acts twice (0.36), once a
 * qubit instead of once a CNOT (0.46), or is that of the other channel.
 */
export const noiseSize: Law = statisticalLaw({
  id: "aggregation/noise-size",
  sentence: "each declared noise spreads the estimates of few shots by exactly its visibility",
  clauses: ["CQSA-AGG-2", "CQSA-GHZ-1"],
  needs: ["aggregate"],
  inapplicable: (capabilities) => membersMissing(capabilities) ?? disturbanceMissing(capabilities),
  size: 12_000,
  measure: async (implementation, seed, size) =>
    testValues(
      await sampleSettings(implementation, noisySettings(implementation.capabilities), seed, size),
      "phase",
    ),
  smallestEffect: (size, level) => valuesEffect(size / MOST_SETTINGS, MOST_SETTINGS * MOST_VALUES, level),
});
