import { lowest } from "./lowest.ts";
import { meanOfRows } from "./mean.ts";
import { rowNorms } from "./row-sums.ts";
import { acceptedAmong, MAJORITY } from "./rule.ts";
import type { Rule, RuleInputs, RuleParameters, RuleResult } from "./rule.ts";

function run({ vectors }: RuleInputs, { tolerate }: RuleParameters): RuleResult {
  const scores = rowNorms(vectors);
  const kept = lowest(scores, vectors.rows - tolerate);
  const choice = { aggregate: meanOfRows(vectors, kept), accepted: acceptedAmong(vectors.rows, kept) };
  return scores.every(Number.isFinite) ? { ...choice, scores } : choice;
}

/**
 * Comparative gradient elimination (Gupta and Vaidya 2020): the mean of the n − f inputs of least norm, of equal norms
 * those of lowest index; n > 2f. It accepts those; scores are the norms.
 */
export const cge: Rule = {
  id: "cge",
  definition: "mean of the n − f inputs of least norm",
  accepts: "the n − f averaged",
  options: [],
  ...MAJORITY,
  asIn: [],
  run,
};
