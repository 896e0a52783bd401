import type { Capabilities } from "../../src/implementation/implementation.ts";
import { noiseMissing } from "../arbitraries/noise.ts";
import { atMost } from "../arbitraries/values.ts";
import { statisticalLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { testValues, valuesEffect, valuesShift } from "./estimate-cells.ts";
import { MOST_VALUES, noisySettings, quietSettings } from "./few-shots.ts";
import { plantValue } from "./planted.ts";
import { sampleSettings } from "./sample-estimates.ts";
import type { Setting } from "./sample-estimates.ts";

/** One without noise and up to four with it. */
const MOST_SETTINGS = 5;

function settingsFor(capabilities: Capabilities): Setting[] {
  const noisy = atMost(capabilities, "clients", 2) < 2 ? [] : noisySettings(capabilities);
  return [...quietSettings(capabilities).slice(1, 2), ...noisy];
}

const shiftOf = (size: number, level: number): number =>
  valuesShift(size / MOST_SETTINGS, MOST_SETTINGS * MOST_VALUES, level);

/** The very counts give the reported visibility, min(1, √(x² + y²)); optional, so it may be missing. */
export const visibilityDistribution: Law = statisticalLaw({
  id: "aggregation/visibility-distribution",
  sentence: "the visibilities of few shots, where they are reported, have their exact distribution",
  clauses: ["CQSA-AGG-5", "WIRE-AGG-2"],
  needs: ["aggregate"],
  inapplicable: noiseMissing,
  optionalResult: "visibility",
  size: 8000,
  measure: async (implementation, seed, size) => {
    const settings = settingsFor(implementation.capabilities);
    return testValues(await sampleSettings(implementation, settings, seed, size), "visibility");
  },
  smallestEffect: (size, level) => valuesEffect(shiftOf(size, level)),
  plant: (honest, size, level) =>
    plantValue(honest, settingsFor(honest.capabilities)[0]!, "visibility", shiftOf(size, level)),
});
