import { expect, test } from "vitest";
import { matrixFromRows } from "../base/matrix.ts";
import { screen } from "./index.ts";
import type { RuleResult } from "./rule.ts";

function run(rows: readonly number[][], tolerate: number, options: Record<string, unknown> = {}): RuleResult {
  return screen({ aggregates: matrixFromRows("aggregates", rows), rule: "meamed", tolerate, options });
}

test("the example of ByzFL's documentation: a tie goes to the lowest index [CQSA-SCR-6]", () => {
  const rows = [
    [1, 2, 3],
    [4, 5, 6],
    [7, 8, 9],
  ];
  expect(Array.from(run(rows, 1).aggregate)).toEqual([2.5, 3.5, 4.5]);
  expect(run(rows, 1).accepted).toEqual([true, true, true]);
  expect(Array.from(run(rows, 0).aggregate)).toEqual([4, 5, 6]);
});

test("evenMedian moves the centre on an even number [CQSA-SCR-6]", () => {
  const rows = [[0], [1], [5], [6]];
  // From 3: 1 and 5, then 0 before 6; from 1: 1, 0, then 5.
  expect(run(rows, 1).aggregate[0]).toBe(2);
  expect(run([[6], [1], [5], [0]], 1).aggregate[0]).toBe(4);
  expect(run([[6], [1], [5], [0]], 1, { evenMedian: "lower" }).aggregate[0]).toBe(2);
});
