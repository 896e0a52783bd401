import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import { expect, test } from "vitest";
import { randomStream } from "../base/random.ts";
import type { RandomStream } from "../base/random.ts";
import { fillNormal } from "../learning/normal.ts";
import { clopperPearson } from "../statistics/clopper-pearson.ts";
import { normalQuantile } from "../statistics/normal-quantile.ts";
import { areaUnderCurve, detectionAt } from "./membership.ts";

function stream(name: string): RandomStream {
  return randomStream("membership").fork(name);
}

function gaussians(rng: RandomStream, size: number, mean: number, deviation = 1): Float64Array {
  return fillNormal(rng, new Float64Array(size)).map((value) => mean + deviation * value);
}

/**
 * ⟨sum, c⟩ for a candidate of ‖c‖² = D in clusters of k unit-variance clients, coordinate by coordinate, d of them:
 * with the candidate, with its k − 1 fellows alone, and with another client in its place.
 */
function scores(clusterSize: number, squares: number, trials: number, rng: RandomStream): Float64Array[] {
  const columns = 8;
  const candidate = fillNormal(rng, new Float64Array(columns));
  const norm = Math.sqrt(candidate.reduce((sum, value) => sum + value * value, 0) / squares);
  const c = candidate.map((value) => value / norm);
  const product = (v: Float64Array): number => v.reduce((sum, value, i) => sum + value * c[i]!, 0);
  const sums = (others: number): number => {
    let total = 0;
    for (let i = 0; i < others; i++) total += product(fillNormal(rng, new Float64Array(columns)));
    return total;
  };
  return [
    Float64Array.from({ length: trials }, () => squares + sums(clusterSize - 1)),
    Float64Array.from({ length: trials }, () => sums(clusterSize - 1)),
    Float64Array.from({ length: trials }, () => sums(clusterSize)),
  ];
}

test("the area is the share of pairs in order, ties counting half", () => {
  const members = Float64Array.of(3, 1, 2, 2);
  const strangers = Float64Array.of(0, 2, 1);
  let ordered = 0;
  for (const a of members) for (const b of strangers) ordered += a > b ? 1 : a === b ? 0.5 : 0;
  expect(areaUnderCurve(members, strangers, 0.95).value).toBeCloseTo(ordered / 12, 12);
});

test("a known candidate is told as the closed forms say, whether it is left out or replaced", () => {
  for (const [clusterSize, squares] of [
    [3, 1],
    [5, 8],
    [10, 20],
  ] as const) {
    const trials = 4000;
    const [present, absent, replaced] = scores(clusterSize, squares, trials, stream(`${clusterSize}`));
    const confidence = 0.9999;
    // Unit-variance clients: ⟨w, c⟩ is N(0, D); the differences of two scores are N(D, ·).
    const out = areaUnderCurve(present!, absent!, confidence);
    const swapped = areaUnderCurve(present!, replaced!, confidence);
    const expectedOut = normalCdf(Math.sqrt(squares / (clusterSize - 1)) / Math.SQRT2, 0, 1);
    const expectedSwapped = normalCdf(Math.sqrt(squares / (2 * clusterSize - 1)), 0, 1);
    expect(out.lower).toBeLessThan(expectedOut);
    expect(out.upper).toBeGreaterThan(expectedOut);
    expect(swapped.lower).toBeLessThan(expectedSwapped);
    expect(swapped.upper).toBeGreaterThan(expectedSwapped);
    expect(out.upper - out.lower).toBeLessThan(0.06);

    // The threshold's own scatter moves the rate by less than .05.
    const { truePositiveRate, falsePositiveRate } = detectionAt(present!, absent!, 0.01, confidence);
    const expected = normalCdf(Math.sqrt(squares / (clusterSize - 1)) - normalQuantile(0.99), 0, 1);
    expect(falsePositiveRate.value).toBeCloseTo(0.01, 3);
    expect(truePositiveRate.lower - 0.05).toBeLessThan(expected);
    expect(truePositiveRate.upper + 0.05).toBeGreaterThan(expected);
  }
});

test("the interval covers the area as often as it says", () => {
  const truth = normalCdf(1 / Math.SQRT2, 0, 1);
  const trials = 400;
  let covered = 0;
  for (let trial = 0; trial < trials; trial++) {
    const rng = stream(`coverage/${trial}`);
    const { lower, upper } = areaUnderCurve(gaussians(rng, 40, 1), gaussians(rng, 25, 0), 0.95);
    if (lower <= truth && upper >= truth) covered++;
  }
  const { lower, upper } = clopperPearson(covered, trials, 0.999);
  expect(lower).toBeLessThan(0.95);
  expect(upper).toBeGreaterThan(0.94);
});

test("scores that never mix have an area of 1 with room below, and ones that all tie say nothing", () => {
  const [low, high] = [Float64Array.of(1, 2, 3), Float64Array.of(4, 5, 6, 7)];
  const apart = areaUnderCurve(high, low, 0.95);
  expect(apart).toMatchObject({ value: 1, upper: 1 });
  // All of three disjoint pairs in order: (1 − .95)/2 = p³.
  expect(apart.lower).toBeCloseTo(0.025 ** (1 / 3), 9);
  expect(areaUnderCurve(low, high, 0.95)).toMatchObject({ value: 0, lower: 0 });
  expect(areaUnderCurve(Float64Array.of(1, 1), Float64Array.of(1, 1), 0.95)).toEqual({
    value: 0.5,
    lower: 0,
    upper: 1,
  });
});

test("a threshold lets through at most the share of strangers that it may", () => {
  const strangers = Float64Array.from({ length: 200 }, (_, i) => i);
  const members = Float64Array.of(-1, 197.5, 198, 300);
  const found = detectionAt(members, strangers, 0.01, 0.95);
  expect(found.threshold).toBe(197);
  expect(found.falsePositiveRate.value).toBe(2 / 200);
  expect(found.truePositiveRate).toEqual({ value: 3 / 4, ...clopperPearson(3, 4, 0.95) });
  // Fewer strangers than 1/FPR: none may be above. And all may at a rate of 1.
  expect(detectionAt(members, Float64Array.of(1, 2), 0.01, 0.95).threshold).toBe(2);
  expect(detectionAt(members, strangers, 1, 0.95).truePositiveRate.value).toBe(1);
});

test("no scores, ones that are no numbers, and rates out of range are refused", () => {
  const some = Float64Array.of(1);
  expect(() => areaUnderCurve(new Float64Array(), some, 0.9)).toThrow('"members" expected');
  expect(() => areaUnderCurve(some, Float64Array.of(Number.NaN), 0.9)).toThrow('"strangers[0]" expected');
  expect(() => detectionAt(some, some, 1.5, 0.9)).toThrow('"falsePositiveRate" expected');
  expect(() => detectionAt(some, some, 0.5, 1)).toThrow('"confidence" expected');
});
