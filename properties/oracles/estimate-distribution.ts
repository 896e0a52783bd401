import { binomialProbabilities } from "./binomial.ts";

/**
 * The exact law of a phase estimate from finitely many shots, by listing every pair of counts.
 *
 * Each quadrature is the mean of `shots` independent ±1 outcomes: x̂ = (2·n₀ − S)/S with n₀ from
 * Binomial(S, (1 + x)/2), x = V·cos Θ, y = V·sin Θ.
 */

/** One value of the two-quadrature estimate. */
export interface EstimatePoint {
  /** atan2(ŷ, x̂) in [−π, π]; 0 where both quadratures vanish. */
  readonly phase: number;
  /** min(1, √(x̂² + ŷ²)). */
  readonly visibility: number;
  readonly probability: number;
}

/** Moments of the circular error, the difference to the truth wrapped to (−π, π]. */
export interface EstimateMoments {
  /** E[e], radians. */
  readonly bias: number;
  /** E[(e − bias)²], radians². */
  readonly variance: number;
  /** E[(e − bias)⁴], radians⁴. */
  readonly fourth: number;
}

/** One value of the one-quadrature estimate. */
export interface ArccosPoint {
  /** arccos x̂ in [0, π]. */
  readonly phase: number;
  readonly probability: number;
}

function meanProbabilities(shots: number, name: string, expectation: number): number[] {
  if (!(Number.isInteger(shots) && shots >= 1)) {
    throw new RangeError(`"shots" expected an integer of at least 1, got ${shots}`);
  }
  // V·cos Θ may pass ±1 by a rounding.
  if (!(Math.abs(expectation) <= 1 + 1e-12)) {
    throw new RangeError(`"${name}" expected a number from -1 to 1, got ${expectation}`);
  }
  return binomialProbabilities(shots, (1 + Math.min(1, Math.max(-1, expectation))) / 2);
}

/** An angle's representative in (−π, π]. */
function wrap(angle: number): number {
  let wrapped = angle;
  while (wrapped > Math.PI) wrapped -= 2 * Math.PI;
  while (wrapped <= -Math.PI) wrapped += 2 * Math.PI;
  return wrapped;
}

/**
 * Every value of the two-quadrature estimate with its probability.
 *
 * @param shots S per basis, at least 1
 * @param x expectation V·cos Θ of the X quadrature, in [−1, 1]
 * @param y expectation V·sin Θ of the Y quadrature, in [−1, 1]
 * @returns (S + 1)² points, one a pair of counts (values may repeat)
 * @throws RangeError for arguments outside those ranges
 */
export function estimateDistribution(shots: number, x: number, y: number): EstimatePoint[] {
  const inX = meanProbabilities(shots, "x", x);
  const inY = meanProbabilities(shots, "y", y);
  const points: EstimatePoint[] = [];
  for (const [zerosX, probabilityX] of inX.entries()) {
    for (const [zerosY, probabilityY] of inY.entries()) {
      const meanX = (2 * zerosX - shots) / shots;
      const meanY = (2 * zerosY - shots) / shots;
      points.push({
        phase: meanX === 0 && meanY === 0 ? 0 : Math.atan2(meanY, meanX),
        visibility: Math.min(1, Math.hypot(meanX, meanY)),
        probability: probabilityX * probabilityY,
      });
    }
  }
  return points;
}

/**
 * Exact moments of the two-quadrature estimate's circular error.
 *
 * @param truth the angle to compare with, radians
 * @throws RangeError as {@link estimateDistribution}, or for a truth that is not finite
 */
export function estimateMoments(shots: number, x: number, y: number, truth: number): EstimateMoments {
  if (!Number.isFinite(truth)) throw new RangeError(`"truth" expected a finite number, got ${truth}`);
  const points = estimateDistribution(shots, x, y);
  const moment = (order: number, centre: number): number =>
    points.reduce((sum, point) => sum + point.probability * (wrap(point.phase - truth) - centre) ** order, 0);
  const bias = moment(1, 0);
  return { bias, variance: moment(2, bias), fourth: moment(4, bias) };
}

/**
 * Every value of the one-quadrature estimate arccos(2·n₀/S − 1) with its probability, by falling phase.
 *
 * @param shots S, at least 1
 * @param x expectation V·cos Θ, in [−1, 1]
 * @returns S + 1 points, entry n₀ that of n₀ zeros
 */
export function arccosDistribution(shots: number, x: number): ArccosPoint[] {
  return meanProbabilities(shots, "x", x).map((probability, zeros) => ({
    phase: Math.acos((2 * zeros - shots) / shots),
    probability,
  }));
}
