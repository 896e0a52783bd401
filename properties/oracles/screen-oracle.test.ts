import { expect, test } from "vitest";
import { preAggregated } from "./pre-aggregators.ts";
import { screenOracle } from "./screen-oracle.ts";

/** Worked out by hand. */
const LINE = [[0], [1], [2], [3], [100]];

test.each([
  ["nnm", { id: "nnm" }, [1.5, 1.5, 1.5, 1.5, 26.5]],
  ["buckets of two", { id: "bucketing", size: 2, permutation: [4, 0, 3, 1, 2] }, [50, 2, 2]],
  ["one bucket", { id: "bucketing", size: 9, permutation: [4, 0, 3, 1, 2] }, [21.2]],
  ["clipping to 2", { id: "norm-clipping", bound: 2 }, [0, 1, 2, 2, 2]],
  // k = ⌊2 · 1 · 4/5⌋ = 1: the fourth smallest norm.
  ["adaptive clipping", { id: "arc" }, [0, 1, 2, 3, 3]],
])("%s of 0, 1, 2, 3, 100 with f = 1 is what it is by hand", (_name, step, expected) => {
  expect(preAggregated(LINE, 1, [step]).rows).toEqual(expected.map((value) => [value]));
});

test("clipping keeps directions", () => {
  const { rows } = preAggregated(
    [
      [3, 4],
      [0.3, -0.4],
      [0, 0],
    ],
    0,
    [{ id: "norm-clipping", bound: 1 }],
  );
  expect(rows).toEqual([
    [expect.closeTo(0.6, 12), expect.closeTo(0.8, 12)],
    [0.3, -0.4],
    [0, 0],
  ]);
});

test("pre-aggregators apply in order, and an input is accepted with its bucket", () => {
  const permutation = [4, 0, 3, 1, 2];
  const bucketing = { id: "bucketing", size: 2, permutation };
  const clipping = { id: "norm-clipping", bound: 10 };
  const ask = (...preAggregators: readonly object[]): ReturnType<typeof screenOracle> =>
    screenOracle({ aggregates: LINE, rule: "cge", tolerate: 1, options: { preAggregators } });
  expect(ask(bucketing)).toMatchObject({ aggregate: [2], accepted: [false, true, true, true, false] });
  expect(ask(bucketing, clipping).aggregate).toEqual([2]);
  expect(ask(clipping, bucketing).aggregate).toEqual([2]);
  const mean = (...preAggregators: readonly object[]): readonly number[] =>
    screenOracle({ aggregates: LINE, rule: "mean", tolerate: 1, options: { preAggregators } }).aggregate;
  expect(mean(bucketing, clipping)[0]).toBeCloseTo(14 / 3, 12);
  expect(mean(clipping, bucketing)[0]).toBeCloseTo(3, 12);
});

test("picking one by one counts the neighbours that its variant says", () => {
  const rows = [[0], [1], [3], [6], [7], [9]];
  const ask = (neighbours: string): readonly boolean[] =>
    screenOracle({
      aggregates: rows,
      rule: "multi-krum",
      tolerate: 1,
      options: { m: 2, iterative: true, neighbours },
    }).accepted;
  // Of six, three nearest others: 46, 30, 22, 19, 21, 49. Without the 6, two: 10, 5, 13, 20, 40.
  expect(ask("n-f-2").map(Number).join("")).toBe("010100");
  // Of six, two: 10, 5, 13, 10, 5, 13, so the 1 goes; of 0, 3, 6, 7, 9 one: 9, 9, 1, 1, 4.
  expect(ask("n-f-3").map(Number).join("")).toBe("010100");
  // Of six, four: 95, 66, 38, 44, 57, 113, so the 3 goes; of 0, 1, 6, 7, 9 three: 86, 62, 35, 41, 77.
  expect(ask("n-f-1").map(Number).join("")).toBe("001100");
});

test("Weiszfeld's steps end with the first that is short enough", () => {
  const ask = (tolerance: number): number =>
    screenOracle({
      aggregates: [[0], [1], [2], [3], [100]],
      rule: "geometric-median",
      tolerate: 1,
      options: { tolerance },
    }).aggregate[0]!;
  // The first step, from 0, has the length 0.338.
  expect(ask(0.34)).toBeCloseTo(4 / (11.5 + 1 / 3 + 0.01), 12);
  expect(ask(0.33)).toBeGreaterThan(0.4);
  // Within ν of the middle value 2 the pulls of 0, 1, 3 and 100 cancel.
  expect(ask(0)).toBeCloseTo(2, 9);
});
