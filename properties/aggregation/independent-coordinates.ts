import { randomStream } from "../../src/base/random.ts";
import type { Capabilities } from "../../src/implementation/implementation.ts";
import { noiseMissing, quietNoise } from "../arbitraries/noise.ts";
import { atMost } from "../arbitraries/values.ts";
import { statisticalLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { spoiled } from "../rounds/spoiled.ts";
import { agreementEffect, agreementShift, equalShare, errsUpwards, testAgreement } from "./agreement.ts";
import type { Agreement } from "./agreement.ts";
import { FEW_SHOTS } from "./few-shots.ts";
import { callSetting, coordinatesPerCall, oddShots } from "./sample-estimates.ts";
import type { Setting } from "./sample-estimates.ts";

/** Coordinates of the usual call: every distance of two of them is a test, and one more is of mirror images. */
const MOST_TESTS = 1000;

function settingFor(capabilities: Capabilities): Setting {
  return {
    members: atMost(capabilities, "clients", 3),
    total: 0.7,
    shots: oddShots(capabilities, FEW_SHOTS),
    noise: quietNoise(capabilities),
  };
}

const shiftOf = (size: number, level: number): number => agreementShift(size, MOST_TESTS, level);

/** Coordinates (j, j + lag) with j in every other block of `lag`: no coordinate is in two pairs. */
function disjointPairs(lag: number, upwards: Uint8Array): Pick<Agreement, "agreed" | "count"> {
  const last = upwards.length - lag;
  let agreed = 0;
  let count = 0;
  for (let block = 0; block < last; block += 2 * lag) {
    const end = Math.min(block + lag, last);
    count += end - block;
    for (let j = block; j < end; j++) if (upwards[j] === upwards[j + lag]) agreed++;
  }
  return { agreed, count };
}

/**
 * Every distance at which a table of draws may be used again, and draws that are used backwards.
 *
 * All coordinates have the same phase sum, so their errors are draws from one distribution; two of them agree
 * in sign as often as independent ones do. Shared draws agree always, one basis shared two times in
 * three, and draws of one basis that serve the other basis of the next coordinate one time in three.
 */
export const independentCoordinates: Law = statisticalLaw({
  id: "aggregation/independent-coordinates",
  sentence: "the coordinates of a call err independently of each other",
  clauses: ["CQSA-AGG-3", "WIRE-AGG-1"],
  needs: ["aggregate"],
  inapplicable: (capabilities) =>
    (capabilities.limits?.coordinates ?? 2) < 2
      ? "no two coordinates are within the limits"
      : noiseMissing(capabilities),
  size: 6000,
  measure: async (implementation, seed, size) => {
    const { capabilities } = implementation;
    const setting = settingFor(capabilities);
    const coordinates = coordinatesPerCall(capabilities);
    const lags = Array.from({ length: coordinates - 1 }, (_, i) => i + 1);
    const lists = lags.map((lag) => ({ pairs: `pairs ${lag} coordinates apart`, agreed: 0, count: 0 }));
    const mirrored = { pairs: "pairs at the same distance from the two ends", agreed: 0, count: 0 };
    // Half of all pairs of neighbours are disjoint, and `size` counts pairs.
    for (let call = 0; call * coordinates < 2 * size; call++) {
      const { phases } = await callSetting(implementation, setting, `${seed}/${call}`, coordinates);
      const upwards = new Uint8Array(coordinates).map((_, j) =>
        Number(errsUpwards(phases[j]!, setting.total)),
      );
      for (const [i, lag] of lags.entries()) {
        const { agreed, count } = disjointPairs(lag, upwards);
        lists[i]!.agreed += agreed;
        lists[i]!.count += count;
      }
      for (let first = 0; 2 * first < coordinates - 1; first++) {
        mirrored.count++;
        if (upwards[first] === upwards[coordinates - 1 - first]) mirrored.agreed++;
      }
    }
    return testAgreement(setting, [...lists, mirrored] satisfies Agreement[]);
  },
  smallestEffect: (size, level) => agreementEffect(shiftOf(size, level)),
  plant: (honest, size, level) => {
    const share = equalShare(settingFor(honest.capabilities), shiftOf(size, level));
    return spoiled(honest, "aggregate", async (params, ask) => {
      const result = await ask(params);
      const rng = randomStream(params.seed).fork("planted");
      // Every other coordinate is that before it, at times.
      const phaseSum = result.phaseSum.map((phase, i) =>
        i % 2 === 1 && rng.uniform() < share ? result.phaseSum[i - 1]! : phase,
      );
      return { ...result, phaseSum };
    });
  },
});
