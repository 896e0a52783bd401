import { chiSquareTail } from "../../src/statistics/chi-square-tail.ts";
import { noiseMissing } from "../arbitraries/noise.ts";
import { statisticalLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { STATED_POWER } from "../stated-power.ts";
import { show } from "../violation.ts";
import { visibilityOf } from "./exact-sum.ts";
import { leastDeparture } from "./least-departure.ts";
import { plantScatter } from "./planted.ts";
import { circularError, manyShotSettings, MOST_SETTINGS } from "./error-moments.ts";
import { sampleSettings } from "./sample-estimates.ts";
import type { Setting } from "./sample-estimates.ts";

/** Shots a basis: so many that the estimate is normal to within the tolerance. */
const SHOTS = 1001;

/** With fewer the first order is not enough. */
const FEWEST_SHOTS = 500;

/**
 * How far the exact variance may be from the first order. The next order is some 3/(R·V²) of it at most,
 * 0.5 % for 500 shots and V = 0.8; a skewness of that order moves the test's tails by less than the rest.
 */
const MODEL_TOLERANCE = 0.01;

/** Var Θ̂ = (2/(R·V²))·(1 − ½·V²·sin² 2Θ), R = 2·shots: the delta method. */
function firstOrderVariance({ members, total, shots, noise }: Setting): number {
  const visibility = visibilityOf(members, noise);
  const totalShots = 2 * shots;
  return (2 / (totalShots * visibility ** 2)) * (1 - (visibility * Math.sin(2 * total)) ** 2 / 2);
}

/** The two-sided p-value of a sum of squares in units of the first order's variance. */
function pValueOf(squares: number, count: number): number {
  const above = chiSquareTail(squares / (1 + MODEL_TOLERANCE), count);
  const below = 1 - chiSquareTail(squares / (1 - MODEL_TOLERANCE), count);
  return Math.max(0, Math.min(1, 2 * Math.min(above, below)));
}

/** The smallest δ such that a variance 1 + δ or 1 − δ times the first order's is found, whichever it is. */
function departureOf(size: number, level: number): number {
  const count = Math.max(1, Math.floor(size / MOST_SETTINGS));
  // The sum of squares that is hardly ever nearer to the expected one than it is.
  const unlikely = (tail: number): number =>
    leastDeparture(10 * count + 10, (x) => chiSquareTail(x, count) <= tail);
  const [few, many] = [unlikely(STATED_POWER), unlikely(1 - STATED_POWER)];
  const isFound = (squares: number): boolean => pValueOf(squares, count) <= level / MOST_SETTINGS;
  return Math.max(
    leastDeparture(20, (departure) => isFound((1 + departure) * few)),
    leastDeparture(1, (departure) => isFound((1 - departure) * many)),
  );
}

/**
 * With many shots the error is nearly normal, so Σe²/Var follows the chi-square distribution with as
 * many degrees of freedom as there are estimates; the model tolerance widens Var to both sides.
 */
export const varianceClosedForm: Law = statisticalLaw({
  id: "aggregation/variance-closed-form",
  sentence: "with many shots R the estimate scatters with variance (2/(R·V²))·(1 − ½·V²·sin² 2Θ), to 1 %",
  clauses: ["CQSA-AGG-1", "CQSA-AGG-2"],
  needs: ["aggregate"],
  inapplicable: (capabilities) =>
    (capabilities.limits?.shots ?? SHOTS) < FEWEST_SHOTS
      ? `fewer than ${FEWEST_SHOTS} shots are within the limits`
      : noiseMissing(capabilities),
  size: 3000,
  measure: async (implementation, seed, size) => {
    const settings = manyShotSettings(implementation.capabilities, SHOTS);
    const samples = await sampleSettings(implementation, settings, seed, size);
    let observations = 0;
    let worst = { pValue: Infinity, expected: "", received: "" };
    for (const { setting, estimates } of samples) {
      const count = estimates.phases.length;
      const squares = estimates.phases.reduce(
        (sum, phase) => sum + circularError(phase, setting.total) ** 2,
        0,
      );
      const model = firstOrderVariance(setting);
      const pValue = pValueOf(squares / model, count);
      observations += count;
      if (pValue < worst.pValue) {
        const where = `at Θ = ${setting.total}, ${setting.shots} shots, ${show(setting.noise)}`;
        worst = {
          pValue,
          expected: `a variance of ${model} ${where}`,
          received: `${squares / count} of ${count} estimates`,
        };
      }
    }
    return { ...worst, pValue: Math.min(1, samples.length * worst.pValue), observations };
  },
  smallestEffect: (size, level) =>
    `a variance off by ${(100 * departureOf(size, level)).toFixed(1)} % in one setting at ${SHOTS} shots`,
  plant: (honest, size, level) => {
    const setting = manyShotSettings(honest.capabilities, SHOTS).at(-1)!;
    return plantScatter(honest, setting, Math.sqrt(1 + departureOf(size, level)));
  },
});
