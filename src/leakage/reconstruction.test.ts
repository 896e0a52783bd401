import { expect, test } from "vitest";
import { matrixFromRows, zeros } from "../base/matrix.ts";
import type { Matrix } from "../base/matrix.ts";
import { randomStream } from "../base/random.ts";
import { fillNormal } from "../learning/normal.ts";
import { clopperPearson } from "../statistics/clopper-pearson.ts";
import { exactSums } from "./disaggregation-curve.ts";
import { linearR2, reconstructionR2 } from "./reconstruction.ts";

const CLUSTERS = Array.from({ length: 12 }, (_, m) => Array.from({ length: 5 }, (_, i) => 5 * m + i));

function gaussian(name: string, columns: number): Matrix {
  const updates = zeros(60, columns);
  fillNormal(randomStream("reconstruction").fork(name), updates.data);
  return updates;
}

/** Each client's row is its cluster's sum times a factor. */
function spreadSums(updates: Matrix, factor: number): Matrix {
  const sums = exactSums(updates, CLUSTERS);
  const spread = zeros(updates.rows, updates.columns);
  for (let i = 0; i < spread.data.length; i++) {
    const [client, c] = [Math.floor(i / updates.columns), i % updates.columns];
    spread.data[i] = factor * sums.data[Math.floor(client / 5) * updates.columns + c]!;
  }
  return spread;
}

test("R² is 1 − Σ(w − ŵ)²/Σ(w − b)², by hand", () => {
  const truth = matrixFromRows("truth", [
    [1, 2],
    [3, 0],
  ]);
  const estimate = matrixFromRows("estimate", [
    [1, 1],
    [2, 0],
  ]);
  expect(reconstructionR2(truth, estimate, { confidence: 0.9 }).value).toBeCloseTo(1 - 2 / 14, 12);
  expect(reconstructionR2(truth, estimate, { confidence: 0.9, baseline: "mean" }).value).toBeCloseTo(
    1 - 2 / 4,
    12,
  );
  // Σxy = 9, Σx² = 6, Σy² = 14.
  expect(linearR2(truth, estimate, { confidence: 0.9 }).value).toBeCloseTo(81 / 84, 12);
});

test("the updates have R² = 1, no guess 0, and the wrong sign −3", () => {
  const truth = gaussian("edges", 3);
  const options = { confidence: 0.99 };
  expect(reconstructionR2(truth, truth, options)).toEqual({ value: 1, lower: 1, upper: 1 });
  expect(reconstructionR2(truth, zeros(60, 3), options)).toEqual({ value: 0, lower: 0, upper: 0 });
  const turned = { ...truth, data: truth.data.map((value) => -value) };
  expect(reconstructionR2(truth, turned, options).value).toBeCloseTo(-3, 12);
  expect(linearR2(truth, turned, options).value).toBeCloseTo(1, 12);
});

test("the mean of all is no better than the baseline that is the mean", () => {
  const truth = gaussian("mean", 2);
  for (let i = 0; i < 60; i++) truth.data[2 * i]! += 100;
  const mean = zeros(60, 2);
  for (let c = 0; c < 2; c++) {
    let sum = 0;
    for (let i = 0; i < 60; i++) sum += truth.data[2 * i + c]!;
    for (let i = 0; i < 60; i++) mean.data[2 * i + c] = sum / 60;
  }
  const r2 = reconstructionR2(truth, mean, { confidence: 0.9, baseline: "mean" });
  expect(r2.value).toBeCloseTo(0, 9);
  expect(reconstructionR2(truth, mean, { confidence: 0.9 }).value).toBeGreaterThan(0.99);
});

test("the interval covers R² = 1/k of cluster sums as often as it says, with clusters as units", () => {
  const trials = 300;
  const covered = [0, 0];
  for (let trial = 0; trial < trials; trial++) {
    const truth = gaussian(`coverage/${trial}`, 6);
    const guesses = [
      reconstructionR2(truth, spreadSums(truth, 0.2), { confidence: 0.95, units: CLUSTERS }),
      linearR2(truth, spreadSums(truth, 7), { confidence: 0.95, units: CLUSTERS }),
    ];
    for (const [i, { lower, upper }] of guesses.entries()) if (lower <= 0.2 && upper >= 0.2) covered[i]!++;
  }
  for (const count of covered) {
    const { lower, upper } = clopperPearson(count, trials, 0.999);
    expect(lower).toBeLessThan(0.95);
    expect(upper).toBeGreaterThan(0.93);
  }
});

test("what has nothing to do with the updates has an interval that begins at 0", () => {
  const { value, lower, upper } = linearR2(gaussian("a", 20), gaussian("b", 20), { confidence: 0.999 });
  expect(value).toBeLessThan(0.02);
  expect(lower).toBe(0);
  expect(upper).toBeGreaterThan(value);
});

test.for([
  [zeros(60, 3), {}, "estimate"],
  [zeros(60, 2), { units: [[0, 1]] }, "units"],
  [zeros(60, 2), { units: [[0], [60]] }, "units[1]"],
  [zeros(60, 2), { confidence: 1 }, "confidence"],
] as const)("case %# is refused", ([estimate, options, named]) => {
  expect(() => reconstructionR2(gaussian("bad", 2), estimate, { confidence: 0.9, ...options })).toThrow(
    `"${named}" expected`,
  );
});

test("updates that are all 0, and an observation that is, have no R²", () => {
  const truth = gaussian("zero", 2);
  expect(() => reconstructionR2(zeros(60, 2), truth, { confidence: 0.9 })).toThrow('"truth" expected');
  expect(() => linearR2(truth, zeros(60, 2), { confidence: 0.9 })).toThrow('"observed" expected');
});
