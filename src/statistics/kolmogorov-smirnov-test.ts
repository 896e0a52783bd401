import { checkInteger, checkProbability, checkVector } from "../base/check.ts";
import { kolmogorovAsymptotic } from "./kolmogorov-asymptotic.ts";
import { kolmogorovByMatrix } from "./kolmogorov-matrix.ts";
import { smirnovTail } from "./smirnov-tail.ts";

/** What the test found. */
export interface KolmogorovSmirnovResult {
  /** The largest distance between the sample's and the given distribution function, in [0, 1]. */
  readonly statistic: number;
  readonly pValue: number;
}

const LARGEST_MATRIX_SIZE = 2000;

/**
 * P(D ≥ distance) of the two-sided Kolmogorov–Smirnov statistic of `size` points from a continuous
 * distribution. The method follows Simard and L'Ecuyer (J. Stat. Soft. 39(11), 2011):
 *
 * - deep in the tail, twice the exact one-sided tail. That both sides reach the distance at once
 *   is exp(−6 n d²) as likely; what it adds is on the safe side, and nothing at all for d ≥ ½.
 * - elsewhere 1 − P(D < d): the exact matrix form up to 2000 points, an expansion to 1/n^(3/2) beyond.
 *
 * The relative error is below 1e-9 up to 2000 points and about 1 / size² at worst beyond them; for
 * tails below 1e-4 it is below 1e-9 throughout.
 *
 * @param distance in [0, 1]
 * @param size an integer of at least 1
 * @throws TypeError, RangeError for arguments of another kind or range.
 */
export function kolmogorovTail(distance: number, size: number): number {
  checkProbability("distance", distance);
  checkInteger("size", size, { min: 1 });
  if (2 * size * distance <= 1) return 1;
  const exact = size <= LARGEST_MATRIX_SIZE;
  // Where the one-sided form's error, exp(−6 n d²), equals the alternative's: 4e-11 or 1 / size².
  const deep = exact ? 4 : Math.log(size) / 3;
  if (distance >= 0.5 || size * distance * distance >= deep)
    return Math.min(1, 2 * smirnovTail(distance, size));
  const below = exact ? kolmogorovByMatrix(distance, size) : kolmogorovAsymptotic(distance, size);
  return Math.min(1, Math.max(0, 1 - below));
}

/**
 * The two-sided one-sample Kolmogorov–Smirnov test: D = sup |F_n(x) − F(x)| and P(D ≥ observed).
 *
 * @param sample at least one finite number, in any order; it is not changed
 * @param cdf the hypothesis: a continuous distribution function, fixed before the sample was seen.
 *   With a jump in it, or with parameters fitted to the sample, the p-value means nothing.
 * @throws TypeError, RangeError for an empty sample, an entry that is no finite number, or a value of
 *   `cdf` that is no probability.
 * @example kolmogorovSmirnovTest([0.5], (x) => x) // { statistic: 0.5, pValue: 1 }
 */
export function kolmogorovSmirnovTest(
  sample: ArrayLike<number>,
  cdf: (x: number) => number,
): KolmogorovSmirnovResult {
  checkVector("sample", sample);
  const sorted = Float64Array.from(sample).sort();
  const size = sorted.length;
  let statistic = 0;
  for (let i = 0; i < size; i++) {
    const level = checkProbability("cdf(x)", cdf(sorted[i]!));
    statistic = Math.max(statistic, (i + 1) / size - level, level - i / size);
  }
  return { statistic, pValue: kolmogorovTail(statistic, size) };
}
