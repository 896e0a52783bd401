import { EVEN_MEDIAN_TEXT, readEvenMedian } from "./median.ts";
import { meansNearestMedians } from "./nearest-values.ts";
import { allAccepted, MAJORITY } from "./rule.ts";
import type { Rule, RuleInputs, RuleParameters, RuleResult } from "./rule.ts";

function run({ vectors }: RuleInputs, { tolerate, options }: RuleParameters): RuleResult {
  const aggregate = meansNearestMedians(vectors, vectors.rows - tolerate, readEvenMedian(options));
  return { aggregate, accepted: allAccepted(vectors.rows) };
}

/**
 * The mean around the median (Xie et al. 2018): coordinate by coordinate, the average of those n − f values
 * that lie closest to the median, which is taken as it is in exact arithmetic; n > 2f. It accepts every input.
 */
export const meamed: Rule = {
  id: "meamed",
  definition: "coordinate by coordinate, the average of those n − f values that lie closest to the median",
  accepts: "all",
  options: [EVEN_MEDIAN_TEXT],
  ...MAJORITY,
  asIn: ["ByzFL Meamed"],
  run,
};
