import { checkInteger, checkNumber, checkVector } from "../base/check.ts";
import { rangeRefusal } from "../base/refusal.ts";

/** The largest integer of a symmetric q-bit quantizer, 2^(q−1) − 1. */
function largestLevel(bits: number): number {
  checkInteger("bits", bits, { min: 2, max: 32 });
  return 2 ** (bits - 1) - 1;
}

/**
 * The distance between neighbouring levels, bound/(2^(q−1) − 1), in the unit of the values.
 *
 * @param bits q, from 2 to 32
 * @param bound the largest magnitude, finite, at least 0
 * @throws TypeError or RangeError for bits or a bound out of range
 */
export function quantizationStep(bits: number, bound: number): number {
  checkNumber("bound", bound, { min: 0 });
  return bound / largestLevel(bits);
}

// A quotient below 2^31 carries an error below 2^31 · 3 · 2^−53: outside this band about a tie the
// rounding is certain.
const TIE_BAND = 1e-6;

/**
 * Decides exactly whether magnitude · level / bound lies below `floor` + ½. Needs 1 ≤ bound < 4 or so,
 * and a magnitude that is no smaller than bound · 2^−33, so that both are integers at a scale of 2^90.
 */
function isBelowTie(magnitude: number, bound: number, level: number, floor: number): boolean {
  const left = BigInt(magnitude * 2 ** 90) * BigInt(2 * level);
  return left < BigInt(bound * 2 ** 90) * BigInt(2 * floor + 1);
}

/**
 * Quantizes a vector: v·(2^(q−1) − 1)/bound, rounded to nearest, exact ties away from zero, so that
 * the quantizer is odd (QuNetQFL, quantized updates; symmetric levels).
 *
 * @param values d ≥ 1 numbers, none beyond the bound
 * @param bits q, from 2 to 32
 * @param bound the largest magnitude, finite, at least 0; with 0 every value must be 0
 * @returns d integers within ±(2^(q−1) − 1), never −0
 * @throws TypeError or RangeError for bits or a bound out of range, an empty vector, a non-finite value
 *   or one beyond the bound
 * @example quantize([0.5, -1, 0.1], 8, 1) // 64, -127, 13
 */
export function quantize(values: ArrayLike<number>, bits: number, bound: number): Float64Array {
  const level = largestLevel(bits);
  checkNumber("bound", bound, { min: 0 });
  checkVector("values", values);
  const integers = new Float64Array(values.length);
  // Both the values and the bound move by the same power of two, in two steps because one may exceed
  // float64: then no extreme bound makes a product overflow or a quotient lose bits. With bound 0 they are no numbers, and
  // no value gets as far as them.
  const exponent = -Math.floor(Math.log2(bound));
  const half = Math.trunc(exponent / 2);
  const first = 2 ** half;
  const second = 2 ** (exponent - half);
  const unitBound = bound * first * second;
  for (let c = 0; c < values.length; c++) {
    const value = values[c]!;
    const magnitude = Math.abs(value);
    if (magnitude > bound) throw rangeRefusal(`values[${c}]`, `a number within ±${bound}`, value);
    if (magnitude === 0) continue;
    const unit = magnitude * first * second;
    const quotient = (unit * level) / unitBound;
    let floor = Math.floor(quotient);
    const excess = quotient - floor - 0.5;
    const below = Math.abs(excess) > TIE_BAND ? excess < 0 : isBelowTie(unit, unitBound, level, floor);
    if (!below) floor += 1;
    if (floor !== 0) integers[c] = Math.sign(value) * floor;
  }
  return integers;
}

/**
 * The values of quantized integers, or of a sum of quantized vectors: i·bound/(2^(q−1) − 1).
 *
 * @param integers d ≥ 1 safe integers
 * @param bits q, from 2 to 32
 * @param bound the bound that they were quantized with, finite, at least 0; with 0 the result is zeros
 * @throws TypeError or RangeError for bits or a bound out of range, an empty vector, an entry that is not
 *   a safe integer, a value beyond float64
 * @example dequantize([127, -254], 8, 0.5) // 0.5, -1
 */
export function dequantize(integers: ArrayLike<number>, bits: number, bound: number): Float64Array {
  const level = largestLevel(bits);
  checkNumber("bound", bound, { min: 0 });
  checkVector("integers", integers);
  const values = new Float64Array(integers.length);
  for (let c = 0; c < integers.length; c++) {
    const integer = integers[c]!;
    if (!Number.isSafeInteger(integer)) checkInteger(`integers[${c}]`, integer);
    if (integer === 0 || bound === 0) continue;
    // The ratio first: it is never extreme, it is 1 at the largest level, and the product rounds once.
    const value = (integer / level) * bound;
    if (!Number.isFinite(value)) {
      throw rangeRefusal(`integers[${c}]`, "an integer whose value is finite", integer);
    }
    values[c] = value;
  }
  return values;
}
