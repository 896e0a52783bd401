import { expect, test } from "vitest";
import { randomStream } from "../base/random.ts";
import { matrixFromRows } from "../base/matrix.ts";
import { columnMeans } from "./mean.ts";
import { quickMeans, QUICK_ROWS } from "./quick-means.ts";

/** The mean in exact arithmetic, of multiples of 2^−300, rounded down by less than 2^−364 at the end. */
function exactMean(column: readonly number[]): number {
  const sum = column.reduce((all, value) => all + BigInt(value * 2 ** 300), 0n);
  return Number((sum << 64n) / BigInt(column.length)) * 2 ** -364;
}

test("each mean is that of exact arithmetic but for one rounding, or its column is doubtful [CQSA-SCR-1]", () => {
  const rng = randomStream("quick");
  for (const n of [QUICK_ROWS, 17, 23, 24, 200]) {
    const rows = Array.from({ length: n }, () =>
      // A column of one size, one of many sizes, one that nearly cancels, and one that begins small and ends large.
      Float64Array.from(
        { length: 1100 },
        (_, c) => (rng.uniform() - 0.5) * 2 ** (c % 2 ? rng.integer(30) : 0),
      ),
    );
    for (const [r, row] of rows.entries()) {
      if (r > 0) row[7] = r % 2 === 1 ? -rows[r - 1]![7]! : rng.uniform();
      row[9] = 2 ** (r - 8);
      row[11] = 0;
    }
    const { means, doubtful } = quickMeans(rows);
    expect(means).toHaveLength(1100);
    expect(doubtful).toContain(9);
    expect(doubtful.length).toBeLessThan(600);
    const whole = columnMeans(matrixFromRows("aggregates", rows));
    for (const [c, value] of whole.entries()) {
      if (n === 200 && c % 50 !== 7 && c !== 9 && c !== 11) continue;
      const expected = exactMean(rows.map((row) => row[c]!));
      expect(Math.abs(value - expected)).toBeLessThanOrEqual(2 ** -52 * Math.abs(expected));
      if (!doubtful.includes(c)) expect(value).toBe(means[c]);
    }
  }
});

test("what the accumulator cannot hold is doubtful: outliers that cancel, numbers that are not finite or too large [CQSA-SCR-1]", () => {
  const rows = Array.from({ length: 20 }, (_, r) => Float64Array.of(1, 1, 1, 1, 1, 1, 1 / (r + 1)));
  [rows[12]![0], rows[13]![0]] = [1e300, -1e300];
  rows[12]![1] = NaN;
  rows[3]![2] = Infinity;
  rows[19]![3] = -Infinity;
  for (const row of rows) row[4] = Number.MAX_VALUE;
  rows[15]![5] = 1e10;
  expect(quickMeans(rows).doubtful).toEqual([0, 1, 2, 3, 4, 5]);
  const finite = matrixFromRows(
    "aggregates",
    rows.map((row) => Float64Array.of(row[0]!, row[4]!, row[5]!)),
  );
  expect(Array.from(columnMeans(finite))).toEqual([18 / 20, Number.MAX_VALUE, (1e10 + 19) / 20]);
});

test("the mean of equal rows is that row, at every size of numbers [CQSA-SCR-1]", () => {
  const row = Float64Array.of(0.1, -1 / 3, 5e-324, 1e300, 7, 0, -0, 2 ** -1060 / 3);
  for (const n of [16, 20, 31, 200, 1001]) {
    const { means, doubtful } = quickMeans(Array.from({ length: n }, () => row));
    expect(doubtful).toEqual([]);
    expect(Array.from(means, (value) => value + 0)).toEqual(Array.from(row, (value) => value + 0));
  }
});
