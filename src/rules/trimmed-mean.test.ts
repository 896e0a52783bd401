import { expect, test } from "vitest";
import { matrixFromRows } from "../base/matrix.ts";
import { randomStream } from "../base/random.ts";
import { screen } from "./index.ts";
import type { RuleResult } from "./rule.ts";

function run(rows: readonly number[][], tolerate: number, options: Record<string, unknown> = {}): RuleResult {
  return screen({ aggregates: matrixFromRows("aggregates", rows), rule: "trimmed-mean", tolerate, options });
}

test("f values go on each side of each coordinate and all inputs are accepted [CQSA-SCR-6]", () => {
  const rows = [
    [9, 1],
    [1, 5],
    [2, -100],
    [4, 6],
    [3, 8],
  ];
  expect(Array.from(run(rows, 0).aggregate)).toEqual([19 / 5, -16]);
  expect(Array.from(run(rows, 1).aggregate)).toEqual([3, 4]);
  expect(Array.from(run(rows, 2).aggregate)).toEqual([3, 5]);
  expect(run(rows, 2).accepted).toEqual([true, true, true, true, true]);
  expect(run(rows, 2).weights).toBeUndefined();
});

test("with n = 2f + 1 it is the median, with f = 0 the mean [CQSA-SCR-6]", () => {
  const rng = randomStream("trimmed");
  const rows = Array.from({ length: 31 }, () => Array.from({ length: 9 }, () => rng.integer(1000)));
  const aggregates = matrixFromRows("aggregates", rows);
  expect(run(rows, 15).aggregate).toEqual(screen({ aggregates, rule: "median", tolerate: 0 }).aggregate);
  expect(run(rows, 0).aggregate).toEqual(screen({ aggregates, rule: "mean", tolerate: 0 }).aggregate);
});

test("a fraction counts per side, is rounded down, and takes the place of f [CQSA-SCR-6]", () => {
  const rows = [[0], [1], [10], [100], [1000], [10_000], [100_000]];
  // ⌊7·0.28⌋ = 1, ⌊7·0.29⌋ = 2
  expect(run(rows, 3, { fraction: 0.28 }).aggregate[0]).toBe(11_111 / 5);
  expect(run(rows, 0, { fraction: 0.29 }).aggregate[0]).toBe(370);
  expect(run(rows, 0, { fraction: 0 }).aggregate[0]).toBe(111_111 / 7);
  // As in scipy.stats.trim_mean the product is float64's: 10·0.3 is 3.
  const ten = Array.from({ length: 10 }, (_, i) => [2 ** i]);
  expect(run(ten, 0, { fraction: 0.3 }).aggregate[0]).toBe((8 + 16 + 32 + 64) / 4);
});

test("f is judged beside a fraction, and a fraction out of range is refused [CQSA-SCR-5, CQSA-SCR-6]", () => {
  expect(() => run([[1], [2]], 1, { fraction: 0 })).toThrow(
    '"tolerate" expected an integer from 0 to 0, got 1',
  );
  const cases: readonly (readonly [unknown, string])[] = [
    [0.5, '"options.fraction" expected a finite number from 0 to below 0.5, got 0.5'],
    [-0.1, '"options.fraction" expected a finite number of at least 0, got -0.1'],
    ["0.1", '"options.fraction" expected a number of at least 0, got "0.1"'],
  ];
  for (const [fraction, message] of cases) expect(() => run([[1]], 0, { fraction })).toThrow(message);
});

test("values near the end of float64 and cancelling ones keep their mean [CQSA-SCR-6]", () => {
  const big = Number.MAX_VALUE;
  expect(run([[big], [big], [big], [-big], [big]], 1).aggregate[0]).toBe(big);
  expect(run([[1e15], [0.1], [-1e15], [1e20], [-1e20]], 1).aggregate[0]).toBe(0.1 / 3);
});
