import fc from "fast-check";
import { expect, test } from "vitest";
import { spreadRounds } from "./spread-rounds.ts";

test.each([
  [20, 3, [0, 9, 19]],
  [10, 3, [0, 4, 9]],
  [4, 3, [0, 1, 3]],
  [2, 3, [0, 1]],
  [1, 3, [0]],
  [5, 1, [0]],
  [3, 2, [0, 2]],
])("of %i rounds %i are measured: %j", (available, wanted, rounds) => {
  expect(spreadRounds(available, wanted)).toEqual(rounds);
});

test("the first and the last round are among them, none twice, and no gap is more than one round wider than another", () => {
  const count = fc.integer({ min: 2, max: 200 });
  fc.assert(
    fc.property(count, count, (available, wanted) => {
      const rounds = spreadRounds(available, wanted);
      expect(rounds).toHaveLength(Math.min(available, wanted));
      expect([rounds[0], rounds.at(-1)]).toEqual([0, available - 1]);
      const gaps = rounds.slice(1).map((round, i) => round - rounds[i]!);
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1);
      expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThanOrEqual(1);
    }),
  );
});
