import { checkName, checkNumber } from "../base/check.ts";
import type { Matrix } from "../base/matrix.ts";
import { columnMeans } from "./mean.ts";
import { columnMedians } from "./median.ts";
import { checkPositive, readCount, readOption } from "./options.ts";
import { distancesFrom, weightedSum } from "./row-sums.ts";
import { allAccepted, MAJORITY } from "./rule.ts";
import type { Rule, RuleInputs, RuleParameters, RuleResult } from "./rule.ts";

const STARTS = ["zero", "mean", "median"] as const;

const STARTING_POINT: Readonly<Record<(typeof STARTS)[number], (vectors: Matrix) => Float64Array>> = {
  zero: ({ columns }) => new Float64Array(columns),
  mean: columnMeans,
  median: (vectors) => columnMedians(vectors, "mean"),
};

/** Steps when none are asked for: without a tolerance, and with one. */
const STEPS = 3;
const MOST_STEPS = 10_000;

/** w_i = 1/max(ν, ‖x_i − z‖) over their sum. */
function weightsAt(vectors: Matrix, point: Float64Array, nu: number): Float64Array {
  const distances = distancesFrom(vectors, point).map((distance) => Math.max(nu, distance));
  const least = distances.reduce((low, distance) => Math.min(low, distance));
  // In units of the largest weight: 1/distance may leave float64, their ratios do not.
  const weights = distances.map((distance) => least / distance);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

function stepLength(from: Float64Array, to: Float64Array): number {
  return distancesFrom({ rows: 1, columns: from.length, data: from }, to)[0]!;
}

function run({ vectors }: RuleInputs, { options }: RuleParameters): RuleResult {
  const nu = readOption(options, "nu", 0.1, checkPositive);
  const start = readOption(options, "start", "zero", (name, value) => checkName(name, value, STARTS));
  const tolerance = readOption<number | undefined>(options, "tolerance", undefined, (name, value) =>
    checkNumber(name, value, { min: 0 }),
  );
  const iterations = readCount(options, "iterations", tolerance === undefined ? STEPS : MOST_STEPS);
  let aggregate = STARTING_POINT[start](vectors);
  let weights: Float64Array = new Float64Array(vectors.rows);
  for (let step = 0; step < iterations; step++) {
    weights = weightsAt(vectors, aggregate, nu);
    const next = weightedSum(vectors, weights);
    const isShort = tolerance !== undefined && stepLength(aggregate, next) <= tolerance;
    aggregate = next;
    if (isShort) break;
  }
  return { aggregate, accepted: allAccepted(vectors.rows), weights };
}

/**
 * The smoothed geometric median: steps of Weiszfeld's algorithm, z ← Σ w_i·x_i/Σ w_i with
 * w_i = 1/max(ν, ‖x_i − z‖), ν = 0.1, from z = 0, by default 3 (Pillutla et al. 2022, RFA); n > 2f. With `tolerance`
 * they go on until one is no longer than it, at most `iterations`, 10,000 if not given; that last step is
 * taken. It accepts every input; the weights are those of the last step, with sum 1, so that the aggregate is
 * their sum over the inputs.
 */
export const geometricMedian: Rule = {
  id: "geometric-median",
  definition: "smoothed Weiszfeld steps z ← Σwx/Σw, w = 1/max(ν, ‖x − z‖)",
  accepts: "all, with weights",
  options: [
    { key: "nu", values: "above 0", fallback: "0.1", meaning: "ν, below which a distance counts no less" },
    {
      key: "iterations",
      values: "1 or more",
      fallback: "3; 10000 with tolerance",
      meaning: "how many steps, at most",
    },
    { key: "start", values: STARTS.join(", "), fallback: "zero", meaning: "where the steps begin" },
    {
      key: "tolerance",
      values: "0 or more",
      fallback: "not used",
      meaning: "go on until a step is no longer than this",
    },
  ],
  ...MAJORITY,
  asIn: ["ByzFL GeometricMedian"],
  run,
};
