import { expect, test } from "vitest";
import { randomStream } from "../base/random.ts";
import { isRefusal } from "../base/refusal.ts";
import { dequantize, quantizationStep, quantize } from "./quantize.ts";

/** A float64 as an exact integer multiple of 2^−1074. */
function exact(value: number): bigint {
  let scaled = value;
  let shift = 0n;
  while (!Number.isInteger(scaled) && shift < 1074n) {
    scaled *= 2;
    shift += 1n;
  }
  return BigInt(scaled) << (1074n - shift);
}

/** |2·(i·bound − v·level)| against bound, in exact integers: the rounding error in half steps. */
function isNearest(integer: number, value: number, bits: number, bound: number): boolean {
  const level = BigInt(2 ** (bits - 1) - 1);
  const twice = 2n * (BigInt(integer) * exact(bound) - exact(value) * level);
  return (twice < 0n ? -twice : twice) <= exact(bound);
}

function refusalOf(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}

test("quantize follows the formula on a pinned vector [QNF-QNT-1]", () => {
  expect(Array.from(quantize([0.5, -1, 0.1, 0, 1], 8, 1))).toEqual([64, -127, 13, 0, 127]);
  expect(Array.from(dequantize([127, -254], 8, 0.5))).toEqual([0.5, -1]);
});

test("the step is the bound over the largest integer [QNF-QNT-2]", () => {
  expect(quantizationStep(8, 1)).toBe(1 / 127);
  expect(quantizationStep(2, 3)).toBe(3);
});

test("every quantized value is a nearest integer in exact arithmetic, also for extreme bounds [QNF-QNT-1]", () => {
  const rng = randomStream("quantize");
  for (const bits of [2, 3, 8, 16, 31, 32]) {
    for (const bound of [5e-324, 1e-320, 1e-300, 2 ** -1022, 0.1, 1, 3, 1e9, 1e308, Number.MAX_VALUE]) {
      const values = Float64Array.from({ length: 40 }, () => (2 * rng.uniform() - 1) * bound);
      values.set([bound, -bound, bound / 2, -bound / 2, 0]);
      const integers = quantize(values, bits, bound);
      expect(integers).toHaveLength(40);
      expect(integers[0]).toBe(2 ** (bits - 1) - 1);
      expect(integers[1]).toBe(-(2 ** (bits - 1) - 1));
      for (const [c, value] of values.entries()) {
        expect(isNearest(integers[c]!, value, bits, bound), `${value} of ${bound} at ${bits} bits`).toBe(
          true,
        );
      }
    }
  }
});

test("values a hair from a tie at 32 bits are still rounded to the nearest integer [QNF-QNT-1]", () => {
  const rng = randomStream("ties");
  const level = 2 ** 31 - 1;
  let hairs = 0;
  for (let t = 0; t < 2000; t++) {
    const bound = 0.5 + rng.uniform();
    const value = ((rng.integer(level) + 0.5) / level) * bound * (1 + (rng.integer(5) - 2) * 2 ** -52);
    if (value > bound) continue;
    hairs += 1;
    const integer = quantize([value], 32, bound)[0]!;
    expect(isNearest(integer, value, 32, bound), `${value} of ${bound}`).toBe(true);
  }
  expect(hairs).toBeGreaterThan(1900);
});

test("the quantizer is odd, with exact ties away from zero [QNF-QNT-1]", () => {
  expect(Array.from(quantize([1.5, -1.5, 2.5, -2.5], 3, 3))).toEqual([2, -2, 3, -3]);
  expect(Array.from(quantize([0.5, -0.5], 2, 1))).toEqual([1, -1]);
});

test("no zero is negative [QNF-QNT-1, QNF-QNT-3]", () => {
  const integers = quantize([-0, -1e-9, 1e-9, -5e-324], 8, 1);
  expect(integers).toHaveLength(4);
  for (const integer of integers) expect(Object.is(integer, 0)).toBe(true);
  for (const value of dequantize([-0, -0], 8, 1)) expect(Object.is(value, 0)).toBe(true);
  for (const value of dequantize([-3, 5], 8, 0)) expect(Object.is(value, 0)).toBe(true);
});

test("dequantizing gives back every value within half a step, and the bound itself exactly [QNF-QNT-2]", () => {
  const rng = randomStream("round trip");
  for (const bits of [2, 4, 8, 16, 32]) {
    for (const bound of [1e-150, 0.3, 7, 1e150]) {
      const values = Float64Array.from({ length: 50 }, () => (2 * rng.uniform() - 1) * bound);
      values[0] = bound;
      values[1] = -bound;
      const back = dequantize(quantize(values, bits, bound), bits, bound);
      expect(back).toHaveLength(50);
      expect([back[0], back[1]]).toEqual([bound, -bound]);
      const half = quantizationStep(bits, bound) / 2 + 4e-16 * bound;
      for (const [c, value] of back.entries()) expect(Math.abs(value - values[c]!)).toBeLessThanOrEqual(half);
    }
  }
});

test("the rms error of the mean of N quantized vectors is step/√(12N) [QN-7]", () => {
  // Independent way: the variance of N independent uniform rounding errors. 4·10^4 errors: a
  // relative standard error of .6 % for the variance, 5 % is eight of them.
  const rng = randomStream("rms");
  const clients = 9;
  const coordinates = 40_000;
  const error = new Float64Array(coordinates);
  for (let i = 0; i < clients; i++) {
    const values = Float64Array.from({ length: coordinates }, () => 2 * rng.uniform() - 1);
    const back = dequantize(quantize(values, 8, 1), 8, 1);
    for (const [c, value] of back.entries()) error[c]! += (value - values[c]!) / clients;
  }
  const square = error.reduce((sum, e) => sum + e * e, 0) / coordinates;
  expect(square / (quantizationStep(8, 1) ** 2 / (12 * clients))).toBeGreaterThan(0.95);
  expect(square / (quantizationStep(8, 1) ** 2 / (12 * clients))).toBeLessThan(1.05);
});

test("bound 0 takes zeros and gives zeros [QNF-QNT-1, QNF-QNT-3]", () => {
  const integers = quantize([0, -0], 8, 0);
  expect(integers).toHaveLength(2);
  for (const integer of integers) expect(Object.is(integer, 0)).toBe(true);
  expect(Array.from(dequantize([0, 0], 8, 0))).toEqual([0, 0]);
});

test("dequantize stays right where an intermediate product would overflow [QNF-QNT-3]", () => {
  expect(dequantize([127], 8, 1e308)[0]).toBe(1e308);
  expect(dequantize([2 ** 31 - 1], 32, Number.MAX_VALUE)[0]).toBe(Number.MAX_VALUE);
  expect(dequantize([127], 8, 1e-320)[0]).toBe(1e-320);
  // 1e-320 is 2,024 times the smallest number above 0, in which the result is counted here.
  const quanta = Math.round((2024 * 2 ** 52) / (2 ** 31 - 1));
  expect(dequantize([2 ** 52], 32, 1e-320)[0]! / 5e-324).toBe(quanta);
});

test.each([
  ["bits below 2", () => quantize([0], 1, 1), '"bits" expected an integer from 2 to 32, got 1'],
  ["bits above 32", () => quantize([0], 33, 1), '"bits" expected an integer from 2 to 32, got 33'],
  ["fractional bits", () => dequantize([0], 8.5, 1), '"bits" expected an integer from 2 to 32, got 8.5'],
  ["a negative bound", () => quantize([0], 8, -1), '"bound" expected a finite number of at least 0, got -1'],
  [
    "an infinite bound",
    () => dequantize([0], 8, Infinity),
    '"bound" expected a finite number of at least 0, got Infinity',
  ],
  [
    "a NaN bound",
    () => quantizationStep(8, Number.NaN),
    '"bound" expected a finite number of at least 0, got NaN',
  ],
  [
    "an empty vector to quantize",
    () => quantize([], 8, 1),
    '"values" expected at least one number, got an array of 0',
  ],
  [
    "an empty vector to dequantize",
    () => dequantize([], 8, 1),
    '"integers" expected at least one number, got an array of 0',
  ],
  [
    "a value beyond its bound",
    () => quantize([0, -1.5], 8, 1),
    '"values[1]" expected a number within ±1, got -1.5',
  ],
  [
    "a non-zero value at bound 0",
    () => quantize([5e-324], 8, 0),
    '"values[0]" expected a number within ±0, got 5e-324',
  ],
  ["a NaN value", () => quantize([Number.NaN], 8, 1), '"values[0]" expected a finite number, got NaN'],
  ["a fractional integer", () => dequantize([1, 0.5], 8, 1), '"integers[1]" expected an integer, got 0.5'],
  [
    "an unsafe integer",
    () => dequantize([2 ** 53], 8, 1),
    '"integers[0]" expected an integer, got 9007199254740992',
  ],
  [
    "a value beyond float64",
    () => dequantize([255], 8, 1e308),
    '"integers[0]" expected an integer whose value is finite, got 255',
  ],
])("%s is refused [QNF-QNT-4]", (_, work, message) => {
  const error = refusalOf(work);
  expect(isRefusal(error)).toBe(true);
  expect((error as Error).message).toBe(message);
});
