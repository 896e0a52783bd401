import { expect, test } from "vitest";
import { binomialPmf } from "./binomial-pmf.ts";
import { binomialTest } from "./binomial-test.ts";
import { cellwiseBinomialTest } from "./cellwise-binomial-test.ts";

test("two cells are one binomial test [THR-GOAL-6]", () => {
  expect(cellwiseBinomialTest([9, 1], [0.5, 0.5])).toEqual({
    cell: 0,
    cells: 1,
    pValue: binomialTest(9, 10, 0.5),
  });
});

test("the cell that deviates most is named, and its p-value paid for by all cells [THR-GOAL-6]", () => {
  const found = cellwiseBinomialTest([30, 31, 100, 39], [0.25, 0.25, 0.25, 0.25]);
  expect(found.cell).toBe(2);
  expect(found.cells).toBe(4);
  expect(found.pValue).toBeCloseTo(4 * binomialTest(100, 200, 0.25), 15);
  expect(cellwiseBinomialTest([1, 1, 1], [0.25, 0.25, 0.5]).pValue).toBe(1);
});

test("of cells that deviate alike the first is named [THR-GOAL-6]", () => {
  expect(cellwiseBinomialTest([9, 1, 1, 9], [0.25, 0.25, 0.25, 0.25]).cell).toBe(1);
  expect(cellwiseBinomialTest([4, 4, 4], [1 / 3, 1 / 3, 1 / 3]).cell).toBe(0);
});

test("its level is never exceeded, by enumeration of every outcome of three cells [THR-GOAL-6]", () => {
  const probabilities = [0.05, 0.35, 0.6];
  for (const trials of [1, 5, 20, 40]) {
    for (const level of [1e-6, 0.001, 0.05, 0.4]) {
      let size = 0;
      let whole = 0;
      for (let first = 0; first <= trials; first++) {
        for (let second = 0; second <= trials - first; second++) {
          const rest = trials - first;
          const chance =
            binomialPmf(first, trials, probabilities[0]!) *
            (rest === 0 ? 1 : binomialPmf(second, rest, 0.35 / 0.95));
          whole += chance;
          if (cellwiseBinomialTest([first, second, rest - second], probabilities).pValue <= level)
            size += chance;
        }
      }
      expect(whole).toBeCloseTo(1, 12);
      expect(size).toBeLessThanOrEqual(level);
    }
  }
});

test("an observation in a cell of probability zero is a contradiction [THR-GOAL-6]", () => {
  expect(cellwiseBinomialTest([5, 5, 1], [0.5, 0.5, 0]).pValue).toBe(0);
  expect(cellwiseBinomialTest([5, 1], [1, 0]).pValue).toBe(0);
});

test("samples that are none are refused [THR-GOAL-6]", () => {
  expect(() => cellwiseBinomialTest([], [])).toThrow(RangeError);
  expect(() => cellwiseBinomialTest([1, 2], [1])).toThrow(RangeError);
});
