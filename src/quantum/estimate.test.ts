import { expect, test } from "vitest";
import { arccosDistribution, estimateMoments } from "../../properties/oracles/estimate-distribution.ts";
import { arccosEstimate, quadratureEstimate, quadratureVariance } from "./estimate.ts";

test("All, half and none of the shots at 0 read as the phases 0, π/2 and π [CQSA-AGG-1]", () => {
  expect(arccosEstimate(8, 8)).toBe(0);
  expect(arccosEstimate(4, 8)).toBe(Math.PI / 2);
  expect(arccosEstimate(0, 8)).toBe(Math.PI);
  expect(arccosEstimate(3, 4)).toBeCloseTo(Math.PI / 3, 15);
});

test("One quadrature reads Θ and −Θ alike, two read the sign [CQSA-AGG-1]", () => {
  const zeros = (angle: number): number => Math.round(500 * (1 + Math.cos(angle)));
  for (const angle of [0.4, 1.1, 2.9]) {
    expect(arccosEstimate(zeros(-angle), 1000)).toBe(arccosEstimate(zeros(angle), 1000));
    expect(quadratureEstimate(0.7 * Math.cos(-angle), 0.7 * Math.sin(-angle)).phase).toBeCloseTo(-angle, 14);
  }
});

test("The two-quadrature estimate is the angle and the length of the vector, clipped to 1 [CQSA-AGG-5]", () => {
  for (const visibility of [1e-9, 0.3, 1]) {
    for (const angle of [-3, -Math.PI / 2, 0, 0.2, 2.5]) {
      const found = quadratureEstimate(visibility * Math.cos(angle), visibility * Math.sin(angle));
      expect(found.phase).toBeCloseTo(angle, 14);
      expect(found.visibility).toBeCloseTo(visibility, 15);
    }
  }
  expect(quadratureEstimate(-1, 1)).toEqual({ phase: (3 * Math.PI) / 4, visibility: 1 });
});

test("Vanishing quadratures read as the phase 0 whatever the signs of their zeros [CQSA-AGG-1]", () => {
  for (const x of [0, -0]) {
    for (const y of [0, -0]) expect(quadratureEstimate(x, y)).toEqual({ phase: 0, visibility: 0 });
  }
  expect(quadratureEstimate(-0.5, -0).phase).toBe(Math.PI);
});

test("The variance formula is the exact one up to O(1/R) over a grid of V and Θ [CQSA-AGG-2]", () => {
  // The exact variance by listing all pairs of counts; the first neglected order is 1/(S·V²).
  for (const shots of [100, 300]) {
    for (const visibility of [0.6, 0.8, 0.95]) {
      for (const angle of [0, 0.3, Math.PI / 4, 1.2, 2.4, -2]) {
        const [x, y] = [visibility * Math.cos(angle), visibility * Math.sin(angle)];
        const { variance, bias } = estimateMoments(shots, x, y, angle);
        const formula = quadratureVariance(2 * shots, visibility, angle);
        const tolerance = 3 / (shots * visibility ** 2);
        expect(Math.abs(variance / formula - 1)).toBeLessThan(tolerance);
        expect(Math.abs(bias)).toBeLessThan(tolerance);
      }
    }
  }
});

test("The variance at V = 1 is 2/R on an axis and half of that between axes [CQSA-AGG-2]", () => {
  expect(quadratureVariance(500, 1, 0)).toBeCloseTo(2 / 500, 15);
  expect(quadratureVariance(500, 1, Math.PI / 4)).toBeCloseTo(1 / 500, 15);
  expect(quadratureVariance(500, 0.5, Math.PI / 2)).toBeCloseTo(8 / 500, 15);
});

test("A visibility V below 1 biases the arc cosine by arccos V at Θ = 0 and not at all at π/2 [CQSA-AGG-1]", () => {
  for (const visibility of [0.6, 0.9]) {
    const mean = (x: number): number => {
      const points = arccosDistribution(3000, x);
      expect(points).toHaveLength(3001);
      return points.reduce(
        (sum, { probability }, zeros) => sum + probability * arccosEstimate(zeros, 3000),
        0,
      );
    };
    // Curvature adds a bias of the order of 1/S; ten times that is allowed.
    expect(Math.abs(mean(visibility) - Math.acos(visibility))).toBeLessThan(10 / 3000);
    expect(mean(0)).toBeCloseTo(Math.PI / 2, 12);
  }
});

test("Counts and visibilities out of range are refused [CQSA-AGG-1, CQSA-AGG-2, CQSA-AGG-6]", () => {
  expect(() => arccosEstimate(1, 0)).toThrow(
    new RangeError('"shots" expected an integer of at least 1, got 0'),
  );
  expect(() => arccosEstimate(9, 8)).toThrow(
    new RangeError('"zeros" expected an integer from 0 to 8, got 9'),
  );
  expect(() => arccosEstimate(-1, 8)).toThrow(RangeError);
  expect(() => arccosEstimate(1.5, 8)).toThrow(RangeError);
  for (const [shots, visibility, phase, message] of [
    [1, 1, 0, '"totalShots" expected a finite number of at least 2, got 1'],
    [10, 0, 0, '"visibility" expected a number above 0, got 0'],
    [10, 1.1, 0, '"visibility" expected a finite number of at most 1, got 1.1'],
    [10, 1, Number.NaN, '"phase" expected a finite number, got NaN'],
  ] as const) {
    expect(() => quadratureVariance(shots, visibility, phase)).toThrow(new RangeError(message));
  }
});
