import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import { checkInteger, checkNumber } from "../base/check.ts";
import { rangeRefusal } from "../base/refusal.ts";

const ROUNDING = 1e-12;

/** What a test of a normal statistic found: the standardised deviation and its two-sided p-value. */
export interface NormalTestResult {
  readonly statistic: number;
  readonly pValue: number;
}

/** A sample by its size and mean. */
export interface MeanSummary {
  readonly size: number;
  readonly mean: number;
}

/** A hypothesis about a mean: also the variance of one observation is known. */
export interface MeanHypothesis {
  readonly mean: number;
  readonly variance: number;
}

/** A sample by its size and mean square deviation from the *known* mean, Σ (xᵢ − μ)² / n. */
export interface SecondMomentSummary {
  readonly size: number;
  readonly secondMoment: number;
}

/** A hypothesis about a variance: also the fourth central moment E (x − μ)⁴ ≥ variance² is known. */
export interface VarianceHypothesis {
  readonly variance: number;
  readonly fourthMoment: number;
}

/**
 * P(|Z| ≥ |statistic|) of a standard normal Z, to 12 digits down to 1e-300.
 *
 * @throws TypeError, RangeError unless the statistic is a finite number.
 */
export function twoSidedNormalTail(statistic: number): number {
  checkNumber("statistic", statistic);
  return 2 * normalCdf(-Math.abs(statistic), 0, 1);
}

function standardised(found: number, expected: number, variance: number, size: number): NormalTestResult {
  const difference = found - expected;
  // A constant's mean is a rounded sum: without variance the last digits are no contradiction.
  const tolerance = variance === 0 ? ROUNDING * Math.abs(expected) : 0;
  if (Math.abs(difference) <= tolerance) return { statistic: 0, pValue: 1 };
  const statistic = difference / Math.sqrt(variance / size);
  // Without any variance every deviation is a contradiction, as is one beyond the range of doubles.
  if (!Number.isFinite(statistic)) return { statistic, pValue: 0 };
  return { statistic, pValue: twoSidedNormalTail(statistic) };
}

/**
 * The two-sided z test of a sample mean against a known mean and variance,
 * z = (x̄ − μ) / √(σ² / n).
 *
 * The p-value takes x̄ as normal: exact for normal observations, otherwise the central limit
 * theorem's approximation, whose error in p is of the order of E|x − μ|³ / (σ³ √n) (Berry–Esseen). At
 * very small levels that error outweighs p itself: for counts use `binomialTest`.
 *
 * A variance of 0 gives p-value 1 for an equal mean (within 1e-12 relative) and 0 for any other.
 *
 * @throws TypeError, RangeError for a size that is no integer of at least 1, a negative variance, or
 *   numbers that are not finite.
 * @example meanTest({ size: 100, mean: 0.196 }, { mean: 0, variance: 1 }) // statistic 1.96, p-value 0.04999579…
 */
export function meanTest(sample: MeanSummary, hypothesis: MeanHypothesis): NormalTestResult {
  checkInteger("size", sample.size, { min: 1 });
  checkNumber("sample.mean", sample.mean);
  checkNumber("hypothesis.mean", hypothesis.mean);
  checkNumber("variance", hypothesis.variance, { min: 0 });
  return standardised(sample.mean, hypothesis.mean, hypothesis.variance, sample.size);
}

/**
 * The two-sided z test of a sample's second moment about the known mean against a known variance,
 * z = (m₂ − σ²) / √((μ₄ − σ⁴) / n), as Var (x − μ)² = μ₄ − σ⁴.
 *
 * The p-value takes m₂ as normal; as squares are skewed, this asks for larger samples than
 * {@link meanTest} does: with normal observations the upper tail is heavier than stated by a factor
 * of about 1 + z³ √(2/n) / 3 as long as that is near 1.
 *
 * @throws TypeError, RangeError for a size that is no integer of at least 1, negative moments, a
 *   fourth moment below the variance's square, or numbers that are not finite.
 */
export function varianceTest(sample: SecondMomentSummary, hypothesis: VarianceHypothesis): NormalTestResult {
  checkInteger("size", sample.size, { min: 1 });
  checkNumber("secondMoment", sample.secondMoment, { min: 0 });
  const { variance, fourthMoment } = hypothesis;
  checkNumber("variance", variance, { min: 0 });
  checkNumber("fourthMoment", fourthMoment, { min: 0 });
  const spread = fourthMoment - variance ** 2;
  // A symmetric two-point distribution has spread 0, which rounding may miss on either side.
  const negligible = ROUNDING * fourthMoment;
  if (spread < -negligible) {
    throw rangeRefusal("fourthMoment", `a number of at least ${variance ** 2}`, fourthMoment);
  }
  return standardised(sample.secondMoment, variance, spread > negligible ? spread : 0, sample.size);
}
