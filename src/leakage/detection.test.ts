import { expect, test } from "vitest";
import { randomStream } from "../base/random.ts";
import type { RandomStream } from "../base/random.ts";
import { sampleBinomial } from "../quantum/counts.ts";
import { clopperPearson } from "../statistics/clopper-pearson.ts";
import { mean, variance } from "../statistics/moments.ts";
import {
  alarmFrom,
  lowThreshold,
  pooledScore,
  squaredVisibility,
  visibilityPValue,
  visibilityScores,
} from "./detection.ts";
import type { ReadQuadratures } from "./detection.ts";

function readings(rng: RandomStream, angles: number[], shots: number, visibility: number): ReadQuadratures {
  const drawn = (expectation: number): number =>
    (2 * sampleBinomial(rng, shots, (1 + visibility * expectation) / 2)) / shots - 1;
  return {
    x: Float64Array.from(angles, (angle) => drawn(Math.cos(angle))),
    y: Float64Array.from(angles, (angle) => drawn(Math.sin(angle))),
  };
}

function anglesFor(count: number, rng: RandomStream): number[] {
  return Array.from({ length: count }, () => 2 * Math.PI * rng.uniform());
}

/** All outcomes of two binomials with their probabilities. */
function enumerated(shots: number, x: number, y: number): { x: number; y: number; probability: number }[] {
  const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k);
  const law = (count: number, mean: number): number =>
    choose(shots, count) * ((1 + mean) / 2) ** count * ((1 - mean) / 2) ** (shots - count);
  return Array.from({ length: (shots + 1) ** 2 }, (_, at) => {
    const [i, j] = [at % (shots + 1), Math.floor(at / (shots + 1))];
    return { x: (2 * i) / shots - 1, y: (2 * j) / shots - 1, probability: law(i, x) * law(j, y) };
  });
}

test.for([
  [1, 0.4],
  [0.7, 2.2],
  [0, 0],
] as const)(
  "V² is estimated without bias: V = %d at the angle %d, over all outcomes",
  ([visibility, angle]) => {
    const outcomes = enumerated(6, visibility * Math.cos(angle), visibility * Math.sin(angle));
    const expected = outcomes.reduce((sum, { x, y, probability }) => {
      return sum + probability * squaredVisibility(x, y, 6);
    }, 0);
    expect(expected).toBeCloseTo(visibility ** 2, 12);
  },
);

test("Scores of honest coordinates have mean 0 and variance 1, and fall with interference", () => {
  const rng = randomStream("scores");
  const angles = anglesFor(6000, rng);
  const honest = visibilityScores(readings(rng, angles, 400, 0.9), { shots: 400, visibility: 0.9 });
  expect(honest).toHaveLength(6000);
  // Six standard errors.
  expect(Math.abs(mean(honest))).toBeLessThan(6 / Math.sqrt(6000));
  expect(Math.abs(variance(honest) - 1)).toBeLessThan(6 * Math.sqrt(2 / 6000));
  const collapsed = visibilityScores(readings(rng, angles, 400, 0), { shots: 400, visibility: 0.9 });
  expect(pooledScore(collapsed)).toBeLessThan(-500);
});

test("Another honest score is below the threshold as often as asked", () => {
  const rng = randomStream("threshold");
  let below = 0;
  for (let trial = 0; trial < 4000; trial++) {
    const scores = Float64Array.from({ length: 39 }, () => rng.uniform());
    if (rng.uniform() <= lowThreshold(scores, 0.05)) below++;
  }
  // The second smallest of 39: 2/40.
  const { lower, upper } = clopperPearson(below, 4000, 1 - 1e-6);
  expect(lower).toBeLessThanOrEqual(0.05);
  expect(upper).toBeGreaterThanOrEqual(0.05);
  expect(lowThreshold(Float64Array.of(3, 1, 2), 0.05)).toBe(-Infinity);
  expect(lowThreshold(Float64Array.of(3, 1, 2), 0.25)).toBe(1);
  expect(lowThreshold(Float64Array.of(3, 1, 2), 1)).toBe(3);
});

test("The Monte Carlo test alarms on honest clusters at its level, and on a lost tenth of interference always", () => {
  const rng = randomStream("monte carlo");
  const honest = { shots: 500, visibility: 1 };
  let [false_, true_] = [0, 0];
  for (let trial = 0; trial < 150; trial++) {
    const angles = anglesFor(10, rng);
    if (visibilityPValue(readings(rng, angles, 500, 1), honest, rng, 39) <= 0.1) false_++;
    if (visibilityPValue(readings(rng, angles, 500, 0.85), honest, rng, 39) <= 0.1) true_++;
  }
  const { lower, upper } = clopperPearson(false_, 150, 1 - 1e-6);
  expect(lower).toBeLessThanOrEqual(0.1);
  expect(upper).toBeGreaterThanOrEqual(0.1);
  expect(true_).toBe(150);
});

test("Counts that raise an alarm are those whose exact tail is at most the rate", () => {
  // Bin(10, ½): P(X ≥ 9) = 11/1024, P(X ≥ 8) = 56/1024.
  expect(alarmFrom(10, 0.5, 11 / 1024 + 1e-12)).toBe(9);
  expect(alarmFrom(10, 0.5, 56 / 1024 + 1e-12)).toBe(8);
  expect(alarmFrom(10, 0.5, 0.0001)).toBe(11);
  // Without noise a single residue is one too many.
  expect(alarmFrom(1000, 0, 0.01)).toBe(1);
});

test("Malformed readings and rates are refused", () => {
  const none = new Float64Array(0);
  const one = Float64Array.of(0.5);
  expect(() => visibilityScores({ x: none, y: none }, { shots: 10, visibility: 1 })).toThrow(RangeError);
  expect(() => visibilityScores({ x: one, y: one }, { shots: 1, visibility: 1 })).toThrow('"shots"');
  expect(() => visibilityScores({ x: one, y: one }, { shots: 9, visibility: 2 })).toThrow('"visibility"');
  expect(() => pooledScore(none)).toThrow(RangeError);
  expect(() => lowThreshold(one, 2)).toThrow('"rate"');
  expect(() => alarmFrom(0, 0.5, 0.1)).toThrow('"trials"');
  expect(() => alarmFrom(5, 1.5, 0.1)).toThrow('"probability"');
});
