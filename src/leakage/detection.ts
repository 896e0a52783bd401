import { checkInteger, checkNumber, checkProbability, checkVector } from "../base/check.ts";
import type { RandomStream } from "../base/random.ts";
import { sampleBinomial } from "../quantum/counts.ts";
import { binomialUpperTail } from "../statistics/binomial-tails.ts";

/** What was read of a cluster: means of ±1 outcomes in two bases, by coordinate. */
export interface ReadQuadratures {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** The conditions that an honest reading would have. */
export interface HonestReading {
  /** m, in each of two bases; at least 2. */
  readonly shots: number;
  /** V of the noise that is known of, in [0, 1]. */
  readonly visibility: number;
}

/** x² + y² less what shots add to it: an unbiased estimate of V². E[m(x² + y²)] = (m − 1)V² + 2. */
export function squaredVisibility(x: number, y: number, shots: number): number {
  return (shots * (x * x + y * y) - 2) / (shots - 1);
}

/**
 * How far each coordinate's V² is from that of an honest reading, in standard deviations: below 0 where interference is
 * missing. The deviation is that of binomial counts at the angle that was read.
 *
 * @returns d numbers
 * @throws TypeError, RangeError for no coordinate, fewer than two shots or a visibility out of range
 */
export function visibilityScores(
  { x, y }: ReadQuadratures,
  { shots, visibility }: HonestReading,
): Float64Array {
  checkVector("x", x);
  checkInteger("shots", shots, { min: 2 });
  checkNumber("visibility", visibility, { min: 0, max: 1 });
  const factor = (shots / (shots - 1)) ** 2;
  return x.map((real, c) => {
    const imaginary = y[c]!;
    const length = Math.hypot(real, imaginary);
    const [cos, sin] = length === 0 ? [1, 0] : [real / length, imaginary / length];
    let variance = 0;
    for (const mean of [visibility * cos, visibility * sin]) {
      const own = (1 - mean * mean) / shots;
      variance += factor * (4 * mean * mean * own + 2 * own * own);
    }
    return (squaredVisibility(real, imaginary, shots) - visibility ** 2) / Math.sqrt(variance);
  });
}

/** Scores of several coordinates, or rounds, as one: their sum over √n. */
export function pooledScore(scores: Float64Array): number {
  checkVector("scores", scores);
  return scores.reduce((sum, score) => sum + score, 0) / Math.sqrt(scores.length);
}

/**
 * The threshold below which another honest score falls with a probability of at most `rate`: of n honest scores the
 * ⌊rate·(n + 1)⌋-th smallest, whatever their distribution; −∞ of too few scores.
 *
 * @throws TypeError, RangeError for no scores or a rate that is no probability
 */
export function lowThreshold(honest: Float64Array, rate: number): number {
  checkVector("honest", honest);
  checkProbability("rate", rate);
  const rank = Math.floor(rate * (honest.length + 1) + 1e-9);
  return rank === 0 ? -Infinity : honest.toSorted()[Math.min(rank, honest.length) - 1]!;
}

/**
 * How probable an honest cluster's pooled score is to be so low: the rank of the one that was read among those of honest
 * readings drawn at the same angles (Monte Carlo test: with B draws, (1 + how many are no higher)/(B + 1)).
 *
 * @param draws B ≥ 1; the value is no smaller than 1/(B + 1)
 * @throws as {@link visibilityScores}
 */
export function visibilityPValue(
  read: ReadQuadratures,
  honest: HonestReading,
  rng: RandomStream,
  draws = 99,
): number {
  checkInteger("draws", draws, { min: 1 });
  const { shots, visibility } = honest;
  const score = pooledScore(visibilityScores(read, honest));
  const angles = read.x.map((x, c) => Math.atan2(read.y[c]!, x));
  const drawn = (expectation: number): number =>
    (2 * sampleBinomial(rng, shots, (1 + visibility * expectation) / 2)) / shots - 1;
  let lower = 0;
  for (let draw = 0; draw < draws; draw++) {
    const x = angles.map((angle) => drawn(Math.cos(angle)));
    const y = angles.map((angle) => drawn(Math.sin(angle)));
    if (pooledScore(visibilityScores({ x, y }, honest)) <= score) lower++;
  }
  return (1 + lower) / (draws + 1);
}

/**
 * The smallest count from which an alarm is raised: an honest one reaches it with a probability of at most `rate`, by
 * the exact binomial tail. For shots with residues; `trials` + 1 where no count is that rare.
 *
 * @throws TypeError, RangeError for arguments out of range
 */
export function alarmFrom(trials: number, probability: number, rate: number): number {
  checkInteger("trials", trials, { min: 1 });
  checkProbability("probability", probability);
  checkProbability("rate", rate);
  let [low, high] = [0, trials + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (binomialUpperTail(middle, trials, probability) <= rate) high = middle;
    else low = middle + 1;
  }
  return low;
}
