import { checkInteger } from "../base/check.ts";
import { rowOf } from "../base/matrix.ts";
import { lowest } from "./lowest.ts";
import { meanOfRows } from "./mean.ts";
import { readOption } from "./options.ts";
import { distancesFrom } from "./row-sums.ts";
import { acceptedAmong, MAJORITY } from "./rule.ts";
import type { Rule, RuleInputs, RuleParameters, RuleResult } from "./rule.ts";

function run({ vectors }: RuleInputs, { tolerate, options }: RuleParameters): RuleResult {
  const trusted = readOption(options, "trusted", 0, (name, value) =>
    checkInteger(name, value, { min: 0, max: vectors.rows - 1 }),
  );
  const scores = distancesFrom(vectors, rowOf(vectors, trusted));
  // The trusted input comes before copies of it.
  const order = scores.map((distance, i) => (i === trusted ? -1 : distance));
  const kept = lowest(order, vectors.rows - tolerate);
  const choice = { aggregate: meanOfRows(vectors, kept), accepted: acceptedAmong(vectors.rows, kept) };
  return scores.every(Number.isFinite) ? { ...choice, scores } : choice;
}

/**
 * MoNNA (Farhadkhani et al. 2023): the mean of the n − f inputs nearest to the trusted one, itself always among them,
 * then of equal distances those of lowest index; n > 2f. It accepts those; scores are the distances.
 */
export const monna: Rule = {
  id: "monna",
  definition: "mean of the n − f inputs nearest to a trusted one, itself included",
  accepts: "the n − f averaged",
  options: [
    {
      key: "trusted",
      values: "from 0 to n − 1",
      fallback: "0",
      meaning: "the index of the trusted input, counted after pre-aggregation",
    },
  ],
  ...MAJORITY,
  asIn: ["ByzFL MoNNA with idx as trusted"],
  run,
};
