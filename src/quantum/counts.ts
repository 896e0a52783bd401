import { checkInteger, checkNumber, checkProbability } from "../base/check.ts";
import { rangeRefusal } from "../base/refusal.ts";
import type { RandomStream } from "../base/random.ts";

/** Below this mean, inversion is quicker, and the squeeze of the rejection method is not proven. */
const SMALLEST_REJECTION_MEAN = 10;

/** A count that inversion reaches from a mean below 10 with a chance of less than 1e-60. */
const LARGEST_INVERSION = 128;

/** How far the probabilities of a multinomial may miss the sum 1. */
const SUM_TOLERANCE = 1e-9;

/** Below this the series is too short. */
const SMALLEST_SERIES = 16;

/** ln k! − [½ ln 2π + (k + ½) ln(k + 1) − (k + 1)] for k = 0 … 15. */
const STIRLING: readonly number[] = [
  0.08106146679532726, 0.0413406959554093, 0.02767792568499834, 0.020790672103765093, 0.016644691189821193,
  0.013876128823070748, 0.01189670994589177, 0.010411265261972096, 0.009255462182712733, 0.00833056343336287,
  0.007573675487951841, 0.00694284010720953, 0.006408994188004207, 0.0059513701127588475,
  0.005554733551962801, 0.0052076559196096404,
];

/** The same for any k, to 1e-14. */
function stirlingRemainder(k: number): number {
  if (k < SMALLEST_SERIES) return STIRLING[k]!;
  const inverse = 1 / (k + 1);
  const square = inverse * inverse;
  return (1 / 12 - (1 / 360 - (1 / 1260 - square / 1680) * square) * square) * inverse;
}

/** Adds up P(0), P(1), … until a uniform number is passed. */
function invert(rng: RandomStream, trials: number, p: number): number {
  const none = Math.exp(trials * Math.log1p(-p));
  const odds = p / (1 - p);
  const climb = (trials + 1) * odds;
  const last = Math.min(trials, LARGEST_INVERSION);
  for (;;) {
    let rest = rng.uniform();
    let mass = none;
    for (let count = 0; count <= last; count++) {
      if (rest < mass) return count;
      rest -= mass;
      mass *= climb / (count + 1) - odds;
    }
    // Only rounding of the sum leads here; the draw is void.
  }
}

/** ln P(count) − ln P(mode), every logarithm taken of 1 + a small number so that large trials lose nothing. */
function logRatio(trials: number, p: number, mode: number, count: number): number {
  const above = mode - count;
  return (
    (count + 0.5) * Math.log1p(above / (count + 1)) +
    (trials - count + 0.5) * Math.log1p(-above / (trials - count + 1)) -
    above * Math.log1p((p * (trials + 2) - mode - 1) / ((1 - p) * (mode + 1))) +
    stirlingRemainder(mode) +
    stirlingRemainder(trials - mode) -
    stirlingRemainder(count) -
    stirlingRemainder(trials - count)
  );
}

/**
 * Transformed rejection with squeeze: algorithm BTRS of W. Hörmann, "The generation of binomial random
 * variates", J. Stat. Comput. Simul. 46 (1993) 101–110. Its constants hold for p ≤ ½, trials·p ≥ 10.
 */
function reject(rng: RandomStream, trials: number, p: number): number {
  const mean = trials * p;
  const deviation = Math.sqrt(mean * (1 - p));
  const b = 1.15 + 2.53 * deviation;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const squeeze = 0.92 - 4.2 / b;
  for (;;) {
    const u = rng.uniform() - 0.5;
    const v = rng.uniform();
    const edge = 0.5 - Math.abs(u);
    const count = Math.floor(((2 * a) / edge + b) * u + mean + 0.5);
    if (edge >= 0.07 && v <= squeeze) return count;
    if (!(count >= 0 && count <= trials)) continue;
    const alpha = (2.83 + 5.1 / b) * deviation;
    const mode = Math.floor((trials + 1) * p);
    const height = Math.log((v * alpha) / (a / (edge * edge) + b));
    if (height <= logRatio(trials, p, mode, count)) return count;
  }
}

/** The same without checks, for an integer number of trials and a probability in [0, 1]. */
function drawBinomial(rng: RandomStream, trials: number, probability: number): number {
  const rarer = Math.min(probability, 1 - probability);
  if (rarer === 0 || trials === 0) return trials * probability;
  const count =
    trials * rarer < SMALLEST_REJECTION_MEAN ? invert(rng, trials, rarer) : reject(rng, trials, rarer);
  return probability <= 0.5 ? count : trials - count;
}

/**
 * Draws how many of `trials` independent shots show an outcome of the given probability: Bin(trials,
 * probability), exact up to the rounding of double precision (no normal approximation). Time does not
 * grow with the number of trials. So one draw stands for all shots of a basis (CQSA §2.3.1's P(0) =
 * ½(1 + cos Θ) is what a shot shows).
 *
 * @param trials 0 to 2^53 − 1
 * @param probability in [0, 1]; 0 and 1 give 0 and `trials` for sure
 * @throws TypeError, RangeError for anything else
 */
export function sampleBinomial(rng: RandomStream, trials: number, probability: number): number {
  // Millions of draws a round: what refuses is asked for no more than its words.
  if (!(Number.isSafeInteger(trials) && trials >= 0 && probability >= 0 && probability <= 1)) {
    checkInteger("trials", trials, { min: 0 });
    checkProbability("probability", probability);
  }
  return drawBinomial(rng, trials, probability);
}

/**
 * Draws how `trials` independent shots fall on the outcomes of a distribution, as a chain of binomials,
 * each conditional on what is left.
 *
 * @param trials 0 to 2^53 − 1
 * @param probabilities at least one number ≥ 0; their sum may miss 1 by rounding (1e-9), and is then
 *   scaled to 1
 * @returns as many counts as probabilities, which add up to `trials` exactly
 * @throws TypeError, RangeError for anything else
 * @example sampleMultinomial(rng, 100, [0, 1, 0]) // Float64Array [0, 100, 0]
 */
export function sampleMultinomial(
  rng: RandomStream,
  trials: number,
  probabilities: ArrayLike<number>,
): Float64Array {
  checkInteger("trials", trials, { min: 0 });
  const outcomes = probabilities.length;
  if (outcomes === 0) throw rangeRefusal("probabilities", "at least one number", probabilities);
  // Sums from the end: the share of each outcome in the rest then is exactly 1 for the last possible one.
  const rest = new Float64Array(outcomes + 1);
  for (let i = outcomes - 1; i >= 0; i--) {
    const probability = probabilities[i]!;
    // The name is built for a refusal alone.
    if (!(probability >= 0 && probability < Infinity)) {
      checkNumber(`probabilities[${i}]`, probability, { min: 0 });
    }
    rest[i] = rest[i + 1]! + probability;
  }
  if (!(Math.abs(rest[0]! - 1) <= SUM_TOLERANCE)) {
    throw rangeRefusal("probabilities", "a sum of 1 within 1e-9", rest[0]);
  }
  const counts = new Float64Array(outcomes);
  let left = trials;
  for (const i of counts.keys()) {
    const probability = probabilities[i]!;
    // Behind the last possible outcome nothing is left, and no share of it.
    const count = probability > 0 ? drawBinomial(rng, left, probability / rest[i]!) : 0;
    counts[i] = count;
    left -= count;
  }
  return counts;
}
