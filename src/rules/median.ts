import { checkName } from "../base/check.ts";
import { forEachColumn } from "./columns.ts";
import { readOption } from "./options.ts";
import type { Rule, RuleInputs, RuleOptions, RuleParameters, RuleResult } from "./rule.ts";

/** What the median of an even count is: the mean of the two middle values, or the lower of them. */
export const EVEN_MEDIANS = ["mean", "lower"] as const;

export type EvenMedian = (typeof EVEN_MEDIANS)[number];

/** Reads the option `evenMedian`, by default "mean". */
export function readEvenMedian(options: RuleOptions): EvenMedian {
  return readOption(options, "evenMedian", "mean", (name, value) => checkName(name, value, EVEN_MEDIANS));
}

/**
 * The median of n ≥ 1 finite numbers in ascending order: exact or correctly rounded, never beyond the
 * two middle values, never −0.
 *
 * @example medianOfSorted(Float64Array.of(1, 2, 4, 8), "mean") // 3
 */
export function medianOfSorted(sorted: Float64Array, evenMedian: EvenMedian): number {
  const upper = sorted.length >> 1;
  // Adding 0 turns −0 into 0: which of the two zeros sorting finds is nobody's business.
  if (sorted.length % 2 === 1) return sorted[upper]! + 0;
  const low = sorted[upper - 1]!;
  if (evenMedian === "lower") return low + 0;
  const high = sorted[upper]!;
  const sum = low + high;
  // Halving first would lose the last bit of subnormal numbers, adding first overflows at the other end.
  return (Number.isFinite(sum) ? sum / 2 : low / 2 + high / 2) + 0;
}

function run({ vectors }: RuleInputs, { options }: RuleParameters): RuleResult {
  const evenMedian = readEvenMedian(options);
  const aggregate = new Float64Array(vectors.columns);
  forEachColumn(vectors, (column, c) => {
    aggregate[c] = medianOfSorted(column.sort(), evenMedian);
  });
  return { aggregate, accepted: Array.from({ length: vectors.rows }, () => true) };
}

/** The coordinate-wise median (Yin et al. 2018); n > 2f. It accepts every input. */
export const median: Rule = {
  id: "median",
  options: ["evenMedian"],
  maxTolerated: (inputs) => Math.floor((inputs - 1) / 2),
  run,
};
