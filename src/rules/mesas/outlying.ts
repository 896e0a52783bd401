import { medianOfSorted } from "../median.ts";
import { ksTest, leveneTest, tTest } from "./two-sample-tests.ts";

/** When a statistic's values count as suspicious. */
export interface Thresholds {
  /** Below this p-value a test rejects. */
  readonly alpha: number;
  /** Beyond so many interquartile ranges from the quartiles a value is an outlier. */
  readonly whisker: number;
}

const SIGMAS = 3;

/** The quantile by linear interpolation between order statistics, of two numbers at least and for a share below 1. */
function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  return sorted[below]! + (place - below) * (sorted[below + 1]! - sorted[below]!);
}

function beyondWhiskers(sorted: Float64Array, whisker: number): boolean {
  const [low, high] = [quantile(sorted, 0.25), quantile(sorted, 0.75)];
  const reach = whisker * (high - low);
  return sorted[0]! < low - reach || sorted.at(-1)! > high + reach;
}

function beyondThreeSigma(sorted: Float64Array): boolean {
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  const squares = sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const reach = SIGMAS * Math.sqrt(squares / sorted.length);
  return mean - sorted[0]! > reach || sorted.at(-1)! - mean > reach;
}

/**
 * Whether values are suspicious: the distances from the median of those below it and of those above differ by a t, Levene
 * or Kolmogorov–Smirnov test, or a value lies beyond the whiskers of a box plot or 3σ (dividing by the count) from
 * the mean. Values that are all equal never are.
 *
 * @param sorted n ≥ 1 numbers, ascending
 */
export function isSuspicious(sorted: Float64Array, { alpha, whisker }: Thresholds): boolean {
  if (sorted[0] === sorted.at(-1)) return false;
  const median = medianOfSorted(sorted, "mean");
  const below = sorted.filter((value) => value < median).map((value) => median - value);
  const above = sorted.filter((value) => value > median).map((value) => value - median);
  return (
    [tTest, leveneTest, ksTest].some((test) => test(below, above) < alpha) ||
    beyondWhiskers(sorted, whisker) ||
    beyondThreeSigma(sorted)
  );
}

/**
 * Single linkage into two on a line cuts at the widest gap (of equal ones the lowest); the part without the median is
 * what is to go. Where the median lies in the gap itself it is in neither part.
 *
 * @param values n ≥ 1 numbers, not all equal
 * @returns the places of that part, or none
 */
export function smallerPart(values: Float64Array): number[] {
  const order = Array.from(values.keys()).sort((a, b) => values[a]! - values[b]!);
  let cut = 1;
  const gap = (at: number): number => values[order[at]!]! - values[order[at - 1]!]!;
  for (let at = 2; at < order.length; at++) if (gap(at) > gap(cut)) cut = at;
  if (2 * cut === order.length) return [];
  return 2 * cut < order.length ? order.slice(0, cut) : order.slice(cut);
}
