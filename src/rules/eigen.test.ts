import { expect, test } from "vitest";
import type { Matrix } from "../base/matrix.ts";
import { randomStream } from "../base/random.ts";
import { spectrumOf, topEigenpair } from "./eigen.ts";

function symmetric(rows: number, entry: (i: number, j: number) => number): Matrix {
  const data = Float64Array.from({ length: rows * rows }, (_, k) => entry(Math.floor(k / rows), k % rows));
  return { rows, columns: rows, data };
}

test("the top eigenvalue of the second difference is 2 − 2·cos(nπ/(n + 1)) [CQSA-SCR-6]", () => {
  for (const n of [1, 2, 3, 10, 40]) {
    const { value } = topEigenpair(symmetric(n, (i, j) => (i === j ? 2 : Math.abs(i - j) === 1 ? -1 : 0)));
    expect(value).toBeCloseTo(2 - 2 * Math.cos((n * Math.PI) / (n + 1)), 13);
  }
});

test("eigenvectors are orthonormal and in the order of their values, also where rounding spoils symmetry [CQSA-SCR-6]", () => {
  const matrix = symmetric(3, (i, j) => (i < j ? 1 + 2 ** -52 : i === j ? 2 * i : 1));
  const { values, vectors } = spectrumOf(matrix);
  expect([values.length, vectors.rows, vectors.columns]).toEqual([3, 3, 3]);
  expect(values).toEqual(values.toSorted());
  const at = (r: number, k: number): number => vectors.data[3 * r + k]!;
  for (const k of [0, 1, 2]) {
    for (const l of [0, 1, 2]) {
      const product = [0, 1, 2].reduce((sum, r) => sum + at(r, k) * at(r, l), 0);
      expect(product).toBeCloseTo(Number(k === l), 14);
    }
    for (const r of [0, 1, 2]) {
      const image = [0, 1, 2].reduce((sum, c) => sum + matrix.data[3 * r + c]! * at(c, k), 0);
      expect(image).toBeCloseTo(values[k]! * at(r, k), 13);
    }
  }
});

test("a vector of length 1 belongs to the largest eigenvalue, which no other direction exceeds [CQSA-SCR-6]", () => {
  const rng = randomStream("eigen");
  for (const n of [1, 2, 7, 30]) {
    const factor = Float64Array.from({ length: n * n }, () => rng.uniform() - 0.5);
    const matrix = symmetric(n, (i, j) => {
      let sum = 0;
      for (let c = 0; c < n; c++) sum += factor[i * n + c]! * factor[j * n + c]!;
      return sum;
    });
    const { value, vector } = topEigenpair(matrix);
    expect(vector).toHaveLength(n);
    expect(Math.hypot(...vector)).toBeCloseTo(1, 12);
    for (let i = 0; i < n; i++) {
      const image = vector.reduce((sum, entry, j) => sum + matrix.data[i * n + j]! * entry, 0);
      expect(image).toBeCloseTo(value * vector[i]!, 12);
    }
    for (let t = 0; t < 20; t++) {
      const x = Float64Array.from({ length: n }, () => rng.uniform() - 0.5);
      let quotient = 0;
      for (let i = 0; i < n; i++)
        for (let j = 0; j < n; j++) quotient += x[i]! * matrix.data[i * n + j]! * x[j]!;
      expect(quotient / Math.hypot(...x) ** 2).toBeLessThanOrEqual(value * (1 + 1e-12));
    }
  }
});
