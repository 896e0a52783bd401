import { cosinesWith } from "./cosines.ts";
import { neededReference } from "./needed.ts";
import { rowNorms, weightedSum } from "./row-sums.ts";
import { ANY } from "./rule.ts";
import type { Rule, RuleInputs, RuleParameters, RuleResult } from "./rule.ts";

function run({ vectors }: RuleInputs, parameters: RuleParameters): RuleResult {
  const reference = neededReference(parameters, "fltrust");
  const { norms, cosines } = cosinesWith(vectors, reference);
  const trust = cosines.map((cosine) => Math.max(0, cosine));
  const total = trust.reduce((sum, value) => sum + value, 0);
  const accepted = Array.from(trust, (value) => value > 0);
  if (total === 0) return { aggregate: new Float64Array(vectors.columns), accepted, weights: trust };
  const weights = trust.map((value) => value / total);
  const [norm] = rowNorms({ rows: 1, columns: reference.length, data: reference });
  // An input without trust has no part in it, whatever its norm.
  const factors = weights.map((weight, i) => (weight > 0 ? (weight * norm!) / norms[i]! : 0));
  return { aggregate: weightedSum(vectors, factors), accepted, weights };
}

/**
 * FLTrust (Cao et al. 2021) with the reference g as the server's own update: inputs are brought to ‖g‖ and averaged
 * with the weights max(0, cos(x_i, g)); all of them 0: the zero update. 0 ≤ f ≤ n is judged, not used. A cosine within
 * 1e-12 of ±1 is ±1. It accepts inputs of weight above 0; the weights have sum 1, or are all 0.
 */
export const fltrust: Rule = {
  id: "fltrust",
  definition: "inputs brought to the reference's norm, averaged with weights max(0, cos(x, reference))",
  accepts: "weight above 0",
  options: [],
  ...ANY,
  needs: "reference",
  asIn: [],
  run,
};
