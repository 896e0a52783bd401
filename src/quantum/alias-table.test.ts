import { expect, test } from "vitest";
import { randomStream } from "../base/random.ts";
import type { RandomStream } from "../base/random.ts";
import { aliasTable, drawAlias } from "./alias-table.ts";

/** The probabilities that a table gives to each outcome, added up over its columns. */
function probabilities(weights: readonly number[]): Float64Array {
  const { shift, thresholds, remainders, outcomes } = aliasTable(weights);
  const columns = 2 ** (32 - shift);
  expect(thresholds).toHaveLength(columns);
  const result = new Float64Array(weights.length);
  for (let column = 0; column < columns; column++) {
    const own = (thresholds[column]! + remainders[column]!) / 2 ** shift;
    for (const [half, share] of [own, 1 - own].entries()) {
      const outcome = outcomes[2 * column + half]!;
      if (share !== 0) result[outcome] = result[outcome]! + share / columns;
    }
  }
  return result;
}

test.each([
  [[1]],
  [[0, 0, 5]],
  [[1, 2, 3, 4]],
  [[1e-9, 1, 1e-3, 0, 7, 0.25, 0.125, 1e-12, 3]],
  [Array.from({ length: 1000 }, (_, i) => 0.995 ** i)],
])("a table gives every outcome its weight's share %# [CQSA-GHZ-1]", (weights) => {
  const total = weights.reduce((sum, w) => sum + w, 0);
  const given = probabilities(weights);
  expect(given).toHaveLength(weights.length);
  for (const [i, weight] of weights.entries()) {
    // What cannot happen never happens, not even by rounding.
    expect(Math.abs(given[i]! - weight / total)).toBeLessThanOrEqual(weight === 0 ? 0 : 1e-14);
  }
});

test("a height equal to the threshold is settled by further bits [CQSA-GHZ-1]", () => {
  const table = aliasTable([1, 2]);
  const column = table.remainders.findIndex((r) => r > 0.1 && r < 0.9);
  expect(column).toBeGreaterThanOrEqual(0);
  const outcomeOf = (height: number, uniform: number): number => {
    const rng: RandomStream = {
      ...randomStream("unused"),
      word: () => (column << table.shift) | height,
      uniform: () => uniform,
    };
    return drawAlias(rng, table);
  };
  const own = table.outcomes[2 * column]!;
  const alias = table.outcomes[2 * column + 1]!;
  expect(own).not.toBe(alias);
  const threshold = table.thresholds[column]!;
  const remainder = table.remainders[column]!;
  expect(outcomeOf(threshold - 1, 0.99)).toBe(own);
  expect(outcomeOf(threshold, remainder - 1e-9)).toBe(own);
  expect(outcomeOf(threshold, remainder)).toBe(alias);
  expect(outcomeOf(threshold + 1, 0)).toBe(alias);
});

test("drawn frequencies lie within five standard errors of the weights' shares [CQSA-GHZ-1]", () => {
  const weights = [1, 2, 3, 0, 4];
  const table = aliasTable(weights);
  const rng = randomStream("frequencies");
  const draws = 100_000;
  const seen = new Float64Array(weights.length);
  for (let i = 0; i < draws; i++) {
    const outcome = drawAlias(rng, table);
    seen[outcome] = seen[outcome]! + 1;
  }
  for (const [i, weight] of weights.entries()) {
    const share = weight / 10;
    const error = Math.sqrt(draws * share * (1 - share));
    expect(Math.abs(seen[i]! - draws * share)).toBeLessThanOrEqual(5 * error);
  }
});

test("a table has no more columns than its weights and a word's split need [CQSA-GHZ-1]", () => {
  for (const [weights, columns] of [
    [1, 8],
    [8, 8],
    [9, 16],
    [2 ** 20, 2 ** 20],
  ] as const) {
    const { shift, mask, thresholds, remainders, outcomes } = aliasTable(new Float64Array(weights).fill(1));
    expect([thresholds.length, remainders.length, outcomes.length]).toEqual([columns, columns, 2 * columns]);
    expect(2 ** (32 - shift)).toBe(columns);
    expect(mask).toBe(2 ** shift - 1);
  }
});

test("full columns give to short ones as pencil and paper have it, the last first [CQSA-GHZ-1]", () => {
  const { thresholds, outcomes, shift } = aliasTable([4, 6, 8, 12, 8, 8, 8, 10]);
  // 8 is full. 7 gives 2 to 1 and 4 to 0, which leaves 4; 6 gives it 4, 5 gives 6 as many, 4 gives 5, 3 gives 4.
  // Then 3 and 2 are full, and nobody is short.
  expect([...thresholds].map((height) => (8 * height) / 2 ** shift)).toEqual([4, 6, 8, 8, 4, 4, 4, 4]);
  const aliases = [7, 7, 2, 3, 3, 4, 5, 6];
  expect([...outcomes]).toEqual(aliases.flatMap((alias, column) => [column, alias]));
});

test("weights without a law are refused [CQSA-GHZ-1]", () => {
  expect(() => aliasTable([])).toThrow(/"weights" expected 1 to 2\^20 numbers, got 0/);
  expect(() => aliasTable([0, 0])).toThrow(/"weights" expected a positive finite sum, got 0/);
  expect(() => aliasTable([1, Infinity])).toThrow(/"weights" expected a positive finite sum, got Infinity/);
  expect(() => aliasTable([1e308, 1e308])).toThrow(/"weights" expected a positive finite sum, got Infinity/);
  expect(() => aliasTable([1, -1])).toThrow(/"weights\[1\]" expected a number of at least 0, got -1/);
  expect(() => aliasTable([1, NaN])).toThrow(/"weights\[1\]" expected a number of at least 0, got NaN/);
  expect(() => aliasTable(new Float64Array(2 ** 20 + 1))).toThrow(/"weights" expected 1 to 2\^20/);
  expect(() => aliasTable(new Float64Array(2 ** 20).fill(NaN))).toThrow(/"weights\[0\]" expected/);
});
