import { checkInteger } from "../base/check.ts";
import { checkCells } from "./cells.ts";
import { chiSquareTail } from "./chi-square-tail.ts";

/** What the test found. */
export interface ChiSquareResult {
  /** Σ (observed − expected)² / expected, or Infinity. */
  readonly statistic: number;
  /** Degrees of freedom; 0 if there is nothing to test, with p-value 1. */
  readonly degrees: number;
  readonly pValue: number;
}

export interface ChiSquareOptions {
  /** How many parameters of the probabilities were fitted to this very sample. */
  readonly fitted?: number;
}

/**
 * Pearson's chi-square test of counts against the probabilities of their cells.
 *
 * The statistic X² = Σ (Oᵢ − N pᵢ)² / (N pᵢ) is compared with the chi-square distribution of
 * (cells of probability above 0) − 1 − fitted degrees of freedom. Its tail is computed to 11 digits,
 * but it is an approximation of the statistic's: fair at levels of a per cent with expected counts
 * near 5, but at level 1e-9 a rare cell makes the true size 1400 times that with an expected count
 * of 5, 19 times with 50 and 1.5 times with 1000. At such levels demand expected counts of thousands
 * (`poolCells` with that minimum) or use `cellwiseBinomialTest`, which holds at any level.
 * An observation in a cell of probability 0 gives a statistic of Infinity and a p-value of 0.
 *
 * @param observed counts: integers of at least 0, with at least one observation
 * @param probabilities the hypothesis: as many probabilities (not expected counts), which sum to 1
 * @throws TypeError, RangeError for arguments of another kind or range, and for more fitted
 *   parameters than there are degrees of freedom.
 * @example chiSquareTest([10, 20, 30], [1 / 3, 1 / 3, 1 / 3]) // statistic 10, 2 degrees, p-value e⁻⁵
 */
export function chiSquareTest(
  observed: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  { fitted = 0 }: ChiSquareOptions = {},
): ChiSquareResult {
  const total = checkCells(observed, probabilities);
  let statistic = 0;
  let cells = 0;
  for (const [i, probability] of Array.from(probabilities).entries()) {
    const expected = total * probability;
    if (probability > 0) cells++;
    if (probability > 0 || observed[i]! > 0) statistic += (observed[i]! - expected) ** 2 / expected;
  }
  checkInteger("fitted", fitted, { min: 0, max: cells - 1 });
  const degrees = cells - 1 - fitted;
  if (statistic === Infinity) return { statistic, degrees, pValue: 0 };
  return { statistic, degrees, pValue: degrees === 0 ? 1 : chiSquareTail(statistic, degrees) };
}
