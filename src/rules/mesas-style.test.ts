import { expect, test } from "vitest";
import { matrixFromRows } from "../base/matrix.ts";
import { randomStream } from "../base/random.ts";
import { screen } from "./index.ts";
import { mesasStyle } from "./mesas-style.ts";
import type { RuleResult } from "./rule.ts";

function run(
  rows: readonly ArrayLike<number>[],
  options: Record<string, unknown> = {},
  reference?: readonly number[],
): RuleResult {
  return screen({
    aggregates: matrixFromRows("aggregates", rows),
    rule: "mesas-style",
    tolerate: 0,
    options,
    ...(reference && { reference: Float64Array.from(reference) }),
  });
}

const dropped = ({ accepted }: RuleResult): number[] => [...accepted.keys()].filter((i) => !accepted[i]);

/** Ten inputs, the last of which is another; the others differ a little in every statistic. */
function withOne(other: readonly number[]): number[][] {
  const rng = randomStream("honest");
  const rows = Array.from({ length: 11 }, () =>
    other.map((_, c) => (c % 2 === 0 ? 1 : -1) * (1 + 0.01 * rng.uniform())),
  );
  return [...rows, [...other]];
}

test("each statistic finds what sticks out in it, and others may not [CQSA-SCR-6, CQSA-SCR-9]", () => {
  const reference = [1, -1, 1, -1, 1, -1];
  const zero = [0, 0, 0, 0, 0, 0];
  const cases: readonly (readonly [string, readonly number[], readonly number[]])[] = [
    ["cosine", [-1, 1, -1, 1, -1, 1], reference],
    ["norm", [9, -9, 9, -9, 9, -9], zero],
    ["count", [1, 1, 1, 1, 1, 1], zero],
    ["variance", [1, 1.01, 1, 1, 1.02, 1], zero],
    ["smallest", [0.01, -1, 1, -1, 1, -1], zero],
    ["largest", [1, -9, 1, -1, 1, -1], zero],
  ];
  for (const [name, other, from] of cases) {
    expect(dropped(run(withOne(other), { cascade: [name] }, from)), name).toEqual([11]);
  }
  const short = withOne([9, -9, 9, -9, 9, -9]);
  expect(dropped(run(short, { cascade: ["count"] }, zero))).toEqual([]);
  expect(dropped(run(short, { cascade: [] }, zero))).toEqual([]);
  expect(dropped(run(short, {}, zero))).toEqual([11]);
});

test("the mean of what is kept is returned, with the reference at 0 where none is given [CQSA-SCR-6, CQSA-SCR-9]", () => {
  const rows = withOne([50, -50]);
  const result = run(rows);
  expect(dropped(result)).toEqual([11]);
  const mean = rows.slice(0, 11).reduce((sum, row) => sum + row[0]!, 0) / 11;
  expect(result.aggregate[0]).toBeCloseTo(mean, 14);
  expect(run(rows, {}, [0, 0])).toEqual(result);
});

test("a statistic is looked at until it is calm: several groups go one after the other [CQSA-SCR-6, CQSA-SCR-9]", () => {
  const values = Array.from({ length: 21 }, (_, i) => 1 + i / 100);
  const rows = [...values, 500, 501, 30, 31].map((x) => [x]);
  expect(dropped(run(rows, { cascade: ["norm"] }))).toEqual([21, 22, 23, 24]);
});

test("never more than half of them go [CQSA-SCR-6, CQSA-SCR-9]", () => {
  for (let n = 1; n <= 12; n++) {
    const rows = Array.from({ length: n }, (_, i) => [i < Math.ceil(n / 2) ? 1 + i / 1e6 : 1000 ** i]);
    for (const options of [{}, { alpha: 1, whisker: 0 }]) {
      expect(dropped(run(rows, options)).length).toBeLessThanOrEqual(Math.floor((n - 1) / 2));
    }
  }
});

test("the text of the cascade names every statistic in its order [CQSA-SCR-6, CQSA-SCR-9]", () => {
  expect(mesasStyle.options.find(({ key }) => key === "cascade")!.values).toBe(
    "a list of cosine, norm, count, variance, smallest, largest",
  );
});

test("alpha and whisker decide [CQSA-SCR-6, CQSA-SCR-9]", () => {
  const rows = [-3, -2, -1, 0, 1, 2, 3.9].map((x) => [x + 10]);
  const cascade = ["norm"];
  expect(dropped(run(rows, { cascade }))).toEqual([]);
  expect(dropped(run(rows, { cascade, whisker: 0.7 }))).toEqual([6]);
  const lopsided = [-1.1, -1, -0.9, -0.8, 0, 3, 3.1, 3.2, 3.3].map((x) => [x + 10]);
  expect(dropped(run(lopsided, { cascade, whisker: 1e9 }))).toEqual([5, 6, 7, 8]);
  expect(dropped(run(lopsided, { cascade, whisker: 1e9, alpha: 1e-9 }))).toEqual([]);
});

test("the order of the cascade decides what the limit leaves to drop [CQSA-SCR-6, CQSA-SCR-9]", () => {
  // Eight inputs may lose three: two have another sign, two another length.
  const rows = [
    [1, 1.01],
    [1.01, 1.03],
    [1.02, 1],
    [1.03, 1.02],
    [1, 9],
    [1, 9.1],
    [-1, 1],
    [-1.01, 1.01],
  ];
  const options = { alpha: 0, whisker: 2 };
  const first = dropped(run(rows, { ...options, cascade: ["largest", "count"] }));
  const second = dropped(run(rows, { ...options, cascade: ["count", "largest"] }));
  expect(first).toEqual([4, 5]);
  expect(second).toEqual([6, 7]);
});

test("a scale of everything changes no verdict, also beyond the square root of float64 [CQSA-SCR-6, CQSA-SCR-9]", () => {
  const rows = withOne([9, -9, 1, -1]);
  const plain = dropped(run(rows, {}, [0.5, 0, 0, 0]));
  expect(plain).toEqual([11]);
  for (const unit of [2 ** -1000, 2 ** -600, 2 ** 600, 2 ** 1000]) {
    const scaled = rows.map((row) => row.map((x) => x * unit));
    expect(dropped(run(scaled, {}, [0.5 * unit, 0, 0, 0]))).toEqual(plain);
  }
});

test.each<[Record<string, unknown>, string]>([
  [{ alpha: 1.5 }, '"options.alpha" expected a finite number from 0 to 1, got 1.5'],
  [{ whisker: -1 }, '"options.whisker" expected a finite number of at least 0, got -1'],
  [{ cascade: "norm" }, '"options.cascade" expected an array of statistics, got "norm"'],
  [
    { cascade: ["norm", "length"] },
    '"options.cascade[1]" expected one of cosine, norm, count, variance, smallest, largest, got "length"',
  ],
])("%j is refused [CQSA-SCR-5, CQSA-SCR-6, CQSA-SCR-9]", (options, message) => {
  expect(() => run([[1], [2]], options)).toThrow(message);
});
