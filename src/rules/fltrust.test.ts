import { expect, test } from "vitest";
import { matrixFromRows } from "../base/matrix.ts";
import { screen } from "./index.ts";
import type { RuleResult } from "./rule.ts";

function run(rows: readonly number[][], reference?: readonly number[], tolerate = 0): RuleResult {
  return screen({
    aggregates: matrixFromRows("aggregates", rows),
    rule: "fltrust",
    tolerate,
    ...(reference && { reference: Float64Array.from(reference) }),
  });
}

test("inputs are brought to the reference's norm and weighted by their cosine [CQSA-SCR-6]", () => {
  // Cosines with (0, 2): .8, 1, 0, −1.
  const { aggregate, accepted, weights } = run(
    [
      [3, 4],
      [0, 50],
      [7, 0],
      [0, -1],
    ],
    [0, 2],
  );
  expect(accepted).toEqual([true, true, false, false]);
  expect(weights).toHaveLength(4);
  for (const [i, weight] of [0.8 / 1.8, 1 / 1.8, 0, 0].entries()) expect(weights![i]).toBeCloseTo(weight, 15);
  // (3, 4) becomes (1.2, 1.6), (0, 50) becomes (0, 2).
  expect(aggregate[0]).toBeCloseTo((0.8 * 1.2) / 1.8, 14);
  expect(aggregate[1]).toBeCloseTo((0.8 * 1.6 + 2) / 1.8, 14);
});

test("without any trust the update is zero: opposite, orthogonal and zero vectors [CQSA-SCR-6]", () => {
  for (const rows of [[[-1, 0]], [[0, 3]], [[0, 0]]]) {
    const { aggregate, accepted, weights } = run(rows, [1, 0], 1);
    expect(Array.from(aggregate)).toEqual([0, 0]);
    expect(accepted).toEqual([false]);
    expect(Array.from(weights!)).toEqual([0]);
  }
  expect(Array.from(run([[1, 2]], [0, 0]).aggregate)).toEqual([0, 0]);
});

test("a zero vector beside others has no part in it [CQSA-SCR-6]", () => {
  const aggregates = matrixFromRows("aggregates", [
    [0, 0],
    [0, 7],
    [-3, 0],
    [2, 0],
  ]);
  const reference = Float64Array.of(5, 0);
  const { aggregate, accepted, weights } = screen({ aggregates, rule: "fltrust", tolerate: 0, reference });
  expect(Array.from(aggregate)).toEqual([5, 0]);
  expect(accepted).toEqual([false, false, false, true]);
  expect(Array.from(weights!)).toEqual([0, 0, 0, 1]);
});

test("the length of an input changes nothing, at any magnitude [CQSA-SCR-6]", () => {
  const plain = run(
    [
      [3, 4],
      [1, 0],
    ].map((row) => row),
    [1, 1],
  );
  for (const unit of [1e-300, 1e-100, 1e100, 1e300]) {
    const scaled = run(
      [
        [3 * unit, 4 * unit],
        [1, 0],
      ],
      [1, 1],
    );
    expect(scaled.aggregate[0]).toBeCloseTo(plain.aggregate[0]!, 13);
    expect(scaled.aggregate[1]).toBeCloseTo(plain.aggregate[1]!, 13);
  }
});

test("a missing reference is refused, and so is one of another length [CQSA-SCR-5, CQSA-SCR-6]", () => {
  expect(() => run([[1]])).toThrow('"reference" expected a vector, which fltrust needs, got undefined');
  expect(() => run([[1]], [1, 2])).toThrow('"reference" expected 1 numbers, got 2');
});
