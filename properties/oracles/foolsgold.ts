import { cosine, weightedMean } from "./rows.ts";
import type { Oracle, Rows } from "./rows.ts";

const EPSILON = 1e-5;

const clipped = (value: number): number => Math.min(1, Math.max(0, value));

/** The weights before the logit, in [0, 1] with 1 the largest (all 0 where none is positive), and what was the largest. */
function rescaled(history: Rows): { readonly shares: number[]; readonly most: number } {
  const cosines = history.map((row, i) => history.map((other, j) => (i === j ? 0 : cosine(row, other))));
  const largest = cosines.map((row) => Math.max(...row) + EPSILON);
  const pardoned = cosines.map((row, i) =>
    row.map((value, j) => value * Math.min(1, largest[i]! / largest[j]!)),
  );
  const weights = pardoned.map((row) => clipped(1 - Math.max(...row)));
  const most = Math.max(...weights);
  return { shares: weights.map((weight) => (most === 0 ? 0 : weight / most)), most };
}

/** The weights in [0, 1]. Where all inputs are alike what is left of them is rounding, and decides nothing. */
function weigh(history: Rows): { readonly weights: number[]; readonly margin: number } {
  const { shares, most } = rescaled(history);
  const logits = shares.map((value) => {
    const below = value === 1 ? 0.99 : value;
    return Math.log(below / (1 - below) + EPSILON) + 0.5;
  });
  return { weights: logits.map(clipped), margin: Math.min(most, ...logits.map(Math.abs)) };
}

/** Inputs weighted by how unlike every other one they are, in the directions of their sums over time. */
export const foolsgoldOracle: Oracle = (rows, { options }) => {
  const history = (options?.["history"] as Rows | undefined) ?? rows;
  const { weights, margin } = weigh(history);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const zero = rows[0]!.map(() => 0);
  const sum = total === 0 ? zero : weightedMean(rows, weights).map((value) => value * total);
  const divisor = options?.["normalise"] === true && total > 0 ? total : 1;
  return {
    aggregate: sum.map((value) => value / divisor),
    accepted: weights.map((weight) => weight > 0),
    margin,
    weights,
  };
};
