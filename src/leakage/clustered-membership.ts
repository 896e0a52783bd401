import { checkProbability, checkVector } from "../base/check.ts";
import { rangeRefusal } from "../base/refusal.ts";
import { checkLevel } from "../statistics/check-level.ts";
import type { Interval } from "../statistics/clopper-pearson.ts";
import { clopperPearson } from "../statistics/clopper-pearson.ts";
import { kornGraubard, NO_TRIALS, withTrial } from "../statistics/korn-graubard.ts";
import { mean } from "../statistics/moments.ts";
import { studentQuantile } from "../statistics/student-quantile.ts";
import { areaUnderCurve } from "./membership.ts";

/* Guesses of one trial share its partition, its bound and often its updates: the trial is what was drawn independently. */

/** The scores of one trial: where the answer is yes, and where it is no. */
export interface TrialScores {
  readonly members: readonly number[];
  readonly strangers: readonly number[];
}

function pooled(trials: readonly TrialScores[], side: keyof TrialScores): Float64Array {
  const all = Float64Array.from(trials.flatMap((trial) => trial[side]));
  checkVector(side, all);
  return all;
}

function checkTrials(trials: readonly TrialScores[], confidence: number): void {
  checkLevel("confidence", confidence);
  if (trials.length < 2) throw rangeRefusal("trials", "at least two", trials.length);
}

/** How many of ascending numbers are below a value, and how many at most it. */
function ranksOf(value: number, ascending: Float64Array): readonly [below: number, upTo: number] {
  const rank = (isBefore: (other: number) => boolean): number => {
    let [low, high] = [0, ascending.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(ascending[middle]!)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return [rank((other) => other < value), rank((other) => other <= value)];
}

/** By trial the sum, over its scores, of the share of all others below a score less what that is on average. */
function deviations(scores: readonly (readonly number[])[], others: Float64Array): number[] {
  const ascending = others.toSorted();
  const placed = scores.map((own) =>
    own.map((score) => {
      const [below, upTo] = ranksOf(score, ascending);
      return (below + upTo) / (2 * others.length);
    }),
  );
  const centre = mean(placed.flat());
  return placed.map((own) => own.reduce((sum, value) => sum + value - centre, 0));
}

/** The variance of a sum over trials of which each contributes a number with mean 0, from those that were seen. */
function varianceOfSum(parts: readonly number[]): number {
  return (parts.length / (parts.length - 1)) * parts.reduce((sum, part) => sum + part * part, 0);
}

/** The same from all scores as if each were a trial by itself. */
function variances(trials: readonly TrialScores[]): { readonly clustered: number; readonly single: number } {
  const [members, strangers] = [pooled(trials, "members"), pooled(trials, "strangers")];
  const of = (own: readonly TrialScores[]): readonly (readonly [number, number])[] => {
    const inside = deviations(
      own.map((trial) => trial.members),
      strangers,
    );
    const outside = deviations(
      own.map((trial) => trial.strangers),
      members,
    );
    return inside.map((sum, t) => [sum / members.length, outside[t]! / strangers.length]);
  };
  // A stranger that is placed high lowers the area.
  const clustered = varianceOfSum(of(trials).map(([inside, outside]) => inside - outside));
  const alone = of([
    ...trials.flatMap((trial) => trial.members.map((score) => ({ members: [score], strangers: [] }))),
    ...trials.flatMap((trial) => trial.strangers.map((score) => ({ members: [], strangers: [score] }))),
  ]);
  return { clustered, single: varianceOfSum(alone.map(([inside, outside]) => inside - outside)) };
}

/**
 * The interval of the area under the ROC curve of all scores, where those of one trial may depend on each other as they
 * like: Obuchowski's variance (1997, Biometrics 53:567), which adds up DeLong's placements by trial, at least that of
 * independent scores, with Student's quantile of T − 1 degrees of freedom on the scale of the log odds. As with Korn and
 * Graubard's rates, where every comparison comes out alike trials stand in the place of cases.
 *
 * @param trials T ≥ 2, with at least one member and one stranger among them
 * @throws TypeError, RangeError for fewer trials, no member or stranger, entries that are not finite, and a confidence
 *   out of range
 */
export function clusteredArea(trials: readonly TrialScores[], confidence: number): Interval {
  checkTrials(trials, confidence);
  const [members, strangers] = [pooled(trials, "members"), pooled(trials, "strangers")];
  const { value } = areaUnderCurve(members, strangers, confidence);
  const counted = trials.filter((trial) => trial.members.length + trial.strangers.length > 0).length;
  if (value === 0 || value === 1) {
    const units = Math.min(counted, members.length, strangers.length);
    return clopperPearson(value * units, units, confidence);
  }
  const { clustered, single } = variances(trials);
  const variance = Math.max(clustered, single);
  // Scores that all tie, or all of them in one trial.
  if (variance === 0 || counted < 2) return { lower: 0, upper: 1 };
  const half = (studentQuantile(1 - confidence, counted - 1) * Math.sqrt(variance)) / (value * (1 - value));
  const odds = Math.log(value / (1 - value));
  return { lower: 1 / (1 + Math.exp(half - odds)), upper: 1 / (1 + Math.exp(-half - odds)) };
}

/** Korn and Graubard's interval of the share of scores above a threshold. */
function rateAbove(scores: readonly (readonly number[])[], threshold: number, confidence: number): Interval {
  const sums = scores.reduce(
    (so, own) => withTrial(so, own.filter((score) => score > threshold).length, own.length),
    NO_TRIALS,
  );
  return kornGraubard(sums, confidence);
}

/**
 * The interval of the true positive rate at the threshold that a share α of all strangers would pass, where scores of one
 * trial may depend on each other. A threshold is possible where Korn and Graubard's interval of the strangers above it
 * holds α; the rates of members above the lowest and the highest possible one have Korn and Graubard's ends. Each of the
 * two uncertainties has half of the error.
 *
 * @param trials T ≥ 2, with at least one member and one stranger among them
 * @param rate α, from 0 to 1
 * @throws as {@link clusteredArea}, and for a rate that is no probability
 */
export function clusteredDetection(
  trials: readonly TrialScores[],
  rate: number,
  confidence: number,
): Interval {
  checkTrials(trials, confidence);
  checkProbability("rate", rate);
  pooled(trials, "members");
  const descending = pooled(trials, "strangers").toSorted((a, b) => b - a);
  const half = (1 + confidence) / 2;
  const [members, strangers] = [trials.map((trial) => trial.members), trials.map((trial) => trial.strangers)];
  // At the threshold descending[count] so many strangers are above, or fewer where some tie; from the sample's own one
  // outwards, since of no stranger at all above it the interval counts trials.
  const own = Math.min(Math.floor(rate * descending.length), descending.length - 1);
  let fewest = own;
  while (fewest > 0 && rateAbove(strangers, descending[fewest - 1]!, half).upper >= rate) fewest--;
  let most = own;
  while (most < descending.length && rateAbove(strangers, descending[most]!, half).lower <= rate) most++;
  return {
    lower: fewest === 0 ? 0 : rateAbove(members, descending[fewest - 1]!, half).lower,
    upper: most >= descending.length ? 1 : rateAbove(members, descending[most]!, half).upper,
  };
}
