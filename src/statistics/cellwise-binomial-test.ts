import { binomialTest } from "./binomial-test.ts";
import { checkCells } from "./cells.ts";

/** What the test found. */
export interface CellwiseResult {
  /** The cell that deviates most. */
  readonly cell: number;
  /** How many cells the level was divided over. */
  readonly cells: number;
  readonly pValue: number;
}

/**
 * An exact goodness-of-fit test of counts against the probabilities of their cells: each cell by its
 * two-sided binomial test, the smallest p-value times the number of tests (the union bound).
 *
 * Unlike the chi-square test it is valid at every level and for every expected count, at some loss
 * of power against deviations that are spread thinly over many cells. Two cells are one test: their
 * counts say the same.
 *
 * @param observed counts: integers of at least 0, with at least one observation
 * @param probabilities the hypothesis: as many probabilities, which sum to 1
 * @throws TypeError, RangeError for arguments of another kind or range.
 * @example cellwiseBinomialTest([9, 1], [0.5, 0.5]).pValue // 0.021484375
 */
export function cellwiseBinomialTest(
  observed: ArrayLike<number>,
  probabilities: ArrayLike<number>,
): CellwiseResult {
  const total = checkCells(observed, probabilities);
  const cells = observed.length === 2 ? 1 : observed.length;
  let cell = 0;
  let smallest = Infinity;
  for (let i = 0; i < cells; i++) {
    const pValue = binomialTest(observed[i]!, total, probabilities[i]!);
    if (pValue < smallest) {
      cell = i;
      smallest = pValue;
    }
  }
  return { cell, cells, pValue: Math.min(1, cells * smallest) };
}
