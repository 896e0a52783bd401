import { expect, test } from "vitest";
import { matrixFromRows } from "../base/matrix.ts";
import { randomStream } from "../base/random.ts";
import { distancesFrom, normsAndProducts, rowNorms, weightedSum } from "./row-sums.ts";

test("distances, products and weighted sums equal plain ones over blocks and remainders [CQSA-SCR-6]", () => {
  const rng = randomStream("rows");
  for (const [n, d] of [
    [1, 1],
    [3, 5],
    [5, 4],
    [9, 2500],
  ] as const) {
    const rows = Array.from({ length: n }, () => Array.from({ length: d }, () => rng.uniform() - 0.5));
    const vectors = matrixFromRows("rows", rows);
    const other = Float64Array.from({ length: d }, () => rng.uniform() - 0.5);
    const weights = Float64Array.from({ length: n }, () => rng.uniform());
    const distances = distancesFrom(vectors, other);
    const { norms, products } = normsAndProducts(vectors, other);
    expect([distances.length, products.length]).toEqual([n, n]);
    for (const [i, row] of rows.entries()) {
      expect(distances[i]).toBeCloseTo(Math.hypot(...row.map((x, c) => x - other[c]!)), 11);
      expect(norms[i]).toBeCloseTo(Math.hypot(...row), 11);
      expect(products[i]).toBeCloseTo(
        row.reduce((sum, x, c) => sum + x * other[c]!, 0),
        11,
      );
    }
    const sums = weightedSum(vectors, weights);
    expect(sums).toHaveLength(d);
    for (const [c, value] of sums.entries()) {
      expect(value).toBeCloseTo(
        rows.reduce((sum, row, i) => sum + weights[i]! * row[c]!, 0),
        12,
      );
    }
  }
});

test("norms are right at every magnitude that float64 has [CQSA-SCR-6]", () => {
  for (const unit of [5e-324, 1e-200, 1, 1e200, 2 ** 1020]) {
    expect(Array.from(rowNorms(matrixFromRows("rows", [[3 * unit, -4 * unit]])))).toEqual([5 * unit]);
  }
  expect(rowNorms(matrixFromRows("rows", [[Number.MAX_VALUE, Number.MAX_VALUE]]))[0]).toBe(Infinity);
  expect(rowNorms(matrixFromRows("rows", [[0, -0]]))[0]).toBe(0);
});
