import { checkNumber } from "../base/check.ts";
import { checkCells } from "./cells.ts";

/** Counts of a classified sample beside the probabilities of its cells, in the same order. */
export interface Cells {
  readonly observed: Float64Array;
  readonly probabilities: Float64Array;
}

function totalOf(group: readonly number[], values: ArrayLike<number>): number {
  return group.reduce((total, index) => total + values[index]!, 0);
}

/**
 * Pools the cells of a chi-square test whose expected count is below `minimum`.
 *
 * The rarest cells go into one pool, which takes in further cells, the rarer first, until its own
 * expected count reaches the minimum. Which cells are pooled depends on the probabilities and the
 * sample size alone, never on the counts, so that pooling can't be steered by the sample. Cells of
 * probability zero are pooled apart: an observation in one stays the contradiction that it is.
 *
 * @param observed counts: integers of at least 0, with at least one observation
 * @param probabilities as many probabilities, which sum to 1
 * @param minimum the least expected count of a cell, at least 0
 * @returns the untouched cells in their order, then the pool, then the impossible cells as one
 * @throws TypeError, RangeError for arguments of another kind or range.
 */
export function poolCells(observed: ArrayLike<number>, probabilities: ArrayLike<number>, minimum = 5): Cells {
  const total = checkCells(observed, probabilities);
  checkNumber("minimum", minimum, { min: 0 });
  const all = [...Array.from(probabilities).keys()];
  const possible = all.filter((i) => probabilities[i]! > 0);
  const impossible = all.filter((i) => probabilities[i] === 0);
  const rarestFirst = possible.toSorted((a, b) => probabilities[a]! - probabilities[b]!);
  let pooledCount = 0;
  let pooledProbability = 0;
  for (const index of rarestFirst) {
    const next = probabilities[index]!;
    if (total * next >= minimum && (pooledCount === 0 || total * pooledProbability >= minimum)) break;
    pooledProbability += next;
    pooledCount++;
  }
  const pool = rarestFirst.slice(0, pooledCount);
  const pooled = new Set(pool);
  const groups = possible.filter((index) => !pooled.has(index)).map((index) => [index]);
  if (pool.length > 0) groups.push(pool);
  if (impossible.length > 0) groups.push(impossible);
  return {
    observed: Float64Array.from(groups, (group) => totalOf(group, observed)),
    probabilities: Float64Array.from(groups, (group) => Math.min(1, totalOf(group, probabilities))),
  };
}
