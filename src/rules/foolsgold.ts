import { matrixFromRows } from "../base/matrix.ts";
import type { Matrix } from "../base/matrix.ts";
import { rangeRefusal } from "../base/refusal.ts";
import { pairCosines } from "./cosines.ts";
import { readFlag, readOption } from "./options.ts";
import { weightedSum } from "./row-sums.ts";
import { ANY } from "./rule.ts";
import type { Rule, RuleInputs, RuleParameters, RuleResult } from "./rule.ts";

const EPSILON = 1e-5;

/** What is left of 1 by inputs of one direction, but for rounding: rescaling would make weights of it. */
const INDISTINCT = 1e-9;

function checkHistory(name: string, value: unknown, { rows, columns }: Matrix): Matrix {
  const history = matrixFromRows(name, value as readonly number[][]);
  if (history.rows !== rows || history.columns !== columns) {
    const got = `${history.rows} × ${history.columns}`;
    throw rangeRefusal(name, `${rows} × ${columns} numbers like the inputs`, got);
  }
  return history;
}

/** 1 − max_j of the pardoned cosines, in [0, 1]: how little like any other each input is. */
function originalities(cosines: Matrix): Float64Array {
  const { rows, data } = cosines;
  const most = Float64Array.from({ length: rows }, (_, i) => {
    const row = data.subarray(i * rows, (i + 1) * rows);
    return row.reduce((high, value) => Math.max(high, value)) + EPSILON;
  });
  return most.map((own, i) => {
    let high = -Infinity;
    for (const [j, other] of most.entries()) {
      const cosine = data[i * rows + j]!;
      high = Math.max(high, own < other ? (cosine * own) / other : cosine);
    }
    return 1 - high < INDISTINCT ? 0 : Math.min(1, 1 - high);
  });
}

/** ln(w/(1 − w) + ε) + ½ within [0, 1]: 1 for a weight of 1, as for the 0.99 that is put in its place elsewhere. */
function confidence(weight: number): number {
  return Math.min(1, Math.max(0, Math.log(weight / (1 - weight) + EPSILON) + 0.5));
}

function run({ vectors }: RuleInputs, { options }: RuleParameters): RuleResult {
  const normalise = readFlag(options, "normalise");
  const history = readOption(options, "history", vectors, (name, value) =>
    checkHistory(name, value, vectors),
  );
  const original = originalities(pairCosines(history));
  const most = original.reduce((high, value) => Math.max(high, value));
  const raw = most === 0 ? original : original.map((value) => confidence(value / most));
  const total = raw.reduce((sum, weight) => sum + weight, 0);
  const weights = normalise && total > 0 ? raw.map((weight) => weight / total) : raw;
  return {
    aggregate: weightedSum(vectors, weights),
    accepted: Array.from(weights, (weight) => weight > 0),
    weights,
  };
}

/**
 * FoolsGold (Fung et al. 2018): the more an input's accumulated updates (`history`, or this call's inputs) are like
 * another's, the less it weighs. Pairwise cosines with diagonal 0; pardoning, where the larger maximum (plus
 * ε = 1e-5) is the other's; 1 − max; rescaled to a maximum of 1, which becomes .99; ln(w/(1 − w) + ε) + ½
 * clipped to [0, 1]; Σ w_i·x_i, with `normalise` over Σ w_i; all weights 0: the zero update. 0 ≤ f ≤ n is
 * judged, not used. Where 1 − max is below 1e-9 it is 0, since the rescaling would turn rounding into weights: of inputs
 * that all have one direction none is trusted.
 * It accepts inputs of weight above 0.
 */
export const foolsgold: Rule = {
  id: "foolsgold",
  definition: "weighted sum, the weights the less the more an input's history is like another's",
  accepts: "weight above 0",
  options: [
    {
      key: "normalise",
      values: "true or false",
      fallback: "false",
      meaning: "divide by the sum of the weights",
    },
    {
      key: "history",
      values: "n × d numbers",
      fallback: "the inputs",
      meaning: "each input's sum over the rounds so far, counted after pre-aggregation",
    },
  ],
  ...ANY,
  asIn: ["the authors' code (DistributedML/FoolsGold), whose logit and maxima have no ε"],
  run,
};
