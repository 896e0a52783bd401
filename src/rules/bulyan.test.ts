import { expect, test } from "vitest";
import { matrixFromRows } from "../base/matrix.ts";
import { screen } from "./index.ts";
import type { RuleResult } from "./rule.ts";

function run(rows: readonly number[][], tolerate: number, options: Record<string, unknown> = {}): RuleResult {
  return screen({ aggregates: matrixFromRows("aggregates", rows), rule: "bulyan", tolerate, options });
}

const column = (values: readonly number[]): number[][] => values.map((value) => [value]);
const kept = ({ accepted }: RuleResult): number[] => [...accepted.keys()].filter((i) => accepted[i]);

test("f = 0 averages everything [CQSA-SCR-6]", () => {
  const result = run(column([5, 1, 30]), 0);
  expect(result.aggregate[0]).toBe(12);
  expect(kept(result)).toEqual([0, 1, 2]);
});

test("n − 2f are picked and the n − 4f values nearest their median averaged [CQSA-SCR-6]", () => {
  // One by one, with 4, 3, 2, 1 and 1 neighbours. 3: 10. Then 2 and 4 have 14, the first goes. Of 1 4 5 40 60 the 4 has 10. Of
  // 1 5 40 60 the 1 has 16, as has 5. Of 5 40 60 the 40 has 400, as has 60.
  const result = run(column([1, 2, 3, 4, 5, 40, 60]), 1);
  expect(kept(result)).toEqual([0, 1, 2, 3, 5]);
  // Of 1 2 3 4 40 the three nearest to 3.
  expect(result.aggregate[0]).toBe(3);
});

test("the variants of the selection differ on a pinned input [CQSA-SCR-6]", () => {
  const values = [0, 1, 2, 11, 12, 14, 15];
  // At one look, with four neighbours: 270, 223, 186, 107, 114, 158, 195.
  expect(kept(run(column(values), 1, { selection: "one-shot" }))).toEqual([2, 3, 4, 5, 6]);
  // One by one: 11; of the rest 2 has 4 + 1 + 100, the least; then 14 has 1 + 4; then of 0 1 12 15 the 0; then of 1 12 15 the 12.
  expect(kept(run(column(values), 1))).toEqual([0, 2, 3, 4, 5]);
  expect(run(column(values), 1, { selection: "iterative" })).toEqual(run(column(values), 1));
});

test("the median of an even selection and ties around it follow evenMedian and the lowest index [CQSA-SCR-6]", () => {
  // n = 8, f = 1: six are picked, four averaged; the far ones go. Of 1 2 4 8 9 10 the medians are 6 and 4.
  const values = [10, 4, 1, 8, 2, 9, 1000, 2000];
  const mean = run(column(values), 1);
  expect(kept(mean)).toEqual([0, 1, 2, 3, 4, 5]);
  // From 6: 4 and 8 at 2, 9 at 3, and 10 and 2 both at 4: 10 has the lower index.
  expect(mean.aggregate[0]).toBe((4 + 8 + 9 + 10) / 4);
  // From 4: 4, 2, 1, 8.
  expect(run(column(values), 1, { evenMedian: "lower" }).aggregate[0]).toBe((4 + 2 + 1 + 8) / 4);
});

test("n ≥ 4f + 3 is needed, and a selection has a name [CQSA-SCR-6]", () => {
  expect(() => run(column([1, 2, 3, 4, 5, 6]), 1)).toThrow(
    '"tolerate" expected an integer from 0 to 0, got 1',
  );
  expect(() => run(column([1, 2]), 0)).toThrow(
    '"aggregates" expected enough rows for the rule bulyan, got 2',
  );
  expect(() => run(column([1, 2, 3]), 0, { selection: "twice" })).toThrow(
    '"options.selection" expected one of iterative, one-shot, got "twice"',
  );
});
