import { checkInteger, checkVector } from "../base/check.ts";
import { rangeRefusal } from "../base/refusal.ts";

/** How a variance divides its sum of squares: by the sample size less `ddof`. */
export interface VarianceOptions {
  /** 0 (the default) for the population's variance, 1 for the unbiased estimate. */
  readonly ddof?: number;
}

/** Neumaier's compensated sum of `termAt(0) … termAt(count − 1)`. */
function compensated(count: number, termAt: (index: number) => number): number {
  let total = 0;
  let lost = 0;
  for (let i = 0; i < count; i++) {
    const term = termAt(i);
    const next = total + term;
    lost += Math.abs(total) >= Math.abs(term) ? total - next + term : term - next + total;
    total = next;
  }
  return total + lost;
}

/**
 * The sum of a vector by Neumaier's compensated summation: its error is that of one rounding plus
 * a term of second order, whatever the order of the numbers. An empty vector sums to 0.
 *
 * @throws TypeError, RangeError for an entry that is no finite number; RangeError for an overflow.
 * @example sum([1, 1e100, 1, -1e100]) // 2
 */
export function sum(values: ArrayLike<number>): number {
  const total = compensated(values.length, (i) => values[i]!);
  // Any bad entry spoils the total, so that good input is spared a second pass.
  if (!Number.isFinite(total)) {
    checkVector("values", values);
    throw rangeRefusal("values", "a sum below 2^1024", total);
  }
  return total;
}

/**
 * The arithmetic mean of a vector.
 *
 * @throws TypeError, RangeError for an empty vector or an entry that is no finite number.
 */
export function mean(values: ArrayLike<number>): number {
  if (values.length === 0) checkVector("values", values);
  return sum(values) / values.length;
}

/**
 * The variance of a vector, Σ (xᵢ − x̄)² / (n − ddof), in two passes with the mean's own rounding
 * error taken out.
 *
 * @throws TypeError, RangeError for an empty vector, an entry that is no finite number, or a `ddof`
 *   that is no integer from 0 to n − 1; RangeError for an overflow.
 */
export function variance(values: ArrayLike<number>, { ddof = 0 }: VarianceOptions = {}): number {
  checkVector("values", values);
  const size = values.length;
  checkInteger("ddof", ddof, { min: 0, max: size - 1 });
  const centre = mean(values);
  const rest = compensated(size, (i) => values[i]! - centre);
  const squares = compensated(size, (i) => (values[i]! - centre) ** 2);
  const corrected = Math.max(0, squares - (rest * rest) / size);
  if (!Number.isFinite(corrected)) throw rangeRefusal("values", "squares below 2^1024", corrected);
  return corrected / (size - ddof);
}

function isConstant(values: ArrayLike<number>): boolean {
  for (let i = 1; i < values.length; i++) if (values[i] !== values[0]) return false;
  return true;
}

/** The deviations from the mean, scaled to a largest magnitude of 1 so that no square underflows. */
function scaledDeviations(values: ArrayLike<number>): Float64Array {
  const centre = mean(values);
  const deviations = Float64Array.from(values, (value) => value - centre);
  const largest = deviations.reduce((seen, value) => Math.max(seen, Math.abs(value)), 0);
  const scaled = deviations.map((value) => value / largest);
  // The first mean is rounded; where the spread is as small as that, only a second one centres.
  const rest = mean(scaled);
  return scaled.map((value) => value - rest);
}

/**
 * Pearson's correlation of two vectors, in [−1, 1].
 *
 * @param first at least two finite numbers, not all equal
 * @param second as many, not all equal
 * @throws TypeError, RangeError for vectors of another kind or of different lengths; RangeError for a
 *   constant vector, which has no correlation with anything.
 */
export function correlation(first: ArrayLike<number>, second: ArrayLike<number>): number {
  checkVector("first", first);
  checkVector("second", second);
  if (second.length !== first.length) {
    throw rangeRefusal("second", `${first.length} numbers like the first vector`, second.length);
  }
  for (const [name, values] of [["first", first] as const, ["second", second] as const]) {
    if (isConstant(values)) throw rangeRefusal(name, "numbers that are not all equal", values);
  }
  const x = scaledDeviations(first);
  const y = scaledDeviations(second);
  const products = compensated(x.length, (i) => x[i]! * y[i]!);
  const squares = Math.sqrt(
    compensated(x.length, (i) => x[i]! ** 2) * compensated(x.length, (i) => y[i]! ** 2),
  );
  return Math.min(1, Math.max(-1, products / squares));
}
