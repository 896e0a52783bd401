import { normalQuantile } from "../../src/statistics/normal-quantile.ts";
import { STATED_POWER } from "../stated-power.ts";

/** A known distribution on finitely many values. */
export interface Discrete {
  readonly values: ArrayLike<number>;
  /** As many, with sum 1. */
  readonly probabilities: ArrayLike<number>;
}

interface Cumulant {
  readonly value: number;
  readonly slope: number;
  readonly curvature: number;
}

/** Doublings and halvings: 20 halvings bring t to six digits and its cumulant to twelve. */
const MOST_STEPS = 80;

/** ln E[e^{t(X−a)}] with its first two derivatives in t. */
function cumulant({ values, probabilities }: Discrete, a: number, t: number): Cumulant {
  let largest = -Infinity;
  for (let i = 0; i < values.length; i++) {
    if (probabilities[i]! > 0) largest = Math.max(largest, t * (values[i]! - a));
  }
  const sums = { one: 0, first: 0, second: 0 };
  for (let i = 0; i < values.length; i++) {
    const probability = probabilities[i]!;
    if (probability === 0) continue;
    const difference = values[i]! - a;
    const weight = probability * Math.exp(t * difference - largest);
    sums.one += weight;
    sums.first += weight * difference;
    sums.second += weight * difference * difference;
  }
  const slope = sums.first / sums.one;
  return { value: largest + Math.log(sums.one), slope, curvature: sums.second / sums.one - slope * slope };
}

/**
 * A valid p-value, at any level and for any sample size, of a sample mean against a known distribution: the
 * two-sided Chernoff bound min(1, 2·min_t E[e^{t(X−x̄)}]^n), H. Chernoff, Ann. Math. Stat. 23 (1952) 493.
 * Every t of the right sign gives a bound, so that an imperfect minimum is still valid. It exceeds
 * the normal p-value by a factor of about 2.5 z: at z = 5 some tenth of the detectable shift.
 *
 * @param mean of `size` independent observations
 * @returns in [0, 1]; 0 for a mean outside the distribution's range
 * @example chernoffTest({ values: [0, 1], probabilities: [0.5, 0.5] }, 0.75, 16) // 2·exp(−16·0.1308…) = 0.2466…
 */
export function chernoffTest(distribution: Discrete, mean: number, size: number): number {
  let least = 0;
  // The cumulant is convex with value 0 at t = 0: the minimum is on the side to which it falls there.
  const start = cumulant(distribution, mean, 0);
  if (start.slope === 0) return 1;
  let near = 0;
  let far = start.curvature > 0 ? -start.slope / start.curvature : -Math.sign(start.slope);
  let bracketed = false;
  for (let step = 0; step < MOST_STEPS; step++) {
    const t = bracketed ? (near + far) / 2 : far;
    const { value, slope } = cumulant(distribution, mean, t);
    least = Math.min(least, value);
    // Beyond this the p-value is 0 in double precision: a mean out of range descends for ever.
    if (size * least < -800) return 0;
    const passed = slope * start.slope < 0;
    if (passed) {
      far = t;
      bracketed = true;
    } else {
      near = t;
      if (!bracketed) far = 2 * t;
    }
    if (bracketed && Math.abs(far - near) <= 1e-6 * Math.abs(far)) break;
  }
  return Math.min(1, 2 * Math.exp(size * least));
}

/** Means beyond which {@link chernoffTest} rejects: every mean below `low` and above `high`. */
export interface CriticalMeans {
  /** −Infinity if no small mean is rejected. */
  readonly low: number;
  /** Infinity if no large mean is rejected. */
  readonly high: number;
}

/** The mean under a tilt by t, and the rate at which it is exceeded: I = t·K′(t) − K(t). */
function tilted(
  distribution: Discrete,
  centre: number,
  t: number,
): { readonly mean: number; readonly rate: number } {
  const { value, slope } = cumulant(distribution, centre, t);
  return { mean: centre + slope, rate: t * slope - value };
}

/** The mean on the side of `sign` at which the p-value has fallen to `level`. */
function criticalMean(distribution: Discrete, centre: number, sign: 1 | -1, rate: number): number {
  let far = sign / Math.sqrt(Math.max(cumulant(distribution, centre, 0).curvature, Number.MIN_VALUE));
  let near = 0;
  let steps = 0;
  while (tilted(distribution, centre, far).rate < rate) {
    // The largest value itself may be too likely to be rejected.
    if (++steps === MOST_STEPS) return sign * Infinity;
    near = far;
    far *= 2;
  }
  for (let step = 0; step < MOST_STEPS / 4; step++) {
    const t = (near + far) / 2;
    if (tilted(distribution, centre, t).rate < rate) near = t;
    else far = t;
  }
  return tilted(distribution, centre, far).mean;
}

/** The means at which {@link chernoffTest} of `size` observations reaches `level`. */
export function criticalMeans(distribution: Discrete, size: number, level: number): CriticalMeans {
  const centre = momentsOf(distribution).mean;
  const rate = Math.log(2 / level) / size;
  return {
    low: criticalMean(distribution, centre, -1, rate),
    high: criticalMean(distribution, centre, 1, rate),
  };
}

function momentsOf({ values, probabilities }: Discrete): {
  readonly mean: number;
  readonly deviation: number;
} {
  let mean = 0;
  for (let i = 0; i < values.length; i++) mean += probabilities[i]! * values[i]!;
  let variance = 0;
  for (let i = 0; i < values.length; i++) variance += probabilities[i]! * (values[i]! - mean) ** 2;
  return { mean, deviation: Math.sqrt(variance) };
}

/**
 * Whether a mean of `size` observations of `truth` falls into the critical region with {@link STATED_POWER}: their
 * mean is taken as normal, which at some hundred observations it is as far out as that.
 */
export function isRejected({ low, high }: CriticalMeans, truth: Discrete, size: number): boolean {
  const { mean, deviation } = momentsOf(truth);
  const reach = (normalQuantile(STATED_POWER) * deviation) / Math.sqrt(size);
  return mean - reach >= high || mean + reach <= low;
}
