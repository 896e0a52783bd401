import { noiseMissing } from "../arbitraries/noise.ts";
import { statisticalLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { testValues, valuesEffect, valuesShift } from "./estimate-cells.ts";
import { MOST_VALUES, quietSettings } from "./few-shots.ts";
import { plantValue } from "./planted.ts";
import { sampleSettings } from "./sample-estimates.ts";

const SETTINGS = 4;

const shiftOf = (size: number, level: number): number =>
  valuesShift(size / SETTINGS, SETTINGS * MOST_VALUES, level);

/**
 * With five shots a basis the estimate has a few dozen possible values, each with a known probability. Their
 * frequencies show shots that are ignored, halved or doubled, a basis that is turned or used twice, and
 * quadratures that share their draws.
 */
export const shotDistribution: Law = statisticalLaw({
  id: "aggregation/shot-distribution",
  sentence: "the estimates of few shots have the exact distribution of two binomial quadratures",
  clauses: ["CQSA-AGG-1", "CQSA-AGG-2", "WIRE-AGG-1"],
  needs: ["aggregate"],
  inapplicable: noiseMissing,
  size: 8000,
  measure: async (implementation, seed, size) =>
    testValues(
      await sampleSettings(implementation, quietSettings(implementation.capabilities), seed, size),
      "phase",
    ),
  smallestEffect: (size, level) => valuesEffect(shiftOf(size, level)),
  plant: (honest, size, level) =>
    plantValue(honest, quietSettings(honest.capabilities)[0]!, "phase", shiftOf(size, level)),
});
