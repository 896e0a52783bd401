import { expect, test } from "vitest";
import { decodeOracle, encodeOracle } from "../../properties/oracles/decimal-encoding.ts";
import { randomStream } from "../base/random.ts";
import { decode, encode, largestMagnitude, phaseScale } from "./encode.ts";

const TINIEST = Number.MIN_VALUE;
const HUGE = Number.MAX_VALUE;

/** The largest of the relative differences, with `floor` as the least size to compare with. */
function relativeError(found: ArrayLike<number>, expected: readonly number[], floor: number): number {
  expect(found).toHaveLength(expected.length);
  return Math.max(
    ...expected.map((value, i) => Math.abs(found[i]! - value) / Math.max(Math.abs(value), floor)),
  );
}

test("Half the bound and the negative bound of two clients are π/4 and −π/2 [CQSA-ENC-1]", () => {
  expect([...encode(Float64Array.of(0.5, -1), 2, 1)]).toEqual([Math.PI / 4, -Math.PI / 2]);
  expect([...decode(Float64Array.of(Math.PI / 4, -Math.PI / 2), 2, 1)]).toEqual([0.5, -1]);
});

test("The scale is π/(k·w_max), and 0 where every weight is 0 [CQSA-ENC-1, CQSA-ENC-3] [CQSA-DEC-1, CQSA-DEC-2]", () => {
  expect(phaseScale(4, 0.5)).toBe(Math.PI / 2);
  expect(phaseScale(3, 0)).toBe(0);
  expect([...encode(Float64Array.of(0, 0), 3, 0)]).toEqual([0, 0]);
  expect([...decode(Float64Array.of(1, -9), 3, 0)]).toEqual([0, 0]);
});

test("Phases and weights agree with 64-digit decimals from the smallest to the largest bound [CQSA-DEC-1]", () => {
  // Three roundings and that of π; a subnormal scale of the largest bounds loses one bit more.
  const rng = randomStream("decimals");
  for (const bound of [2e-308, 1e-300, 1e-8, 0.37, 1, 1e150, 3e307]) {
    for (const clusterSize of [1, 3, 5]) {
      const weights = Float64Array.from({ length: 20 }, (_, i) =>
        i === 0 ? bound : bound * (2 * rng.uniform() - 1),
      );
      const phases = encode(weights, clusterSize, bound);
      expect(relativeError(phases, encodeOracle([...weights], clusterSize, bound), 0)).toBeLessThan(1.5e-15);
      const sums = decodeOracle([...phases], clusterSize, bound);
      expect(relativeError(decode(phases, clusterSize, bound), sums, 1e-307)).toBeLessThan(1e-15);
    }
  }
});

test("Decoding inverts encoding, also for weights below the normal range [CQSA-DEC-1]", () => {
  for (const [weight, bound] of [
    [0.3, 0.7],
    [-5 * TINIEST, 1e-300],
    [1e-308, 1e-307],
    [-1.7e308, 1.7e308],
  ] as const) {
    const [back] = decode(encode(Float64Array.of(weight), 1, bound), 1, bound);
    expect(Math.abs(back! - weight)).toBeLessThanOrEqual(4 * 2 ** -52 * Math.abs(weight) + TINIEST);
  }
});

test("Decoding is linear beyond ±π [CQSA-DEC-2]", () => {
  const [once, thrice] = decode(Float64Array.of(2, 6), 5, 0.1);
  expect(thrice).toBeCloseTo(3 * once!, 14);
  expect(decode(Float64Array.of(-10 * Math.PI), 5, 0.1)[0]).toBeCloseTo(-5, 14);
});

test("The largest phases of k clients sum to π up to k·2⁻⁵²·π [CQSA-ENC-2]", () => {
  for (const clusterSize of [1, 2, 3, 7, 10, 49, 100, 999, 2000]) {
    const [phase] = encode(Float64Array.of(0.7), clusterSize, 0.7);
    const sum = Array.from({ length: clusterSize }, () => phase!).reduce((a, b) => a + b, 0);
    expect(Math.abs(sum - Math.PI)).toBeLessThanOrEqual(clusterSize * 2 ** -52 * Math.PI);
  }
});

test("The largest magnitude ignores signs and is 0 for zeros [CQSA-BND-1]", () => {
  expect(largestMagnitude(Float64Array.of(0.5, -0.7, 0.1))).toBe(0.7);
  expect(largestMagnitude(Float64Array.of(-0, 0))).toBe(0);
});

test("Weights beyond the bound, and bounds without a finite scale, are refused by name [CQSA-ENC-4] [CQSA-DEC-3]", () => {
  const cases: readonly (readonly [() => unknown, string])[] = [
    [
      () => encode(Float64Array.of(0.1, -1.1), 2, 1),
      '"weights[1]" expected a magnitude of at most the bound 1, got -1.1',
    ],
    [
      () => encode(Float64Array.of(TINIEST), 2, 0),
      '"weights[0]" expected a magnitude of at most the bound 0, got 5e-324',
    ],
    [() => encode(Float64Array.of(Number.NaN), 2, 1), '"weights[0]" expected a finite number, got NaN'],
    [() => encode(new Float64Array(0), 2, 1), '"weights" expected at least one number, got a Float64Array'],
    [() => encode(Float64Array.of(0), 0, 1), '"clusterSize" expected an integer of at least 1, got 0'],
    [() => encode(Float64Array.of(0), 1.5, 1), '"clusterSize" expected an integer of at least 1, got 1.5'],
    [() => phaseScale(2, -1), '"weightBound" expected a finite number of at least 0, got -1'],
    [() => phaseScale(2, Infinity), '"weightBound" expected a finite number of at least 0, got Infinity'],
    [
      () => phaseScale(2, HUGE),
      '"weightBound" expected a bound whose product with 2 is finite, got 1.7976931348623157e+308',
    ],
    [
      () => phaseScale(2, TINIEST),
      '"weightBound" expected a bound whose scale π/(2·bound) is finite, got 5e-324',
    ],
    [
      () => decode(Float64Array.of(0, Infinity), 2, 1),
      '"phaseSum[1]" expected a finite number, got Infinity',
    ],
    [() => decode(new Float64Array(0), 2, 0), '"phaseSum" expected at least one number, got a Float64Array'],
    [() => decode(Float64Array.of(7), 1, HUGE), '"phaseSum[0]" expected a phase with a finite weight, got 7'],
    [() => decode(Float64Array.of(7), 2, -1), '"weightBound" expected a finite number of at least 0, got -1'],
  ];
  for (const [call, message] of cases) expect(call).toThrow(new RangeError(message));
  expect(phaseScale(1, HUGE)).toBeGreaterThan(0);
});
