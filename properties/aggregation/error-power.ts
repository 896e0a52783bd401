import { binomialProbabilities } from "../oracles/binomial.ts";
import { estimateDistribution } from "../oracles/estimate-distribution.ts";
import { criticalMeans, isRejected } from "./chernoff-test.ts";
import type { Discrete } from "./chernoff-test.ts";
import { circularError } from "./error-moments.ts";
import { leastDeparture } from "./least-departure.ts";

/** A measurement, as far as its error depends on it. */
export interface Measured {
  /** Shots a basis. */
  readonly shots: number;
  /** Θ, radians. */
  readonly angle: number;
  readonly visibility: number;
}

/** How many estimates a test has, and its level. */
export interface Design {
  readonly size: number;
  readonly level: number;
}

/** Larger departures of an angle are seen by other laws, and by any. */
const MOST_BIAS = 1;
const MOST_SCATTER = 20;

/** What the errors of all pairs of counts are, which is a matter of the number of shots alone. */
function errorValues(shots: number, truth: number): Float64Array {
  return Float64Array.from(estimateDistribution(shots, 0, 0), ({ phase }) => circularError(phase, truth));
}

/** The probabilities of the pairs of counts, in the same order. */
function pairProbabilities({ shots, angle, visibility }: Measured): Float64Array {
  const inX = binomialProbabilities(shots, (1 + visibility * Math.cos(angle)) / 2);
  const inY = binomialProbabilities(shots, (1 + visibility * Math.sin(angle)) / 2);
  const pairs = new Float64Array(inX.length * inY.length);
  for (const [i, x] of inX.entries()) for (const [j, y] of inY.entries()) pairs[i * inY.length + j] = x * y;
  return pairs;
}

/** The exact law of the circular error. */
function errorsOf(measured: Measured): Discrete & { readonly values: Float64Array } {
  return {
    values: errorValues(measured.shots, measured.angle),
    probabilities: pairProbabilities(measured),
  };
}

/** (e − E[e])², what a variance is the mean of. */
function squaresOf({ values, probabilities }: Discrete & { readonly values: Float64Array }): Float64Array {
  const bias = values.reduce((sum, value, i) => sum + value * probabilities[i]!, 0);
  return values.map((value) => (value - bias) ** 2);
}

/** The smallest error of Θ, in radians, that the test of the mean circular error finds. */
export function detectableBias(measured: Measured, { size, level }: Design): number {
  const errors = errorsOf(measured);
  const critical = criticalMeans(errors, size, level);
  return leastDeparture(MOST_BIAS, (bias) => {
    const probabilities = pairProbabilities({ ...measured, angle: measured.angle + bias });
    return isRejected(critical, { values: errors.values, probabilities }, size);
  });
}

/** The smallest δ such that a variance 1 + δ or 1 − δ times the right one is found, whichever it is. */
export function detectableScatter(measured: Measured, { size, level }: Design): number {
  const errors = errorsOf(measured);
  const { probabilities } = errors;
  const squares = squaresOf(errors);
  const critical = criticalMeans({ values: squares, probabilities }, size, level);
  const least = (most: number, sign: 1 | -1): number =>
    leastDeparture(most, (departure) => {
      const values = squares.map((square) => (1 + sign * departure) * square);
      return isRejected(critical, { values, probabilities }, size);
    });
  return Math.max(least(MOST_SCATTER, 1), least(1, -1));
}

/** The visibilities nearest to the right one, on either side, whose scatter is found; −Infinity, Infinity if none is. */
export function detectableVisibilities(
  measured: Measured,
  { size, level }: Design,
): { readonly low: number; readonly high: number } {
  const { visibility } = measured;
  const errors = errorsOf(measured);
  const values = squaresOf(errors);
  const critical = criticalMeans({ values, probabilities: errors.probabilities }, size, level);
  const least = (most: number, sign: 1 | -1): number =>
    leastDeparture(most, (departure) => {
      const probabilities = pairProbabilities({ ...measured, visibility: visibility + sign * departure });
      return isRejected(critical, { values, probabilities }, size);
    });
  return { low: visibility - least(visibility, -1), high: visibility + least(1 - visibility, 1) };
}
