import { checkName } from "../base/check.ts";
import type { Matrix } from "../base/matrix.ts";
import { forEachColumn } from "./columns.ts";
import { readOption } from "./options.ts";
import { allAccepted, MAJORITY } from "./rule.ts";
import type { OptionText, Rule, RuleInputs, RuleOptions, RuleParameters, RuleResult } from "./rule.ts";
import { columnOrder } from "./sort-column.ts";

/** What the median of an even count is: the mean of the two middle values, or the lower of them. */
export const EVEN_MEDIANS = ["mean", "lower"] as const;

export type EvenMedian = (typeof EVEN_MEDIANS)[number];

/** The option of every rule with a median. */
export const EVEN_MEDIAN_TEXT: OptionText = {
  key: "evenMedian",
  values: "mean or lower",
  fallback: "mean",
  meaning: "the median of an even number: the mean of the two middle values, or the lower of them",
};

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

/** The median of each column. */
export function columnMedians(vectors: Matrix, evenMedian: EvenMedian): Float64Array {
  const medians = new Float64Array(vectors.columns);
  const { select } = columnOrder(vectors.rows);
  // Both are the middle value of an odd number, whose median is theirs by either name.
  const pair = new Float64Array(2);
  const upper = vectors.rows >> 1;
  const from = vectors.rows % 2 === 1 ? upper : upper - 1;
  forEachColumn(vectors, (column, c) => {
    select(column, from, upper + 1);
    pair[0] = Math.min(column[from]!, column[upper]!);
    pair[1] = Math.max(column[from]!, column[upper]!);
    medians[c] = medianOfSorted(pair, evenMedian);
  });
  return medians;
}

function run({ vectors }: RuleInputs, { options }: RuleParameters): RuleResult {
  const aggregate = columnMedians(vectors, readEvenMedian(options));
  return { aggregate, accepted: allAccepted(vectors.rows) };
}

/** The coordinate-wise median (Yin et al. 2018); n > 2f. It accepts every input. */
export const median: Rule = {
  id: "median",
  definition: "coordinate-wise median",
  accepts: "all",
  options: [EVEN_MEDIAN_TEXT],
  ...MAJORITY,
  asIn: ["ByzFL Median on NumPy arrays, Blades Median, Flower FedMedian", "evenMedian lower: torch.median"],
  run,
};
