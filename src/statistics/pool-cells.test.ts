import * as fc from "fast-check";
import { expect, test } from "vitest";
import { chiSquareTest } from "./chi-square-test.ts";
import { poolCells } from "./pool-cells.ts";

function asPairs(
  observed: readonly number[],
  probabilities: readonly number[],
  minimum?: number,
): number[][] {
  const pooled = poolCells(observed, probabilities, minimum);
  expect(pooled.probabilities).toHaveLength(pooled.observed.length);
  return Array.from(pooled.observed, (count, i) => [count, pooled.probabilities[i]!]);
}

test("cells with large expected counts stay as they are [THR-GOAL-6]", () => {
  expect(asPairs([7, 2, 11], [0.25, 0.25, 0.5])).toEqual([
    [7, 0.25],
    [2, 0.25],
    [11, 0.5],
  ]);
});

test("rare cells form one pool at the end [THR-GOAL-6]", () => {
  // Expected 64, 60, 2, 2: the pool of the last two has 4 and takes in the next rarest.
  expect(asPairs([60, 61, 4, 3], [0.5, 0.46875, 0.015625, 0.015625])).toEqual([
    [60, 0.5],
    [68, 0.5],
  ]);
  // Expected 3.2 each: together above five, so that the large cell stays alone.
  expect(asPairs([50, 5, 9], [0.9, 0.05, 0.05]).map(([count]) => count)).toEqual([50, 14]);
});

test("impossible cells are kept apart, with what was observed in them [THR-GOAL-6]", () => {
  const pooled = poolCells([40, 0, 3, 1], [0.96875, 0, 0.03125, 0]);
  expect(Array.from(pooled.observed)).toEqual([43, 1]);
  expect(Array.from(pooled.probabilities)).toEqual([1, 0]);
  expect(chiSquareTest(pooled.observed, pooled.probabilities).pValue).toBe(0);
});

test("pooling keeps the totals, meets the minimum and looks at no count [THR-GOAL-6]", () => {
  const cell = fc.record({ count: fc.nat(40), weight: fc.integer({ min: 0, max: 1000 }) });
  fc.assert(
    fc.property(
      fc.array(cell, { minLength: 1, maxLength: 30 }),
      fc.integer({ min: 0, max: 20 }),
      (cells, minimum) => {
        const weight = cells.reduce((total, { weight }) => total + weight, 0);
        const observed = cells.map(({ count }) => count);
        const total = observed.reduce((a, b) => a + b, 0);
        fc.pre(weight > 0 && total > 0);
        const probabilities = cells.map(({ weight: own }) => own / weight);
        const pooled = poolCells(observed, probabilities, minimum);
        expect(pooled.observed.reduce((a, b) => a + b, 0)).toBe(total);
        expect(pooled.probabilities.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
        const small = pooled.probabilities.filter((p) => p > 0 && p * total < minimum * (1 - 1e-12));
        expect(small.length).toBeLessThanOrEqual(
          pooled.probabilities.filter((p) => p > 0).length === 1 ? 1 : 0,
        );
        const reversed = poolCells(observed.toReversed(), probabilities, minimum);
        expect(reversed.probabilities).toEqual(pooled.probabilities);
        chiSquareTest(pooled.observed, pooled.probabilities);
      },
    ),
    { numRuns: 300 },
  );
});

test("a pool that expects just the minimum is full [THR-GOAL-6]", () => {
  const { observed, probabilities } = poolCells([1, 2, 20, 41], [1 / 64, 3 / 64, 20 / 64, 40 / 64], 4);
  expect(Array.from(observed)).toEqual([20, 41, 3]);
  expect(Array.from(probabilities)).toEqual([20 / 64, 40 / 64, 4 / 64]);
});

test("a negative minimum is refused [THR-GOAL-6]", () => {
  expect(() => poolCells([1, 2], [0.5, 0.5], -1)).toThrow('"minimum"');
  expect(() => poolCells([1, 2], [0.5, 0.5], Number.NaN)).toThrow('"minimum"');
});
