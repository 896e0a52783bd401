import { expect, test } from "vitest";
import { matrixFromRows, zeros } from "../base/matrix.ts";
import { randomStream } from "../base/random.ts";
import { squaredDistances } from "./distances.ts";
import { narrow, rootWide } from "./wide.ts";

test("distances equal Math.hypot of the differences, over blocks of columns, and are symmetric [CQSA-SCR-3]", () => {
  const rng = randomStream("distances");
  for (const columns of [1, 3, 511, 512, 513, 1500]) {
    const rows = Array.from({ length: 4 }, () =>
      Float64Array.from({ length: columns }, () => rng.uniform() - 0.5),
    );
    const squares = squaredDistances(matrixFromRows("vectors", rows));
    expect(squares).toHaveLength(16);
    for (const [i, x] of rows.entries()) {
      for (const [j, y] of rows.entries()) {
        const expected = Math.hypot(...x.map((value, c) => value - y[c]!));
        const distance = narrow(rootWide(squares[i * 4 + j]!));
        expect(Math.abs(distance - expected)).toBeLessThanOrEqual(1e-13 * expected);
      }
    }
  }
});

test("3, 4, 5 triangles keep their sides at every magnitude [CQSA-SCR-3]", () => {
  for (const unit of [5e-324, 2 ** -1022, 1e-200, 2 ** -460, 1, 2 ** 500, 1e300, 2 ** 1020]) {
    const squares = squaredDistances(
      matrixFromRows("vectors", [
        [0, 0],
        [3 * unit, 4 * unit],
      ]),
    );
    expect(narrow(rootWide(squares[1]!)), `${unit}`).toBe(5 * unit);
  }
});

test("a difference beyond float64 still has a square, four times that of its half [CQSA-SCR-3]", () => {
  const big = Number.MAX_VALUE;
  const squares = squaredDistances(matrixFromRows("vectors", [[big], [-big], [0]]));
  const [whole, half] = [squares[1]!, squares[2]!];
  expect(whole.mantissa).toBe(half.mantissa);
  expect(whole.exponent).toBe(half.exponent + 2);
});

test("distances far out are compared as well as near ones, and more than 4,000 inputs are not [CQSA-SCR-3, CQSA-SCR-5]", () => {
  // Squares of the differences leave float64 at either end, or come near it.
  for (const unit of [2 ** -600, 2 ** -455, 2 ** -445, 2 ** 495, 2 ** 505, 2 ** 600]) {
    const [, near, far] = squaredDistances(
      matrixFromRows("vectors", [
        [0, unit],
        [unit, unit],
        [0, 3 * unit],
      ]),
    );
    expect([narrow(rootWide(near!)), narrow(rootWide(far!))]).toEqual([unit, 2 * unit]);
  }
  expect(() => squaredDistances(zeros(4001, 1))).toThrow(
    "4001 inputs where all pairs are compared (at most 4000)",
  );
  expect(() => squaredDistances(zeros(4001, 1))).toThrow("aggregates");
});

test("equal vectors are at distance 0, and so is each from itself [CQSA-SCR-3]", () => {
  const squares = squaredDistances(
    matrixFromRows("vectors", [
      [1, -0],
      [1, 0],
      [2, 0],
    ]),
  );
  expect(squares.map(narrow)).toEqual([0, 0, 1, 0, 0, 1, 1, 1, 0]);
});
