import type { Matrix } from "../base/matrix.ts";
import { forEachColumn } from "./columns.ts";
import { sumError } from "./compensated.ts";
import { meanOfRange } from "./mean.ts";
import type { EvenMedian } from "./median.ts";
import { columnOrder } from "./sort-column.ts";

/** Twice the median as an exact sum of two of the values. */
function twiceMedian(sorted: Float64Array, evenMedian: EvenMedian): readonly [number, number] {
  const upper = sorted.length >> 1;
  if (sorted.length % 2 === 1) return [sorted[upper]!, sorted[upper]!];
  return [sorted[upper - 1]!, sorted[evenMedian === "mean" ? upper : upper - 1]!];
}

/** The sign of (a + b) − (c + d), exactly, for finite numbers. */
function compareSums(a: number, b: number, c: number, d: number): number {
  const left = a + b;
  const right = c + d;
  const difference = left - right;
  if (!Number.isFinite(difference)) return compareSums(a / 2, b / 2, c / 2, d / 2);
  // Rounding keeps the order, so that only equal sums need their errors.
  return difference === 0 ? sumError(a, b, left) - sumError(c, d, right) : difference;
}

/** How many of the first `slots` values among those equal to `low` or `high`, by index, are `low`. */
function lowAmongFirst(values: Float64Array, low: number, high: number, slots: number): number {
  let taken = 0;
  let lows = 0;
  for (let i = 0; i < values.length && taken < slots; i++) {
    if (values[i] === low) lows++;
    if (values[i] === low || values[i] === high) taken++;
  }
  return lows;
}

/**
 * The mean of the `count` values nearest the median. Nearness is compared exactly, so that two values on either
 * side at one distance are a tie however the median is rounded; among equals the lowest index wins.
 *
 * @param values n finite numbers by index
 * @param sorted the same in ascending order
 * @param count from 1 to n
 */
export function meanNearestMedian(
  values: Float64Array,
  sorted: Float64Array,
  count: number,
  evenMedian: EvenMedian,
): number {
  const [c, d] = twiceMedian(sorted, evenMedian);
  let from = 0;
  let to = sorted.length;
  // The nearest are a window of the sorted values: whatever is farther of its two ends goes.
  while (to - from > count) {
    const low = sorted[from]!;
    const high = sorted[to - 1]!;
    // (median − low) − (high − median)
    const farther = -compareSums(low, high, c, d);
    if (farther > 0) from++;
    else if (farther < 0 || low === high) to--;
    else {
      let lows = 1;
      while (sorted[from + lows] === low) lows++;
      let highs = 1;
      while (sorted[to - 1 - highs] === high) highs++;
      const excess = to - from - count;
      if (excess < lows + highs) {
        const kept = lowAmongFirst(values, low, high, lows + highs - excess);
        from += lows - kept;
        to -= highs - (lows + highs - excess - kept);
      } else {
        from += lows;
        to -= highs;
      }
    }
  }
  return meanOfRange(sorted, from, to);
}

/** In each coordinate the mean of the `count` values nearest their median. */
export function meansNearestMedians(vectors: Matrix, count: number, evenMedian: EvenMedian): Float64Array {
  const { rows, columns } = vectors;
  const means = new Float64Array(columns);
  const sorted = new Float64Array(rows);
  const { sort } = columnOrder(rows);
  forEachColumn(vectors, (column, c) => {
    sorted.set(column);
    sort(sorted);
    means[c] = meanNearestMedian(column, sorted, count, evenMedian);
  });
  return means;
}
