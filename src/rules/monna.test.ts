import { expect, test } from "vitest";
import { matrixFromRows } from "../base/matrix.ts";
import { screen } from "./index.ts";
import type { RuleResult } from "./rule.ts";

function run(rows: readonly number[][], tolerate: number, options: Record<string, unknown> = {}): RuleResult {
  return screen({ aggregates: matrixFromRows("aggregates", rows), rule: "monna", tolerate, options });
}

test("the n − f nearest to the trusted input are averaged, and trusted chooses it [CQSA-SCR-6]", () => {
  const rows = [[0], [10], [1], [11], [5]];
  const first = run(rows, 2);
  expect(first.accepted).toEqual([true, false, true, false, true]);
  expect(first.aggregate[0]).toBe(2);
  expect(Array.from(first.scores!)).toEqual([0, 10, 1, 11, 5]);
  const second = run(rows, 2, { trusted: 3 });
  expect(second.accepted).toEqual([false, true, false, true, true]);
  expect(second.aggregate[0]).toBe(26 / 3);
  expect(run(rows, 2, { trusted: 0 })).toEqual(first);
});

test("the example of ByzFL's documentation: equally near inputs go by index [CQSA-SCR-6]", () => {
  const rows = [
    [1, 2, 3],
    [4, 5, 6],
    [7, 8, 9],
  ];
  expect(Array.from(run(rows, 1, { trusted: 1 }).aggregate)).toEqual([2.5, 3.5, 4.5]);
});

test("a distance beyond float64 is no score, but an order it has [CQSA-SCR-6]", () => {
  const { accepted, scores } = run([[-Number.MAX_VALUE], [Number.MAX_VALUE], [1]], 1);
  expect([accepted, scores]).toEqual([[true, false, true], undefined]);
});

test("the trusted input stays, also behind copies of itself [CQSA-SCR-6]", () => {
  expect(run([[2], [2], [2]], 1, { trusted: 2 }).accepted).toEqual([true, false, true]);
});

test.each<[unknown, string]>([
  [-1, '"options.trusted" expected an integer from 0 to 2, got -1'],
  [3, '"options.trusted" expected an integer from 0 to 2, got 3'],
  [0.5, '"options.trusted" expected an integer from 0 to 2, got 0.5'],
])("trusted = %j is refused [CQSA-SCR-5, CQSA-SCR-6]", (trusted, message) => {
  expect(() => run([[1], [2], [3]], 1, { trusted })).toThrow(message);
});
