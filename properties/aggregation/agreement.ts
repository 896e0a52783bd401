import { binomialTest } from "../../src/statistics/binomial-test.ts";
import { detectableProbabilityShift } from "../../src/statistics/power.ts";
import type { Measurement } from "../law.ts";
import { estimateDistribution } from "../oracles/estimate-distribution.ts";
import { STATED_POWER } from "../stated-power.ts";
import { circularError } from "./error-moments.ts";
import { quadraturesOf } from "./sample-estimates.ts";
import type { Setting } from "./sample-estimates.ts";

/** How often the two of a pair erred to the same side. */
export interface Agreement {
  /** Which pairs, for a report. */
  readonly pairs: string;
  readonly agreed: number;
  readonly count: number;
}

/** True if an estimate lies on the positive side of the truth. */
export function errsUpwards(phase: number, truth: number): boolean {
  return circularError(phase, truth) > 0;
}

/** The chance that two independent estimates of a setting err to the same side. */
function agreementProbability(setting: Setting): number {
  const { x, y } = quadraturesOf(setting);
  const upwards = estimateDistribution(setting.shots, x, y).reduce(
    (sum, { phase, probability }) => (errsUpwards(phase, setting.total) ? sum + probability : sum),
    0,
  );
  return upwards ** 2 + (1 - upwards) ** 2;
}

/** An exact test takes a millisecond: the lists that are farthest off are enough, and any choice keeps the bound. */
const MOST_TESTED = 20;

/** How many standard deviations a count is off. */
function deviation({ agreed, count }: Agreement, probability: number): number {
  return Math.abs(agreed - count * probability) / Math.sqrt(count * probability * (1 - probability));
}

/**
 * Exact binomial tests of how often pairs agree, least p-value by the union bound over all lists. Each list must be of
 * pairs that share no estimate: they are then independent of each other.
 */
export function testAgreement(setting: Setting, lists: readonly Agreement[]): Measurement {
  const probability = agreementProbability(setting);
  const observations = lists.reduce((most, { count }) => Math.max(most, count), 0);
  const farthest = lists
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => deviation(b, probability) - deviation(a, probability))
    .slice(0, MOST_TESTED);
  let worst = { pValue: 1, expected: "", received: "" };
  for (const { pairs, agreed, count } of farthest) {
    const pValue = binomialTest(agreed, count, probability);
    if (pValue < worst.pValue || worst.expected === "") {
      const expected = `about ${(count * probability).toFixed(1)} of ${count} ${pairs} err to the same side`;
      worst = { pValue, expected, received: `${agreed} do` };
    }
  }
  return { ...worst, pValue: Math.min(1, lists.length * worst.pValue), observations };
}

/** The smallest change of the chance to agree, about ½, that {@link testAgreement} finds. */
export function agreementShift(pairs: number, tests: number, level: number): number {
  return detectableProbabilityShift(Math.max(1, Math.floor(pairs)), 0.5, level / tests, STATED_POWER);
}

/** {@link agreementShift} in words. */
export function agreementEffect(shift: number): string {
  // For normal errors of correlation r the chance to agree is ½ + arcsin(r)/π.
  const correlation = Math.sin(Math.PI * Math.min(0.5, shift));
  return `pairs that agree with a probability off by ${shift.toFixed(3)}: a correlation of ${correlation.toFixed(2)}`;
}

/** The share of pairs that have to be made equal for them to agree so much too often. */
export function equalShare(setting: Setting, shift: number): number {
  return shift / (1 - agreementProbability(setting));
}
