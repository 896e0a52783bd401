import { checkNumber } from "../base/check.ts";
import { rangeRefusal } from "../base/refusal.ts";
import { forEachColumn } from "./columns.ts";
import { meanOfRange } from "./mean.ts";
import { readOption } from "./options.ts";
import { allAccepted, MAJORITY } from "./rule.ts";
import type { Rule, RuleInputs, RuleParameters, RuleResult } from "./rule.ts";
import { columnOrder } from "./sort-column.ts";

function checkFraction(name: string, value: unknown): number {
  const fraction = checkNumber(name, value, { min: 0 });
  if (fraction >= 0.5) throw rangeRefusal(name, "a finite number from 0 to below 0.5", value);
  return fraction;
}

function run({ vectors }: RuleInputs, { tolerate, options }: RuleParameters): RuleResult {
  const fraction = readOption<number | undefined>(options, "fraction", undefined, checkFraction);
  const { rows, columns } = vectors;
  const trimmed = fraction === undefined ? tolerate : Math.floor(rows * fraction);
  const aggregate = new Float64Array(columns);
  const { select } = columnOrder(rows);
  forEachColumn(vectors, (column, c) => {
    select(column, trimmed, rows - trimmed);
    aggregate[c] = meanOfRange(column, trimmed, rows - trimmed);
  });
  return { aggregate, accepted: allAccepted(rows) };
}

/**
 * The coordinate-wise trimmed mean (Yin et al. 2018): in each coordinate the f largest and the f smallest
 * values go, the rest is averaged; n > 2f. With `fraction` φ in [0, ½), ⌊n·φ⌋ go on each side (the product as float64
 * has it) and f is judged, not used. It accepts every input.
 */
export const trimmedMean: Rule = {
  id: "trimmed-mean",
  definition: "in each coordinate the mean without the f largest and the f smallest values",
  accepts: "all",
  options: [
    {
      key: "fraction",
      values: "from 0 to below 0.5",
      fallback: "not used",
      meaning: "drop this share on each side, rounded down, in place of f",
    },
  ],
  ...MAJORITY,
  asIn: ["ByzFL TrMean, Blades Trimmedmean", "fraction: Flower FedTrimmedAvg (beta), scipy.stats.trim_mean"],
  run,
};
