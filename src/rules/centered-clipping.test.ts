import { expect, test } from "vitest";
import { matrixFromRows } from "../base/matrix.ts";
import { screen } from "./index.ts";
import type { RuleResult } from "./rule.ts";

function run(
  rows: readonly number[][],
  options: Record<string, unknown> = {},
  reference?: readonly number[],
): RuleResult {
  return screen({
    aggregates: matrixFromRows("aggregates", rows),
    rule: "centered-clipping",
    tolerate: 0,
    options,
    ...(reference && { reference: Float64Array.from(reference) }),
  });
}

test("inputs within τ count whole: the example of ByzFL's documentation [CQSA-SCR-6]", () => {
  const rows = [
    [1, 2, 3],
    [4, 5, 6],
    [7, 8, 9],
  ];
  const { aggregate, accepted, weights } = run(rows, { tau: 100 });
  expect(Array.from(aggregate)).toEqual([4, 5, 6]);
  expect(accepted).toEqual([true, true, true]);
  expect(Array.from(weights!)).toEqual([1, 1, 1]);
});

test("what is within τ keeps the exactness of a mean: equal inputs give themselves, to the last bit [CQSA-SCR-6]", () => {
  for (const value of [0.1, 0.7, 1 / 3]) expect(run([[value], [value], [value]]).aggregate[0]).toBe(value);
});

test("longer ones are clipped to τ = 10 around 0, or around the reference [CQSA-SCR-6]", () => {
  const rows = [
    [30, 40],
    [3, 4],
  ];
  // (30, 40) becomes (6, 8).
  const plain = run(rows);
  expect(plain.aggregate[0]).toBeCloseTo(4.5, 14);
  expect(plain.aggregate[1]).toBeCloseTo(6, 14);
  expect(Array.from(plain.weights!)).toEqual([0.2, 1]);
  // From (30, 0) the differences are (0, 40) and (−27, 4): clipped to (0, 5) and 5/√745 of the other.
  const factor = 5 / Math.sqrt(745);
  const moved = run(rows, { tau: 5 }, [30, 0]);
  expect(moved.aggregate[0]).toBeCloseTo(30 - (27 * factor) / 2, 13);
  expect(moved.aggregate[1]).toBeCloseTo((5 + 4 * factor) / 2, 13);
  expect(moved.weights![0]).toBeCloseTo(1 / 8, 15);
  expect(run(rows)).toEqual(run(rows, { tau: 10, iterations: 1 }, [0, 0]));
});

test("more steps go on from where one ended [CQSA-SCR-6]", () => {
  const rows = [[100], [50]];
  // 0 → 10 → 20
  expect(run(rows, { iterations: 2 }).aggregate[0]).toBeCloseTo(20, 13);
  expect(run(rows, { iterations: 3 }, [-5]).aggregate[0]).toBeCloseTo(25, 13);
});

test("an input of any size moves the aggregate by τ/n at most [CQSA-SCR-6]", () => {
  for (const far of [1e100, 1e300, -Number.MAX_VALUE]) {
    expect(Math.abs(run([[1], [2], [far]]).aggregate[0]! - 1)).toBeCloseTo(10 / 3, 9);
  }
});

test("an input at the centre is no division by zero [CQSA-SCR-6]", () => {
  expect(Array.from(run([[3], [3]], {}, [3]).aggregate)).toEqual([3]);
});

test.each<[Record<string, unknown>, string]>([
  [{ tau: 0 }, '"options.tau" expected a positive finite number, got 0'],
  [{ tau: "10" }, '"options.tau" expected a number of at least 0, got "10"'],
  [{ iterations: 0 }, '"options.iterations" expected an integer of at least 1, got 0'],
])("%j is refused [CQSA-SCR-5, CQSA-SCR-6]", (options, message) => {
  expect(() => run([[1]], options)).toThrow(message);
});
