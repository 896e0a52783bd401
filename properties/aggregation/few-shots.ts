import type { Capabilities } from "../../src/implementation/implementation.ts";
import { noiseKinds, quietNoise, withProbability } from "../arbitraries/noise.ts";
import { atMost } from "../arbitraries/values.ts";
import { oddShots, probabilityOf } from "./sample-estimates.ts";
import type { Setting } from "./sample-estimates.ts";

/** So few shots that every value of an estimate and its exact probability can be listed. */
export const FEW_SHOTS = 5;

/** A bound on the distinct values at {@link FEW_SHOTS} shots: its 36 pairs of counts. */
export const MOST_VALUES: number = (FEW_SHOTS + 1) ** 2;

/**
 * Settings of few shots without noise, one in each kind of place: equal quadratures, where they would move
 * together if they shared their draws, and each other quadrant.
 */
export function quietSettings(capabilities: Capabilities): Setting[] {
  const members = atMost(capabilities, "clients", 3);
  const shots = oddShots(capabilities, FEW_SHOTS);
  const noise = quietNoise(capabilities);
  return [Math.PI / 4, 2.5, -2, -0.4].map((total) => ({ members, total, shots, noise }));
}

/** One setting of few shots for each declared channel and layout, the state's visibility being 0.6. */
export function noisySettings(capabilities: Capabilities): Setting[] {
  const members = atMost(capabilities, "clients", 3);
  return noiseKinds(capabilities).map((kind, i): Setting => {
    const noise = withProbability(kind, probabilityOf(kind.channel, members, 0.6));
    return { members, shots: oddShots(capabilities, FEW_SHOTS), noise, total: [0.4, -2.2][i % 2]! };
  });
}
