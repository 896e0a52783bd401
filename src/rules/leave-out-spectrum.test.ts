import { expect, test } from "vitest";
import { zeros } from "../base/matrix.ts";
import type { Matrix } from "../base/matrix.ts";
import { randomStream } from "../base/random.ts";
import { topEigenpair } from "./eigen.ts";
import { leaveOutSpectrum } from "./leave-out-spectrum.ts";

/** Products of points less their mean, straight from the points. */
function centredProducts(points: readonly Float64Array[]): Matrix {
  const mean = points[0]!.map((_, c) => points.reduce((sum, point) => sum + point[c]!, 0) / points.length);
  const gram = zeros(points.length, points.length);
  for (const [a, one] of points.entries()) {
    for (const [b, other] of points.entries()) {
      gram.data[a * points.length + b] = one.reduce(
        (sum, value, c) => sum + (value - mean[c]!) * (other[c]! - mean[c]!),
        0,
      );
    }
  }
  return gram;
}

// Each time the subset's own matrix is decomposed, of which the way under test makes no use.
test("top eigenvalues without some inputs are those of the matrices of the others [CQSA-SCR-6]", () => {
  const rng = randomStream("leave out");
  let cases = 0;
  for (let t = 0; t < 60; t++) {
    const n = 4 + rng.integer(12);
    const dimensions = 1 + rng.integer(14);
    const far = t % 2 === 0 ? 1 : 30;
    const unit = [1, 1e-30, 1e30][t % 3]!;
    const points = Array.from({ length: n }, (_, i) =>
      Float64Array.from({ length: dimensions }, () => unit * (rng.uniform() - 0.5) * (i < 2 ? far : 1)),
    );
    const { top, exceeds } = leaveOutSpectrum(centredProducts(points));
    for (let count = 1; 2 * count < n; count++) {
      const left = Int32Array.from({ length: count }, (_, i) => (t + 2 * i) % n);
      if (new Set(left).size < count) continue;
      const { value } = topEigenpair(centredProducts(points.filter((_, i) => !left.includes(i))));
      expect(Math.abs(top(left) - value)).toBeLessThanOrEqual(1e-10 * value);
      expect(exceeds(value * (1 - 1e-9))(left)).toBe(true);
      expect(exceeds(value * (1 + 1e-9))(left)).toBe(false);
      expect(exceeds(value / 3)(left)).toBe(true);
      expect(exceeds(value * 3)(left)).toBe(false);
      cases++;
    }
  }
  expect(cases).toBeGreaterThan(150);
});

test("corners of a simplex are all alike: whichever are left out, one eigenvalue stays as it is [CQSA-SCR-6]", () => {
  for (const unit of [1, 1e-9, 1e9]) {
    const points = Array.from({ length: 9 }, (_, i) =>
      Float64Array.from({ length: 9 }, (_, c) => unit * Number(i === c)),
    );
    const { top, exceeds } = leaveOutSpectrum(centredProducts(points));
    for (const left of [Int32Array.of(0), Int32Array.of(3, 8), Int32Array.of(1, 4, 6, 7)]) {
      expect(top(left) / unit ** 2).toBeCloseTo(1, 12);
      expect(exceeds((1 - 1e-10) * unit ** 2)(left)).toBe(true);
      expect(exceeds((1 + 1e-10) * unit ** 2)(left)).toBe(false);
    }
  }
});
