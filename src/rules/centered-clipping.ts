import type { Matrix } from "../base/matrix.ts";
import { columnMeans } from "./mean.ts";
import { checkPositive, readCount, readOption } from "./options.ts";
import { distancesFrom, weightedSum } from "./row-sums.ts";
import { allAccepted, MAJORITY } from "./rule.ts";
import type { Rule, RuleInputs, RuleParameters, RuleResult } from "./rule.ts";

/** v + mean_i c_i·(x_i − v), as Σ (c_i/n)·x_i + (1 − Σ c_i/n)·v. */
function step(vectors: Matrix, centre: Float64Array, factors: Float64Array): Float64Array {
  // Nothing is clipped: an exact mean, and the inputs' own where all are equal.
  if (factors.every((factor) => factor === 1)) return columnMeans(vectors);
  const next = weightedSum(
    vectors,
    factors.map((factor) => factor / vectors.rows),
  );
  const rest = factors.reduce((sum, factor) => sum + (1 - factor), 0) / vectors.rows;
  for (const [c, value] of centre.entries()) next[c]! += rest * value;
  return next;
}

function run({ vectors }: RuleInputs, { options, reference }: RuleParameters): RuleResult {
  const tau = readOption(options, "tau", 10, checkPositive);
  const iterations = readCount(options, "iterations", 1);
  let aggregate: Float64Array = reference ?? new Float64Array(vectors.columns);
  let weights: Float64Array = new Float64Array(vectors.rows);
  for (let i = 0; i < iterations; i++) {
    weights = distancesFrom(vectors, aggregate).map((distance) => (distance <= tau ? 1 : tau / distance));
    aggregate = step(vectors, aggregate, weights);
  }
  return { aggregate, accepted: allAccepted(vectors.rows), weights };
}

/**
 * Centered clipping (Karimireddy et al. 2021): `iterations` steps v ← v + mean_i (x_i − v)·min(1, τ/‖x_i − v‖)
 * with τ = 10, by default one, from the reference (the previous aggregate) or 0; n > 2f. It accepts every
 * input; the weights are the factors min(1, τ/‖x_i − v‖) of the last step, in (0, 1].
 */
export const centeredClipping: Rule = {
  id: "centered-clipping",
  definition: "v ← v + mean of (x − v)·min(1, τ/‖x − v‖), from the reference or 0",
  accepts: "all, with weights",
  options: [
    { key: "tau", values: "above 0", fallback: "10", meaning: "τ, the longest way that an input may move v" },
    { key: "iterations", values: "1 or more", fallback: "1", meaning: "how many steps" },
  ],
  ...MAJORITY,
  asIn: ["tau 100: ByzFL CenteredClipping", "tau 5, iterations 5: Blades Centeredclipping"],
  run,
};
