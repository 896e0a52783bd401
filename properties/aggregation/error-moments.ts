import type { Capabilities } from "../../src/implementation/implementation.ts";
import { noiseKinds, quietNoise, withProbability } from "../arbitraries/noise.ts";
import { atMost } from "../arbitraries/values.ts";
import type { Measurement } from "../law.ts";
import { estimateDistribution } from "../oracles/estimate-distribution.ts";
import { show } from "../violation.ts";
import { chernoffTest } from "./chernoff-test.ts";
import { oddShots, probabilityOf, quadraturesOf } from "./sample-estimates.ts";
import type { Sample, Setting } from "./sample-estimates.ts";

/** Shots a basis: many for a phase to be read well, few enough to list all pairs of counts; odd, see `oddShots`. */
export const MANY_SHOTS = 101;

/** How many settings {@link manyShotSettings} may give. */
export const MOST_SETTINGS = 3;

/** The visibility of the noisy setting, the last of {@link manyShotSettings}, and its phase sum. */
export const NOISY_VISIBILITY = 0.8;
export const NOISY_TOTAL = 1.1;

/** Phase sums in two quadrants without noise, and one under the first declared noise. */
export function manyShotSettings(capabilities: Capabilities, shots: number): Setting[] {
  const members = atMost(capabilities, "clients", 3);
  const quiet = { members, shots: oddShots(capabilities, shots), noise: quietNoise(capabilities) };
  const settings: Setting[] = [
    { ...quiet, total: 0.3 },
    { ...quiet, total: -2.2 },
  ];
  const kind = noiseKinds(capabilities)[0];
  if (kind !== undefined && members >= 2) {
    const noise = withProbability(kind, probabilityOf(kind.channel, members, NOISY_VISIBILITY));
    settings.push({ ...quiet, noise, total: NOISY_TOTAL });
  }
  return settings;
}

/** The difference of two angles, in [−π, π]. */
export function circularError(angle: number, truth: number): number {
  const turns = Math.round((angle - truth) / (2 * Math.PI));
  return angle - truth - 2 * Math.PI * turns;
}

/**
 * Tests the mean of a function of the circular error e = Θ̂ − Θ against its exact distribution, in every
 * setting; the p-value is the least by the union bound, and holds at any level (`chernoffTest`).
 *
 * @param observable the function, with its name for a report; `bias` is E[e] of the setting
 */
export function testErrors(
  samples: readonly Sample[],
  what: string,
  observable: (error: number, bias: number) => number,
): Measurement {
  let observations = 0;
  let worst = { pValue: Infinity, expected: "", received: "" };
  for (const { setting, estimates } of samples) {
    const { x, y } = quadraturesOf(setting);
    const points = estimateDistribution(setting.shots, x, y);
    const bias = points.reduce(
      (sum, { phase, probability }) => sum + probability * circularError(phase, setting.total),
      0,
    );
    const value = (phase: number): number => observable(circularError(phase, setting.total), bias);
    const distribution = {
      values: Float64Array.from(points, ({ phase }) => value(phase)),
      probabilities: Float64Array.from(points, ({ probability }) => probability),
    };
    const expected = points.reduce((sum, point, i) => sum + point.probability * distribution.values[i]!, 0);
    const size = estimates.phases.length;
    const mean = estimates.phases.reduce((sum, phase) => sum + value(phase), 0) / size;
    const pValue = chernoffTest(distribution, mean, size);
    observations += size;
    if (pValue < worst.pValue) {
      const where = `at Θ = ${setting.total}, ${setting.shots} shots, ${show(setting.noise)}`;
      worst = { pValue, expected: `${what} ${expected} ${where}`, received: `${mean} of ${size} estimates` };
    }
  }
  return { ...worst, pValue: Math.min(1, samples.length * worst.pValue), observations };
}
