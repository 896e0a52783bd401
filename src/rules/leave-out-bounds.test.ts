import { expect, test } from "vitest";
import { randomStream } from "../base/random.ts";
import { topEigenpair } from "./eigen.ts";
import { leaveOutBounds } from "./leave-out-bounds.ts";

/** Products of rows less their mean. */
function centredGram(rows: readonly (readonly number[])[]): Float64Array {
  const mean = rows[0]!.map((_, c) => rows.reduce((sum, row) => sum + row[c]!, 0) / rows.length);
  const centred = rows.map((row) => row.map((value, c) => value - mean[c]!));
  return Float64Array.from(
    centred.flatMap((x) => centred.map((y) => x.reduce((sum, value, c) => sum + value * y[c]!, 0))),
  );
}

function topOf(rows: readonly (readonly number[])[]): number {
  return topEigenpair({ rows: rows.length, columns: rows.length, data: centredGram(rows) }).value;
}

test("a bound never shows what is not so, and shows a percent in all but rare cases", () => {
  const rng = randomStream("bounds");
  let shown = 0;
  let asked = 0;
  for (let t = 0; t < 60; t++) {
    const n = 6 + rng.integer(20);
    const d = 1 + rng.integer(12);
    const out = rng.integer(3);
    const far = 10 ** rng.integer(8);
    const rows = Array.from({ length: n }, (_, i) =>
      Array.from({ length: d }, () => rng.uniform() + (i < out ? far : 0)),
    );
    const { estimate, exceeds } = leaveOutBounds(centredGram(rows), n, n - 2);
    for (let k = 0; k < 8; k++) {
      const left = Int32Array.of(rng.integer(n - 1), n - 1);
      const top = topOf(rows.filter((_, i) => !left.includes(i)));
      expect(exceeds(left, top * (1 + 1e-9))).toBe(false);
      expect(exceeds(left, Infinity)).toBe(false);
      expect(estimate(left)).toBeLessThanOrEqual(top * (1 + 1e-9) + 1e-12 * far * far);
      asked++;
      if (exceeds(left, top * 0.99)) shown++;
    }
  }
  expect(asked).toBe(480);
  expect(shown).toBeGreaterThan(300);
});

test("what leaves the longest inputs out is estimated lowest", () => {
  const rows = [[0], [1], [2], [3], [50]];
  const { estimate } = leaveOutBounds(centredGram(rows), 5, 4);
  const estimates = rows.map((_, i) => estimate(Int32Array.of(i)));
  for (const [i, value] of estimates.entries()) {
    if (i < 4) expect(value).toBeCloseTo(topOf(rows.filter((_, j) => j !== i)), 8);
  }
  expect(estimates.indexOf(Math.min(...estimates))).toBe(4);
});
