import { cellwiseBinomialTest } from "../../src/statistics/cellwise-binomial-test.ts";
import { detectableProbabilityShift } from "../../src/statistics/power.ts";
import type { Measurement } from "../law.ts";
import { estimateDistribution } from "../oracles/estimate-distribution.ts";
import type { EstimatePoint } from "../oracles/estimate-distribution.ts";
import { STATED_POWER } from "../stated-power.ts";
import { show } from "../violation.ts";
import { quadraturesOf } from "./sample-estimates.ts";
import type { Sample, Setting } from "./sample-estimates.ts";

/** The values that an estimate can take at all, with their exact probabilities. */
interface Cells {
  readonly values: readonly number[];
  readonly probabilities: readonly number[];
}

/** Which of the two reported numbers is looked at. */
export type Looked = "phase" | "visibility";

/** Values nearer than this are one: more than 1e-9 of π, while those of few shots differ by far more. */
const SAME = 1e-8;

function isSame(looked: Looked, a: number, b: number): boolean {
  const distance = Math.abs(a - b);
  // ±π are one point of the circle.
  return distance <= SAME || (looked === "phase" && Math.abs(distance - 2 * Math.PI) <= SAME);
}

function cellsOf(points: readonly EstimatePoint[], looked: Looked): Cells {
  const values: number[] = [];
  const probabilities: number[] = [];
  for (const point of points) {
    const at = values.findIndex((value) => isSame(looked, value, point[looked]));
    if (at < 0) {
      values.push(point[looked]);
      probabilities.push(point.probability);
    } else probabilities[at]! += point.probability;
  }
  return { values, probabilities };
}

function settingCells(setting: Setting, looked: Looked): Cells {
  const { x, y } = quadraturesOf(setting);
  return cellsOf(estimateDistribution(setting.shots, x, y), looked);
}

/** The value that a setting's estimates take most often, and how often that is. */
export function commonestValue(
  setting: Setting,
  looked: Looked,
): { readonly value: number; readonly probability: number } {
  const { values, probabilities } = settingCells(setting, looked);
  const probability = Math.max(...probabilities);
  return { value: values[probabilities.indexOf(probability)]!, probability };
}

interface Fit {
  readonly pValue: number;
  readonly expected: string;
  readonly received: string;
}

function fit(setting: Setting, sample: readonly number[], looked: Looked): Fit {
  const { values, probabilities } = settingCells(setting, looked);
  const counts = values.map(() => 0);
  const where = `at Θ = ${setting.total}, ${setting.shots} shots, ${show(setting.noise)}`;
  for (const observed of sample) {
    const cell = values.findIndex((value) => isSame(looked, value, observed));
    if (cell < 0) {
      const expected = `a ${looked} that ${setting.shots} shots can show, ${where}`;
      return { pValue: 0, expected, received: `the ${looked} ${observed}` };
    }
    counts[cell]!++;
  }
  const { cell, pValue } = cellwiseBinomialTest(counts, probabilities);
  const mean = probabilities[cell]! * sample.length;
  return {
    pValue,
    expected: `the ${looked} ${values[cell]} ${mean.toFixed(1)} times in ${sample.length}, ${where}`,
    received: `${counts[cell]} times`,
  };
}

/**
 * Tests samples of settings with few shots against the exact distribution of one reported number. A value
 * that the number of shots cannot give is a contradiction by itself (p-value 0). The p-value holds at any
 * level: exact binomial tests of every value, and the union bound over values and settings.
 */
export function testValues(samples: readonly Sample[], looked: Looked): Measurement {
  let observations = 0;
  const fits: Fit[] = [];
  for (const { setting, estimates } of samples) {
    const sample = looked === "phase" ? estimates.phases : estimates.visibility;
    if (sample === undefined) continue;
    observations += sample.length;
    fits.push(fit(setting, sample, looked));
  }
  if (fits.length === 0) {
    return { pValue: 1, observations: 0, expected: `a ${looked}`, received: "none is reported" };
  }
  const worst = fits.reduce((least, next) => (next.pValue < least.pValue ? next : least));
  return { ...worst, pValue: Math.min(1, fits.length * worst.pValue), observations };
}

/**
 * The smallest change of one value's probability that {@link testValues} finds, whatever the value: that of a probability
 * of ½ has to be the largest.
 *
 * @param count observations of one setting
 * @param tests how many values and settings share the level
 */
export function valuesShift(count: number, tests: number, level: number): number {
  return detectableProbabilityShift(Math.max(1, Math.floor(count)), 0.5, level / tests, STATED_POWER);
}

/** {@link valuesShift} in words. */
export function valuesEffect(shift: number): string {
  return `one value's probability off by ${shift.toFixed(3)} in one setting, or any value that cannot occur`;
}
