import type { BigNumber, MathJsInstance } from "mathjs";
import { math as whole } from "./math.ts";

/** Encoding and quantizing in decimals of 64 digits, rounded to a float64 once, at the end. */

/** A quantized value. */
export interface QuantizedValue {
  /** v·(2^(q−1) − 1)/bound, rounded to the nearest whole number. */
  readonly integer: number;
  /** How far the scaled value lies from the nearest half-integer, in steps: near 0 either neighbour is right. */
  readonly tieDistance: number;
}

const math: MathJsInstance = whole.create(whole.all!, { number: "BigNumber", precision: 64 });
const PI: BigNumber = math.bignumber(
  "3.14159265358979323846264338327950288419716939937510582097494459230781640628",
);
const ZERO: BigNumber = math.bignumber(0);

/** A float64's exact value m/2^e, divided out to 64 digits. */
function exact(value: number): BigNumber {
  let numerator = value;
  let doublings = 0;
  while (!Number.isInteger(numerator)) {
    numerator *= 2;
    doublings += 1;
  }
  return math.bignumber(BigInt(numerator).toString()).dividedBy(math.bignumber(2).pow(doublings));
}

function toFloat(value: BigNumber): number {
  // Adding zero turns −0 into 0.
  return value.toNumber() + 0;
}

/** 2^(q−1) − 1, the largest quantized magnitude. */
function levels(bits: number): BigNumber {
  return math
    .bignumber(2)
    .pow(bits - 1)
    .minus(1);
}

/**
 * θ = π·w/(k·bound) for each weight; zeros for a bound of 0.
 *
 * @param clusterSize k
 */
export function encodeOracle(weights: readonly number[], clusterSize: number, weightBound: number): number[] {
  if (weightBound === 0) return weights.map(() => 0);
  const divisor = exact(clusterSize).times(exact(weightBound));
  return weights.map((weight) => toFloat(PI.times(exact(weight)).dividedBy(divisor)));
}

/**
 * Σw = θ·k·bound/π for each sum of phases; zeros for a bound of 0.
 *
 * @param clusterSize k
 */
export function decodeOracle(
  phaseSum: readonly number[],
  clusterSize: number,
  weightBound: number,
): number[] {
  const factor = exact(clusterSize).times(exact(weightBound));
  return phaseSum.map((phase) => toFloat(exact(phase).times(factor).dividedBy(PI)));
}

/**
 * v·(2^(q−1) − 1)/bound rounded, for each value, with its distance to a tie; zeros for a bound of 0.
 *
 * @param bits q
 */
export function quantizeOracle(values: readonly number[], bits: number, bound: number): QuantizedValue[] {
  return values.map((value) => {
    const scaled = bound === 0 ? ZERO : exact(value).times(levels(bits)).dividedBy(exact(bound));
    const fraction = scaled.minus(scaled.floor());
    return { integer: toFloat(scaled.round()), tieDistance: fraction.minus(0.5).abs().toNumber() };
  });
}

/**
 * n·bound/(2^(q−1) − 1) for each integer; zeros for a bound of 0.
 *
 * @param bits q
 */
export function dequantizeOracle(integers: readonly number[], bits: number, bound: number): number[] {
  return integers.map((integer) => toFloat(exact(integer).times(exact(bound)).dividedBy(levels(bits))));
}
