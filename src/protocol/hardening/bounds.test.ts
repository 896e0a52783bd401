import { expect, test } from "vitest";
import { matrixFromRows } from "../../base/matrix.ts";
import { randomStream } from "../../base/random.ts";
import { clipUpdates } from "./clip-bound.ts";
import { honestReach, isInBand } from "./guard-band.ts";
import { addLocalNoise, boundWithNoise, localEpsilon } from "./local-noise.ts";

test("Weights beyond the bound become the bound, and nothing else changes [WIRE-EXT-4]", () => {
  const updates = matrixFromRows("updates", [
    [0.5, -0.5, 0.2],
    [0.7, -9, -0.1],
  ]);
  expect([...clipUpdates(updates, 0.5).data]).toEqual([0.5, -0.5, 0.2, 0.5, -0.5, -0.1]);
  expect([...updates.data]).toEqual([0.5, -0.5, 0.2, 0.7, -9, -0.1]);
});

test("Noise leaves the given updates as they are and stays within its room, whatever was drawn [WIRE-EXT-4]", () => {
  const updates = matrixFromRows("updates", [
    new Float64Array(4000).fill(2),
    new Float64Array(4000).fill(-2),
  ]);
  expect(boundWithNoise(2, 0.25)).toBe(4);
  const { rows, columns, data } = addLocalNoise(updates, 2, 0.25, randomStream("room"));
  expect([rows, columns]).toEqual([2, 4000]);
  expect(Math.max(...data.map(Math.abs))).toBeLessThanOrEqual(4);
  // Of 8000 weights at the clip bound itself, which a deviation of ½ moves.
  expect(new Set(data).size).toBeGreaterThan(7990);
  expect(new Set(updates.data)).toEqual(new Set([2, -2]));
});

test("The ε of local noise agrees with figures from the complementary error function [WIRE-EXT-4]", () => {
  const figures: readonly (readonly [number, number, number, number])[] = [
    // Bisection in another language, with erfc in the place of Φ: ratio, δ, coordinates, ε.
    [1, 1e-5, 1, 9.997256146434331],
    [0.5, 1e-3, 4, 55.878417024676],
    [3, 1e-9, 2, 5.785862867340169],
    [0.25, 0.01, 1, 49.73555641954981],
    [40, 0.01, 7, 0.14374969425371975],
    [1, 0.4, 1, 1.6072831676220534],
  ];
  for (const [ratio, delta, coordinates, epsilon] of figures) {
    expect(localEpsilon(ratio, delta, coordinates) / epsilon).toBeCloseTo(1, 9);
  }
  // Next to no noise hides nothing, as far as numbers reach.
  expect(localEpsilon(1e-150, 0.1, 1) / 2e300).toBeCloseTo(1, 9);
  expect(localEpsilon(1e-160, 0.1, 1)).toBe(Infinity);
  expect(localEpsilon(Number.MIN_VALUE, 0.1, 1)).toBe(Infinity);
  // At ε = 0 already there is less than δ.
  expect(localEpsilon(40, 0.1, 7)).toBe(0);
  expect(localEpsilon(0.1, 1 - Number.EPSILON / 2, 1)).toBeGreaterThanOrEqual(0);
});

test("Arguments of ε out of range are refused by name [WIRE-EXT-4]", () => {
  const cases: readonly (readonly [readonly [number, number, number], string])[] = [
    [[0, 0.1, 1], '"ratio" expected a finite number of at least 5e-324, got 0'],
    [[1, 0, 1], '"delta" expected a finite number from 1e-300 to 0.9999999999999999, got 0'],
    [[1, 1, 1], '"delta" expected a finite number from 1e-300 to 0.9999999999999999, got 1'],
    [[1, 0.1, 0], '"coordinates" expected an integer of at least 1, got 0'],
    [[1, 0.1, 1.5], '"coordinates" expected an integer of at least 1, got 1.5'],
  ];
  for (const [[ratio, delta, coordinates], message] of cases) {
    expect(() => localEpsilon(ratio, delta, coordinates)).toThrow(new RangeError(message));
  }
});

test("The reach of honest sums is π/g and arcsin(√(4·ln(4d/α)/n)/V) beyond it [WIRE-EXT-5]", () => {
  // The formula of the comment in another language.
  expect(honestReach(2, 0.8, 3, 1000, 1e-3)).toBeCloseTo(1.8155211603471146, 13);
  expect(honestReach(2, -0.8, 3, 1000, 1e-3)).toBeCloseTo(1.8155211603471146, 13);
  expect(honestReach(2, undefined, 3, 1000, 1e-3)).toBe(Math.PI);
  expect(honestReach(2, undefined, 3, null, 1e-3)).toBe(Math.PI / 2 + 1e-9);
  // An error as large as V itself hides any angle.
  const error = Math.sqrt((4 * Math.log((4 * 3) / 1e-3)) / 1000);
  expect(honestReach(4, error, 3, 1000, 1e-3)).toBe(Math.PI);
  expect(honestReach(4, 1.01 * error, 3, 1000, 1e-3)).toBeLessThan(Math.PI / 4 + Math.PI / 2);
});

test("A sum is in the band beyond the reach, on either side, and not at it [WIRE-EXT-5, WIRE-EXT-7]", () => {
  const at = (...angles: readonly number[]): Parameters<typeof isInBand>[0] => {
    const phaseSum = Float64Array.from(angles);
    return { x: phaseSum, y: phaseSum, visibility: phaseSum, phaseSum };
  };
  expect(isInBand(at(0, 2, -2), 2)).toBe(false);
  expect(isInBand(at(0, 2 + 1e-15, 0), 2)).toBe(true);
  expect(isInBand(at(0, 0, -2 - 1e-15), 2)).toBe(true);
  expect(isInBand(at(Math.PI, -Math.PI), Math.PI)).toBe(false);
});
