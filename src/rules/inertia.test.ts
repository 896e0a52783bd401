import { expect, test } from "vitest";
import { randomStream } from "../base/random.ts";
import { spectrumOf } from "./eigen.ts";
import { countNegative } from "./inertia.ts";

/** By the eigenvalues themselves, which another library finds by another way. */
function negativeValues(matrix: Float64Array, n: number): number {
  return spectrumOf({ rows: n, columns: n, data: matrix }).values.filter((value) => value < 0).length;
}

test("as many negative pivots as negative eigenvalues, of matrices of every signature [CQSA-SCR-6]", () => {
  const rng = randomStream("inertia");
  const seen = new Set<number>();
  for (let t = 0; t < 400; t++) {
    const n = 1 + rng.integer(9);
    const matrix = new Float64Array(n * n);
    // Every third one has a diagonal of zeros, where single pivots do not do; others lean to one sign.
    const lean = t % 3 === 0 ? 0 : 8 * (rng.uniform() - 0.5);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) {
        const value = i === j ? lean : rng.uniform() - 0.5;
        matrix[i * n + j] = value;
        matrix[j * n + i] = value;
      }
    }
    // A single zero has no sign.
    if (n === 1 && lean === 0) continue;
    const negative = negativeValues(matrix, n);
    seen.add(negative);
    expect(countNegative(matrix.slice(), n)).toBe(negative);
  }
  expect(seen.size).toBeGreaterThanOrEqual(9);
});

test("zeros have no sign, and two that are exchanged have one of each [CQSA-SCR-6]", () => {
  expect(countNegative(new Float64Array(9), 3)).toBe(0);
  expect(countNegative(Float64Array.of(0, 1, 1, 0), 2)).toBe(1);
  expect(countNegative(Float64Array.of(-1, -1, -1, -1), 2)).toBe(1);
  // An exchange that is not the last entry, beside a zero.
  expect(countNegative(Float64Array.of(0, 1, 0, 1, 0, 0, 0, 0, 0), 3)).toBe(1);
  expect(countNegative(Float64Array.of(0, 0, 3, 0, 0, 0, 3, 0, 0), 3)).toBe(1);
  expect(countNegative(Float64Array.of(1e-200, 0, 0, -1e200), 2)).toBe(1);
});
