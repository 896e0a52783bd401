import { checkProbability, checkVector } from "../base/check.ts";
import { checkLevel } from "../statistics/check-level.ts";
import { clopperPearson } from "../statistics/clopper-pearson.ts";
import { mean, variance } from "../statistics/moments.ts";
import { normalQuantile } from "../statistics/normal-quantile.ts";
import type { Bounded } from "./reconstruction.ts";

/** For each of `values` the share of `others` below it, those that tie counting half. Both ascend. */
function placements(values: Float64Array, others: Float64Array): Float64Array {
  let below = 0;
  let upTo = 0;
  return values.map((value) => {
    while (below < others.length && others[below]! < value) below++;
    while (upTo < others.length && others[upTo]! <= value) upTo++;
    return (below + upTo) / (2 * others.length);
  });
}

function spread(values: Float64Array): number {
  return values.length < 2 ? 0 : variance(values, { ddof: 1 }) / values.length;
}

/**
 * The area under the ROC curve: the chance that a score of a member is above one of a stranger, ties counting half
 * (Mann–Whitney). The interval is DeLong's (DeLong, DeLong and Clarke-Pearson 1988, Biometrics 44:837) on the scale of
 * the log odds. Where every comparison comes out alike that has no width: then it is Clopper–Pearson's for the
 * min(m, n) disjoint pairs that scores form.
 *
 * @param members m ≥ 1 scores where the candidate is in
 * @param strangers n ≥ 1 scores where it is not
 * @throws TypeError, RangeError for empty vectors, entries that are not finite, and a confidence out of range
 */
export function areaUnderCurve(members: Float64Array, strangers: Float64Array, confidence: number): Bounded {
  checkVector("members", members);
  checkVector("strangers", strangers);
  checkLevel("confidence", confidence);
  const [inside, outside] = [members.toSorted(), strangers.toSorted()];
  const ofMembers = placements(inside, outside);
  const ofStrangers = placements(outside, inside);
  const value = mean(ofMembers);
  const pairs = Math.min(members.length, strangers.length);
  const squared = spread(ofMembers) + spread(ofStrangers);
  if (value === 0 || value === 1) {
    return { value, ...clopperPearson(value * pairs, pairs, confidence) };
  }
  if (squared === 0) {
    // Scores that all tie, or a single one on each side.
    return { value, lower: 0, upper: 1 };
  }
  const half = (normalQuantile((1 + confidence) / 2) * Math.sqrt(squared)) / (value * (1 - value));
  const odds = Math.log(value / (1 - value));
  return { value, lower: 1 / (1 + Math.exp(half - odds)), upper: 1 / (1 + Math.exp(-half - odds)) };
}

/** What a test of membership finds at a threshold. */
export interface Detection {
  /** A score above it says "member". */
  readonly threshold: number;
  /** Share of members that are found. */
  readonly truePositiveRate: Bounded;
  /** Share of strangers that are taken for members: at most what was asked, in this sample. */
  readonly falsePositiveRate: Bounded;
}

function rateAbove(scores: Float64Array, threshold: number, confidence: number): Bounded {
  const above = scores.reduce((count, score) => count + (score > threshold ? 1 : 0), 0);
  return { value: above / scores.length, ...clopperPearson(above, scores.length, confidence) };
}

/**
 * The true positive rate at a fixed false positive rate: the threshold is the lowest score above which at most that share
 * of the strangers lies. Both rates have Clopper–Pearson intervals for the threshold as it is; that it came
 * from the same strangers is in the interval of the false positive rate alone. A rate below 1/n leaves no stranger above it.
 *
 * @param members m ≥ 1 scores where the candidate is in
 * @param strangers n ≥ 1 scores where it is not
 * @param falsePositiveRate from 0 to 1
 * @throws TypeError, RangeError as {@link areaUnderCurve}, and for a rate that is no probability
 */
export function detectionAt(
  members: Float64Array,
  strangers: Float64Array,
  falsePositiveRate: number,
  confidence: number,
): Detection {
  checkVector("members", members);
  checkVector("strangers", strangers);
  checkProbability("falsePositiveRate", falsePositiveRate);
  checkLevel("confidence", confidence);
  const descending = strangers.toSorted((a, b) => b - a);
  const allowed = Math.floor(falsePositiveRate * strangers.length + 1e-9);
  const threshold = allowed < descending.length ? descending[allowed]! : -Infinity;
  return {
    threshold,
    truePositiveRate: rateAbove(members, threshold, confidence),
    falsePositiveRate: rateAbove(strangers, threshold, confidence),
  };
}
