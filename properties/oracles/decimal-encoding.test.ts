import { expect, test } from "vitest";
import { decodeOracle, dequantizeOracle, encodeOracle, quantizeOracle } from "./decimal-encoding.ts";

test("The bound becomes ±π/k, half of it half of that", () => {
  expect(encodeOracle([2, -2, 1, 0], 5, 2)).toEqual([Math.PI / 5, -Math.PI / 5, Math.PI / 10, 0]);
});

test("A phase of π/k stands for the bound", () => {
  const found = decodeOracle([Math.PI / 4, -Math.PI / 8, 0], 4, 3);
  expect(found).toHaveLength(3);
  expect(found[0]).toBeCloseTo(3, 15);
  expect(found[1]).toBeCloseTo(-1.5, 15);
  expect(found[2]).toBe(0);
});

test("A third of π is the number nearest to it, which float64 arithmetic misses", () => {
  const digits = Number("1.0471975511965977462");
  expect(encodeOracle([1], 3, 1)).toEqual([digits]);
  expect(Math.PI / 3).not.toBe(digits);
});

test("Magnitudes near the limits of float64 survive", () => {
  expect(encodeOracle([1e149], 2, 1e149)[0]).toBe(Math.PI / 2);
  expect(encodeOracle([5e-324], 1, 5e-324)[0]).toBe(Math.PI);
});

test("Values are scaled to 2^(q−1) − 1 levels and rounded, with their distance to a tie", () => {
  const found = quantizeOracle([1, -1, 0.3, 0.5, -0.5, 0], 8, 1);
  expect(found.map(({ integer }) => integer).filter((_, index) => index < 3)).toEqual([127, -127, 38]);
  expect(found[2]!.tieDistance).toBeCloseTo(0.4, 14); // 38.1
  expect(found[3]!.tieDistance).toBe(0); // 63.5
  expect(found[4]!.tieDistance).toBe(0);
  expect([63, 64]).toContain(found[3]!.integer);
  expect(found[5]).toStrictEqual({ integer: 0, tieDistance: 0.5 });
});

test("A float64 is taken at its exact value: 15 times the number nearest .3 is just below 4.5", () => {
  // In float64 the product rounds to the tie 4.5 itself.
  expect(0.3 * 15).toBe(4.5);
  const [found] = quantizeOracle([0.3], 5, 1);
  expect(found!.integer).toBe(4);
  // The number nearest .3 is .3 − 2⁻⁵⁴/5.
  expect(found!.tieDistance / (3 * 2 ** -54)).toBeCloseTo(1, 12);
});

test("Sums of quantized vectors come back as sums of values", () => {
  expect(dequantizeOracle([127, -254, 0], 8, 0.5)).toEqual([0.5, -1, 0]);
});

test("A bound of 0 gives plain zeros everywhere", () => {
  expect(encodeOracle([0, -0], 4, 0)).toStrictEqual([0, 0]);
  expect(decodeOracle([0.3, -0.3], 4, 0)).toStrictEqual([0, 0]);
  expect(quantizeOracle([0], 8, 0).map(({ integer }) => integer)).toStrictEqual([0]);
  expect(dequantizeOracle([5, -5], 8, 0)).toStrictEqual([0, 0]);
});
