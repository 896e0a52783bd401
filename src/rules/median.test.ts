import { expect, test } from "vitest";
import { matrixFromRows } from "../base/matrix.ts";
import { randomStream } from "../base/random.ts";
import { median, medianOfSorted } from "./median.ts";

function medians(rows: readonly ArrayLike<number>[], evenMedian?: string): number[] {
  const options = evenMedian === undefined ? {} : { evenMedian };
  return Array.from(
    median.run({ vectors: matrixFromRows("aggregates", rows) }, { tolerate: 0, options }).aggregate,
  );
}

/** By counting, without sorting: the r-th smallest has at most r below it and more than r not above it. */
function ranked(column: readonly number[], r: number): number {
  return column.find(
    (x) => column.filter((y) => y < x).length <= r && column.filter((y) => y <= x).length > r,
  )!;
}

test("the median equals the one found by counting, with duplicates, for odd and even n [CQSA-SCR-2]", () => {
  const rng = randomStream("median");
  for (let n = 1; n <= 11; n++) {
    const rows = Array.from({ length: n }, () => Array.from({ length: 150 }, () => rng.integer(6) - 2));
    const columns = Array.from({ length: 150 }, (_, c) => rows.map((row) => row[c]!));
    const low = columns.map((column) => ranked(column, Math.ceil(n / 2) - 1));
    const high = columns.map((column) => ranked(column, Math.floor(n / 2)));
    expect(medians(rows)).toEqual(low.map((x, c) => (x + high[c]!) / 2 + 0));
    expect(medians(rows, "mean")).toEqual(medians(rows));
    expect(medians(rows, "lower")).toEqual(low.map((x) => x + 0));
  }
});

test("the variants differ on an even count and agree on an odd one [CQSA-SCR-2]", () => {
  expect(medians([[1], [2], [4], [8]])).toEqual([3]);
  expect(medians([[1], [2], [4], [8]], "lower")).toEqual([2]);
  expect(medians([[1], [4], [8]], "lower")).toEqual(medians([[1], [4], [8]]));
});

test("order does not matter, and shifts and scales pass through [CQSA-SCR-2]", () => {
  const rng = randomStream("median laws");
  const rows = Array.from({ length: 8 }, () => Array.from({ length: 70 }, () => rng.integer(2000) - 1000));
  const base = medians(rows);
  expect(base).toHaveLength(70);
  expect(medians(rows.toReversed())).toEqual(base);
  expect(medians([...rows.slice(3), ...rows.slice(0, 3)])).toEqual(base);
  expect(medians(rows.map((row) => row.map((x) => x + 17)))).toEqual(base.map((x) => x + 17));
  expect(medians(rows.map((row) => row.map((x) => -4 * x)))).toEqual(base.map((x) => -4 * x + 0));
});

test("the mean of the two middle values neither overflows nor loses a bit [CQSA-SCR-2]", () => {
  const big = Number.MAX_VALUE;
  expect(medians([[big, -big, big, 5e-324, 1e-320]].concat([[big, -big, -big, 1.5e-323, 1e-320]]))).toEqual([
    big,
    -big,
    0,
    1e-323,
    1e-320,
  ]);
  expect(medians([[5e-324], [5e-324]])).toEqual([5e-324]);
  const [a, b] = [1 + 2 ** -51, 1 + 2 ** -52];
  expect(medians([[a], [b]])).toEqual([(a + b) / 2]);
});

test("the median of sorted numbers, odd and even, and never a negative zero [CQSA-SCR-2]", () => {
  expect(medianOfSorted(Float64Array.of(1, 2, 9), "mean")).toBe(2);
  expect(medianOfSorted(Float64Array.of(1, 2, 9), "lower")).toBe(2);
  expect(medianOfSorted(Float64Array.of(1, 2, 4, 8), "mean")).toBe(3);
  expect(medianOfSorted(Float64Array.of(1, 2, 4, 8), "lower")).toBe(2);
  expect(medianOfSorted(Float64Array.of(-0), "mean")).toBe(0);
});

test("no zero is negative [CQSA-SCR-2]", () => {
  const odd = medians([[-0], [-0], [-0]]);
  const even = [...medians([[-0], [-0]]), ...medians([[-0], [0]], "lower")];
  expect([...odd, ...even]).toHaveLength(3);
  for (const value of [...odd, ...even]) expect(Object.is(value, 0)).toBe(true);
});

test("the inputs are left as they were and all are accepted [CQSA-SCR-2]", () => {
  const vectors = matrixFromRows("aggregates", [[3], [1], [2]]);
  expect(median.run({ vectors }, { tolerate: 1, options: {} }).accepted).toEqual([true, true, true]);
  expect(Array.from(vectors.data)).toEqual([3, 1, 2]);
});
