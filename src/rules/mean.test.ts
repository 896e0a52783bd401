import { expect, test } from "vitest";
import { matrixFromRows, zeros } from "../base/matrix.ts";
import { randomStream } from "../base/random.ts";
import { screen } from "./index.ts";
import { columnMeans, mean, meanOfRange } from "./mean.ts";

const NO_OPTIONS = { tolerate: 0, options: {} };

/** Σ w·x/Σ w for integers, in exact arithmetic up to the last division. */
function exactMean(column: readonly number[], weights: readonly number[]): number {
  const sum = column.reduce((all, x, i) => all + BigInt(x) * BigInt(weights[i]!), 0n);
  const total = weights.reduce((all, w) => all + w, 0);
  // Scaled by 2^64, so that the truncation of the integer division is far below a rounding.
  return Number((sum << 64n) / BigInt(total)) / 2 ** 64;
}

test("the mean equals exact arithmetic on integers of every size, plain and weighted [CQSA-SCR-1]", () => {
  const rng = randomStream("mean");
  for (let n = 1; n <= 12; n++) {
    const rows = Array.from({ length: n }, () =>
      Array.from({ length: 30 }, (_, c) => Math.floor((rng.uniform() - 0.5) * 2 ** (c + 20))),
    );
    const counts = Float64Array.from({ length: n }, () => 1 + rng.integer(9));
    const vectors = matrixFromRows("aggregates", rows);
    for (const weights of [undefined, counts]) {
      const means = columnMeans(vectors, weights);
      expect(means).toHaveLength(30);
      for (const [c, value] of means.entries()) {
        const column = rows.map((row) => row[c]!);
        const expected = exactMean(column, Array.from(weights ?? new Float64Array(n).fill(1)));
        expect(Math.abs(value - expected)).toBeLessThanOrEqual(2 ** -52 * Math.abs(expected));
      }
    }
  }
});

test("nothing is lost to cancellation [CQSA-SCR-1]", () => {
  const vectors = matrixFromRows("aggregates", [[1e15], [0.1], [-1e15]]);
  expect(columnMeans(vectors)[0]).toBe(0.1 / 3);
  // The products 7x, 4x and 3x round differently; exactly they cancel and leave 3·0.1 over 17.
  const x = 2 ** 50 / 3;
  const weighted = matrixFromRows("aggregates", [[x], [0.1], [-x], [-x]]);
  expect(columnMeans(weighted, Float64Array.of(7, 3, 4, 3))[0]).toBeCloseTo(0.3 / 17, 16);
});

test("the mean of equal vectors is that vector, also at the ends of float64 and under any weights [CQSA-SCR-1]", () => {
  const row = [0.1, -1 / 3, Number.MAX_VALUE, -Number.MAX_VALUE, 5e-324, 1e300, 7];
  for (let n = 1; n <= 50; n++) {
    const vectors = matrixFromRows(
      "aggregates",
      Array.from({ length: n }, () => row),
    );
    const counts = Float64Array.from({ length: n }, (_, i) => 1 + (i % 3));
    expect(Array.from(columnMeans(vectors))).toEqual(row);
    expect(Array.from(columnMeans(vectors, counts))).toEqual(row);
  }
});

test("a sum beyond float64 does not make the mean infinite, and leaves other columns alone [CQSA-SCR-1]", () => {
  const big = Number.MAX_VALUE;
  const vectors = matrixFromRows("aggregates", [
    [big, big, 1e-320],
    [big, -big, 3e-320],
    [-big, big / 2, 1e-320],
    [big, -big / 2, 3e-320],
  ]);
  expect(Array.from(columnMeans(vectors))).toEqual([big / 2, 0, 2e-320]);
  expect(Array.from(columnMeans(vectors, Float64Array.of(1, 1, 3, 3)))[0]).toBe(big / 4);
});

test("weights are relative, and equal weights are none [CQSA-SCR-1]", () => {
  const vectors = matrixFromRows("aggregates", [[1.1], [2.7], [-0.3]]);
  const plain = mean.run({ vectors }, NO_OPTIONS);
  expect(plain.weights).toBeUndefined();
  expect(mean.run({ vectors, memberCounts: Float64Array.of(5, 5, 5) }, NO_OPTIONS)).toEqual(plain);
  const counts = Float64Array.of(5, 5, 3);
  const weighted = mean.run({ vectors, memberCounts: counts }, NO_OPTIONS);
  expect(Array.from(weighted.weights!)).toEqual([5 / 13, 5 / 13, 3 / 13]);
  expect(weighted.aggregate[0]).toBeCloseTo((5 * 1.1 + 5 * 2.7 - 3 * 0.3) / 13, 15);
  for (const unit of [2 ** -1070, 2 ** 1000]) {
    expect(
      columnMeans(
        vectors,
        counts.map((count) => count * unit),
      ),
    ).toEqual(weighted.aggregate);
  }
});

test("the weighted mean of cluster means is the mean over all members [CQSA-SCR-1]", () => {
  // Dyadic numbers, so that cluster means are exact and both ways must agree to the last bit.
  const members = [1, 2.5, 4, 0.5, -3, 8, 10];
  const clusters = [members.slice(0, 4), members.slice(4, 6), members.slice(6)];
  const means = clusters.map((cluster) => [cluster.reduce((a, b) => a + b, 0) / cluster.length]);
  const counts = Float64Array.from(clusters, (cluster) => cluster.length);
  expect(columnMeans(matrixFromRows("aggregates", means), counts)[0]).toBe(23 / 7);
});

test("the mean accepts everyone and blocks of columns fit together [CQSA-SCR-1]", () => {
  const columns = 2500;
  const rows = [1, 2, 6].map((scale) => Float64Array.from({ length: columns }, (_, c) => scale * (c - 7)));
  const { aggregate, accepted } = mean.run({ vectors: matrixFromRows("aggregates", rows) }, NO_OPTIONS);
  expect(accepted).toEqual([true, true, true]);
  expect(aggregate).toEqual(Float64Array.from({ length: columns }, (_, c) => 3 * (c - 7)));
});

test("a column's mean does not depend on the columns beside it [CQSA-SCR-1]", () => {
  const rng = randomStream("beside");
  const rows = Array.from({ length: 5 }, () =>
    Float64Array.from({ length: 1100 }, () => (rng.uniform() - 0.5) * 2 ** rng.integer(60)),
  );
  const together = columnMeans(matrixFromRows("aggregates", rows));
  const alone = Array.from({ length: 1100 }, (_, c) => {
    const column = rows.map((row) => [row[c]!]);
    return columnMeans(matrixFromRows("aggregates", column))[0]!;
  });
  expect(alone).toHaveLength(1100);
  expect(Array.from(together)).toEqual(alone);
});

test("a column in which large numbers cancel is as exact as the many beside it, however many rows there are [CQSA-SCR-1]", () => {
  for (const n of [15, 17, 40]) {
    const entry = (r: number, c: number): number =>
      c === 5 && r === 9 ? 1e17 : c === 5 && r === n - 2 ? -1e17 : ((3 * r + 7 * c) % 11) - 5;
    const rows = Array.from({ length: n }, (_, r) => Array.from({ length: 64 }, (_, c) => entry(r, c)));
    const means = columnMeans(matrixFromRows("aggregates", rows));
    expect(means).toHaveLength(64);
    for (const [c, value] of means.entries()) {
      // Integers, in an order in which nothing is rounded.
      const sum = rows.reduce((all, row) => all + (Math.abs(row[c]!) > 1e16 ? 0 : row[c]!), 0);
      expect(value).toBe(sum / n);
    }
  }
});

test("weights count with many rows, too, at any size of theirs [CQSA-SCR-1]", () => {
  const rows = Array.from({ length: 20 }, (_, r) => [r, 5 * r - 3, 7]);
  // Σ w·r with w = 1 + r: 190 + 2470; Σ w = 210.
  const counts = Float64Array.from({ length: 20 }, (_, r) => 1 + r);
  const expected = [2660 / 210, (5 * 2660 - 3 * 210) / 210, 7];
  for (const unit of [1, 2 ** 60, 2 ** 1015, 2 ** -30, 2 ** -1070]) {
    const weights = counts.map((count) => count * unit);
    expect(Array.from(columnMeans(matrixFromRows("aggregates", rows), weights))).toEqual(expected);
  }
  // A weight may be nothing beside another.
  const [mean] = columnMeans(matrixFromRows("aggregates", [[8], [3]]), Float64Array.of(2 ** -1070, 1));
  expect(mean).toBe(3);
});

test("what rounding takes from a product comes back, beside numbers that leave float64 as well [CQSA-SCR-1]", () => {
  const big = Number.MAX_VALUE;
  // 3·0.1 is 2^−55 less than the nearest float64.
  const column = [[big], [-big], [0.1], [-(3 * 0.1)]];
  const rest = columnMeans(matrixFromRows("aggregates", column), Float64Array.of(2, 2, 3, 1));
  expect(rest[0]).toBe(-(2 ** -58));
  const [near] = columnMeans(matrixFromRows("aggregates", column.slice(2)), Float64Array.of(3, 1));
  expect(near).toBe(-(2 ** -57));
});

test("the mean of a stretch is its own, at both ends of float64 as well [CQSA-SCR-1]", () => {
  expect(meanOfRange(Float64Array.of(1, 2, 4, 8), 1, 3)).toBe(3);
  const big = Number.MAX_VALUE;
  expect(meanOfRange(Float64Array.of(-1, big, big, big / 2, 7), 1, 4)).toBe(big / 1.2);
  expect(meanOfRange(Float64Array.of(9, 5e-324, 5e-324), 1, 3)).toBe(5e-324);
});

test("an input that is not finite is named, though the mean looks at its result alone [CQSA-SCR-1, CQSA-SCR-5]", () => {
  for (const n of [1, 5, 20]) {
    for (const bad of [NaN, Infinity, -Infinity]) {
      const aggregates = zeros(n, 3);
      aggregates.data.fill(Number.MAX_VALUE);
      const memberCounts = Float64Array.from({ length: n }, (_, i) => 1 + i);
      expect(screen({ aggregates, rule: "mean", tolerate: 0 }).aggregate[1]).toBe(Number.MAX_VALUE);
      aggregates.data[3 * (n - 1) + 1] = bad;
      // Pre-aggregators are not even asked about their options before.
      const pre = ["nnm", "bucketing"].map((id) => ({ options: { preAggregators: [{ id }] } }));
      for (const request of [{}, { memberCounts }, ...pre]) {
        expect(() => screen({ aggregates, rule: "mean", tolerate: 0, ...request })).toThrow(
          `"aggregates[${n - 1}][1]" expected a finite number, got ${bad}`,
        );
      }
    }
  }
});
