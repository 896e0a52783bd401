import { noiseMissing, quietNoise } from "../arbitraries/noise.ts";
import { atMost } from "../arbitraries/values.ts";
import { statisticalLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { agreementEffect, errsUpwards, testAgreement } from "./agreement.ts";
import type { Agreement } from "./agreement.ts";
import { FEW_SHOTS } from "./few-shots.ts";
import { callSetting, coordinatesPerCall, oddShots } from "./sample-estimates.ts";
import type { Setting } from "./sample-estimates.ts";

/** Distances of coordinates: neighbours, and the periods at which a table of draws is likely to be used again. */
const LAGS = [1, 2, 3, 4, 5, 8, 10, 16, 25, 32, 50, 64, 100, 128, 256, 500] as const;

/** Coordinates (j, j + lag) with j in every other block of `lag`: no coordinate is in two pairs. */
function disjointPairs(
  lag: number,
  coordinates: number,
  visit: (first: number, second: number) => void,
): void {
  for (let j = 0; j + lag < coordinates; j++) {
    if (Math.floor(j / lag) % 2 === 0) visit(j, j + lag);
  }
}

/**
 * All coordinates have the same phase sum, so their errors are draws from one distribution; two of them agree
 * in sign as often as independent ones do. Shared draws agree always, one basis shared two times in
 * three, and draws of one basis that serve the other basis of the next coordinate one time in three.
 */
export const independentCoordinates: Law = statisticalLaw({
  id: "aggregation/independent-coordinates",
  sentence: "the coordinates of a call err independently of each other",
  clauses: ["CQSA-AGG-3"],
  needs: ["aggregate"],
  inapplicable: (capabilities) =>
    (capabilities.limits?.coordinates ?? 2) < 2
      ? "no two coordinates are within the limits"
      : noiseMissing(capabilities),
  size: 6000,
  measure: async (implementation, seed, size) => {
    const { capabilities } = implementation;
    const setting: Setting = {
      members: atMost(capabilities, "clients", 3),
      total: 0.7,
      shots: oddShots(capabilities, FEW_SHOTS),
      noise: quietNoise(capabilities),
    };
    const coordinates = coordinatesPerCall(capabilities);
    const lags = LAGS.filter((lag) => 2 * lag <= coordinates);
    const lists = lags.map((lag) => ({ pairs: `pairs ${lag} coordinates apart`, agreed: 0, count: 0 }));
    // Half of all pairs at a lag are disjoint, and `size` counts pairs.
    for (let call = 0; call * coordinates < 2 * size; call++) {
      const { phases } = await callSetting(implementation, setting, `${seed}/${call}`, coordinates);
      const upwards = phases.map((phase) => errsUpwards(phase, setting.total));
      for (const [i, lag] of lags.entries()) {
        disjointPairs(lag, coordinates, (first, second) => {
          lists[i]!.count++;
          if (upwards[first] === upwards[second]) lists[i]!.agreed++;
        });
      }
    }
    return testAgreement(setting, lists satisfies Agreement[]);
  },
  smallestEffect: (size, level) => agreementEffect(size, LAGS.length, level),
});
