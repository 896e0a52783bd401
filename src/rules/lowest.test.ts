import { expect, test } from "vitest";
import { lowest, lowestBy, lowestWide } from "./lowest.ts";
import type { Wide } from "./wide.ts";

test("the lowest values are told by ascending index, of equals those that come first [CQSA-SCR-3, CQSA-SCR-6]", () => {
  expect(lowest([3, 1, 2, 1], 3)).toEqual([1, 2, 3]);
  expect(lowest([5, 4, 3, 2, 1, 0], 2)).toEqual([4, 5]);
  expect(lowest([1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0], 8)).toEqual([0, 1, 2, 3, 5, 7, 9, 11]);
  expect(lowest([2, 1], 0)).toEqual([]);
  expect(lowestBy(["bb", "a", "c"], 2, (a, b) => a.length - b.length)).toEqual([1, 2]);
});

test("numbers with an exponent of their own are compared as what they stand for [CQSA-SCR-3]", () => {
  const wide = (mantissa: number, exponent: number): Wide => ({ mantissa, exponent });
  expect(lowestWide([wide(1, 2), wide(3, 0), wide(1, 0)], 2)).toEqual([1, 2]);
});
