import { expect, test } from "vitest";
import { FURTHER_RULES } from "./further-rules.ts";
import type { RuleSetting } from "./rows.ts";

/** Worked out by hand. */
const LINE = [[0], [1], [2], [3], [100]];
const SEVEN = [[0], [1], [2], [3], [4], [6], [100]];

test.each<[string, number[][], RuleSetting, number, string]>([
  ["trimmed-mean", LINE, { tolerate: 1 }, 2, "11111"],
  ["trimmed-mean", LINE, { tolerate: 0, options: { fraction: 0.25 } }, 2, "11111"],
  // Two nearest others: 5, 2, 2, 5 and far more.
  ["multi-krum", LINE, { tolerate: 1 }, 1.5, "11110"],
  ["multi-krum", LINE, { tolerate: 1, options: { m: 2 } }, 1.5, "01100"],
  // Four nearest others: 30, 15, 10, 15, 18, 54; then 1, 2 and 3 are the three nearest the median 2.
  ["bulyan", SEVEN, { tolerate: 1, options: { selection: "one-shot" } }, 2, "1111100"],
  // Weights 10, 1, 1/2, 1/3 and 1/100.
  ["geometric-median", LINE, { tolerate: 1, options: { iterations: 1 } }, 4 / (11.5 + 1 / 3 + 0.01), "11111"],
  ["geometric-median", LINE, { tolerate: 1, options: { iterations: 0, start: "median" } }, 2, "11111"],
  ["geometric-median", LINE, { tolerate: 1, options: { iterations: 0, start: "mean" } }, 21.2, "11111"],
  ["centered-clipping", LINE, { tolerate: 1 }, 3.2, "11111"],
  ["centered-clipping", LINE, { tolerate: 1, reference: [2], options: { tau: 1 } }, 2, "11111"],
  ["fltrust", LINE, { tolerate: 1, reference: [2] }, 2, "01111"],
  ["fltrust", LINE, { tolerate: 1, reference: [-2] }, 0, "00000"],
  ["mda", LINE, { tolerate: 1 }, 1.5, "11110"],
  ["meamed", LINE, { tolerate: 1 }, 1.5, "11111"],
  ["cge", LINE, { tolerate: 1 }, 1.5, "11110"],
  ["monna", LINE, { tolerate: 1, options: { trusted: 4 } }, 26.5, "01111"],
  ["monna", LINE, { tolerate: 1 }, 1.5, "11110"],
])("%s of %j with %j is what it is by hand", (rule, rows, setting, aggregate, accepted) => {
  const outcome = FURTHER_RULES[rule]!(rows, setting);
  expect(outcome.aggregate).toHaveLength(1);
  expect(outcome.aggregate[0]).toBeCloseTo(aggregate, 12);
  expect(outcome.accepted.map(Number).join("")).toBe(accepted);
});

test("picking one by one scores again after each pick, and may choose others than one look does", () => {
  const rows = [[0], [1], [3], [6], [7], [9]];
  const picked = (options: object): number[] => {
    const { accepted } = FURTHER_RULES["multi-krum"]!(rows, { tolerate: 1, options: { m: 2, ...options } });
    return [...accepted.keys()].filter((i) => accepted[i]);
  };
  // Three nearest others: 46, 30, 22, 19, 21, 49.
  expect(picked({})).toEqual([3, 4]);
  // Without the 6, two nearest others: 10, 5, 13, 20, 40.
  expect(picked({ iterative: true })).toEqual([1, 3]);
});

test("a margin of 0 says that another choice is as right", () => {
  const { margin } = FURTHER_RULES["cge"]!([[1], [-1], [0]], { tolerate: 1 });
  expect(margin).toBe(0);
  expect(FURTHER_RULES["cge"]!(LINE, { tolerate: 1 }).margin).toBeCloseTo(0.97, 12);
});
