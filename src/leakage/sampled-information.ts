import { checkInteger, checkVector } from "../base/check.ts";
import type { RandomStream } from "../base/random.ts";
import { rangeRefusal } from "../base/refusal.ts";
import { fillNormal } from "../learning/normal.ts";
import { shuffledIndices } from "../learning/shuffle.ts";
import { checkLevel } from "../statistics/check-level.ts";
import { mean, variance } from "../statistics/moments.ts";
import { normalQuantile } from "../statistics/normal-quantile.ts";
import { studentQuantile } from "../statistics/student-quantile.ts";
import { nearestNeighbourInformation } from "./nearest-neighbour-information.ts";
import type { Bounded } from "./reconstruction.ts";

/** An estimate of mutual information with what its calibration found. In bits. */
export interface SampledInformation extends Bounded {
  /** What the estimator said; `value` is that less the bias. */
  readonly raw: number;
  /** Its mean error on Gaussians of the same size and information. */
  readonly bias: number;
  /** Its standard deviation on those. */
  readonly deviation: number;
  readonly pairs: number;
}

/** How mutual information is estimated. */
export interface InformationOptions {
  /** Of the interval, strictly between 0 and 1. */
  readonly confidence: number;
  /** k of the nearest neighbours, 3 by default: less variance with more, and more bias. */
  readonly neighbours?: number;
  /** How many samples of Gaussians calibrate, at least 2; 40 by default. */
  readonly calibrations?: number;
}

/** Normal scores: what a Gaussian sample of this size would have in place of each rank; the upper half mirrors the lower. */
function scoresOf(size: number): Float64Array {
  const scores = new Float64Array(size);
  for (let rank = 0; 2 * rank + 1 < size; rank++) {
    scores[rank] = normalQuantile((rank + 0.5) / size);
    scores[size - 1 - rank] = -scores[rank]!;
  }
  return scores;
}

/** The values by their rank's normal score; ties in random order. */
function normalised(values: Float64Array, scores: Float64Array, rng: RandomStream): Float64Array {
  // A stable sort leaves ties as the shuffle has put them.
  const order = shuffledIndices(rng, values.length).sort((a, b) => values[a]! - values[b]!);
  const out = new Float64Array(values.length);
  for (const [rank, index] of order.entries()) out[index] = scores[rank]!;
  return out;
}

/** Pairs of standard normal numbers with a correlation r. */
function gaussianPairs(size: number, r: number, rng: RandomStream): readonly [Float64Array, Float64Array] {
  const first = fillNormal(rng, new Float64Array(size));
  const rest = fillNormal(rng, new Float64Array(size));
  return [first, rest.map((value, i) => r * first[i]! + Math.sqrt(1 - r * r) * value)];
}

/**
 * Mutual information of two real variables from independent pairs, calibrated. Both are brought to normal marginals by their
 * ranks, which changes no mutual information, and go into {@link nearestNeighbourInformation}. The same is done with
 * samples of as many Gaussian pairs whose information is what was found: their mean error is the bias that is
 * taken off, and their spread gives Student's interval, which so assumes the copula of a Gaussian for the spread
 * alone. Pairs that depend on each other (members of one cluster, a client over rounds) make the interval too narrow.
 *
 * @param first n > `neighbours` finite numbers that are not all equal
 * @param second as many, not all equal
 * @throws TypeError, RangeError for vectors of another kind, too short, of different lengths or constant, and options
 *   out of range
 */
export function sampledInformation(
  first: Float64Array,
  second: Float64Array,
  { confidence, neighbours = 3, calibrations = 40 }: InformationOptions,
  rng: RandomStream,
): SampledInformation {
  checkLevel("confidence", confidence);
  checkInteger("calibrations", calibrations, { min: 2 });
  for (const [name, values] of [["first", first] as const, ["second", second] as const]) {
    checkVector(name, values);
    if (values.every((value) => value === values[0])) {
      throw rangeRefusal(name, "numbers that are not all equal", values);
    }
  }
  const scores = scoresOf(first.length);
  const estimate = (x: Float64Array, y: Float64Array): number =>
    nearestNeighbourInformation(normalised(x, scores, rng), normalised(y, scores, rng), neighbours);
  const raw = estimate(first, second);
  const truth = Math.max(0, raw);
  const correlation = Math.sqrt(-Math.expm1(-2 * Math.LN2 * truth));
  const calibration = Array.from({ length: calibrations }, () =>
    estimate(...gaussianPairs(first.length, correlation, rng)),
  );
  const bias = mean(calibration) - truth;
  const deviation = Math.sqrt(variance(calibration, { ddof: 1 }));
  const half =
    studentQuantile(1 - confidence, calibrations - 1) * deviation * Math.sqrt(1 + 1 / calibrations);
  const value = raw - bias;
  return { value, lower: value - half, upper: value + half, raw, bias, deviation, pairs: first.length };
}
