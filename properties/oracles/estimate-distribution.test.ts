import { expect, test } from "vitest";
import { arccosDistribution, estimateDistribution, estimateMoments } from "./estimate-distribution.ts";

test("One shot a basis gives the four diagonal phases with product probabilities", () => {
  const points = estimateDistribution(1, 0.6, -0.2);
  expect(points).toHaveLength(4);
  const expected = [
    [(-3 * Math.PI) / 4, 0.2 * 0.6],
    [(3 * Math.PI) / 4, 0.2 * 0.4],
    [-Math.PI / 4, 0.8 * 0.6],
    [Math.PI / 4, 0.8 * 0.4],
  ] as const;
  for (const [index, [phase, probability]] of expected.entries()) {
    expect(points[index]!.phase).toBeCloseTo(phase, 14);
    expect(points[index]!.probability).toBeCloseTo(probability, 14);
    expect(points[index]!.visibility).toBe(1);
  }
});

test("Two shots a basis include the vanishing estimate, whose phase and visibility are 0", () => {
  const points = estimateDistribution(2, 0, 0);
  expect(points).toHaveLength(9);
  expect(points[4]).toEqual({ phase: 0, visibility: 0, probability: 0.25 });
  expect(points[1]!.phase).toBe(Math.PI); // x̂ = −1, ŷ = 0
  expect(points.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 14);
});

test("Both quadratures' means are unbiased under the listed law", () => {
  const points = estimateDistribution(7, 0.3, -0.8);
  expect(points).toHaveLength(64);
  // Points come by pairs of counts, X outermost; entry i has i mod 8 zeros in Y.
  const sums = points.reduce(
    ([x, y], { probability }, i) => [
      x! + (probability * (2 * Math.floor(i / 8) - 7)) / 7,
      y! + (probability * (2 * (i % 8) - 7)) / 7,
    ],
    [0, 0],
  );
  expect(sums).toEqual([expect.closeTo(0.3, 13), expect.closeTo(-0.8, 13)]);
});

test("With one shot at Θ = 0 and at Θ = π the error is ±π/4, on the circle", () => {
  for (const [x, truth] of [
    [1, 0],
    [-1, Math.PI],
    [-1, -Math.PI],
    [-1, 5 * Math.PI],
  ] as const) {
    const { bias, variance, fourth } = estimateMoments(1, x, 0, truth);
    expect(bias).toBeCloseTo(0, 14);
    expect(variance).toBeCloseTo((Math.PI / 4) ** 2, 13);
    expect(fourth).toBeCloseTo((Math.PI / 4) ** 4, 13);
  }
});

test("An error of half a turn counts as +π", () => {
  // Phases −π/4, 0, π/4 with ¼, ½, ¼ against π: errors 3π/4, π, −3π/4.
  expect(estimateMoments(2, 1, 0, Math.PI).bias).toBeCloseTo(Math.PI / 2, 14);
});

test("With many shots the variance nears (2/(R V²))(1 − ½V² sin² 2Θ), the error a normal one", () => {
  const shots = 400;
  for (const [visibility, angle] of [
    [0.9, 0.4],
    [0.7, 2.2],
  ] as const) {
    const found = estimateMoments(shots, visibility * Math.cos(angle), visibility * Math.sin(angle), angle);
    const asymptotic = (1 - 0.5 * visibility ** 2 * Math.sin(2 * angle) ** 2) / (shots * visibility ** 2);
    expect(Math.abs(found.variance / asymptotic - 1)).toBeLessThan(0.01);
    expect(Math.abs(found.fourth / (3 * found.variance ** 2) - 1)).toBeLessThan(0.05);
    expect(Math.abs(found.bias)).toBeLessThan(2 / shots);
  }
});

test("Two shots read by an arc cosine give π, π/2 and 0", () => {
  const points = arccosDistribution(2, 0);
  expect(points).toHaveLength(3);
  expect(points.map(({ phase }) => phase)).toEqual([Math.PI, Math.PI / 2, 0]);
  expect(points.map(({ probability }) => probability)).toEqual([0.25, 0.5, 0.25]);
});

test("An arc cosine without calibration is on average arccos V too large where Θ is 0", () => {
  const mean = arccosDistribution(4000, 0.8).reduce((sum, point) => sum + point.phase * point.probability, 0);
  expect(mean).toBeCloseTo(Math.acos(0.8), 3);
});

test("Expectations beyond 1 and missing shots are refused, a rounding beyond 1 is not", () => {
  expect(() => estimateDistribution(0, 0, 0)).toThrow(RangeError);
  expect(() => estimateDistribution(3, 1.1, 0)).toThrow(RangeError);
  expect(() => arccosDistribution(3, Number.NaN)).toThrow(RangeError);
  expect(() => estimateMoments(3, 0, 0, Infinity)).toThrow(RangeError);
  expect(estimateDistribution(3, 1 + 2 ** -52, 0)).toHaveLength(16);
});
