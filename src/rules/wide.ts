/**
 * A non-negative number with an exponent of its own: mantissa · 2^exponent, the mantissa in [1, 2), or
 * 0 with exponent −∞. Squares and fourth powers of distances leave float64 long before the distances
 * do; their order must not.
 */
export interface Wide {
  readonly mantissa: number;
  readonly exponent: number;
}

export const WIDE_ZERO: Wide = { mantissa: 0, exponent: -Infinity };

const scratch = new DataView(new ArrayBuffer(8));

/** ⌊log2 value⌋ of a normal number, from its bits: a logarithm may round across a power of two. */
function exponentOf(value: number): number {
  scratch.setFloat64(0, value);
  return (scratch.getUint16(0) >> 4) - 1023;
}

/** value · 2^exponent for a finite value ≥ 0 and an integer exponent; exact. */
export function wideOf(value: number, exponent = 0): Wide {
  if (value === 0) return WIDE_ZERO;
  // A subnormal number first moves up, where the power of two below stays within float64.
  if (value < 2 ** -1000) return wideOf(value * 2 ** 100, exponent - 100);
  const shift = exponentOf(value);
  // In two steps, since 2^−1023 alone is subnormal.
  return { mantissa: (value / 2) * 2 ** (1 - shift), exponent: exponent + shift };
}

/** Negative, zero or positive as a is less than, equal to or greater than b. */
export function compareWide(a: Wide, b: Wide): number {
  return a.exponent === b.exponent ? a.mantissa - b.mantissa : a.exponent < b.exponent ? -1 : 1;
}

/** The sum, added in the given order; exact where a plain sum of float64s would be. */
export function sumWide(values: readonly Wide[]): Wide {
  const top = values.reduce((highest, { exponent }) => Math.max(highest, exponent), -Infinity);
  if (top === -Infinity) return WIDE_ZERO;
  let sum = 0;
  for (const { mantissa, exponent } of values) sum += mantissa * 2 ** (exponent - top);
  return wideOf(sum, top);
}

/** The square root; correctly rounded. */
export function rootWide({ mantissa, exponent }: Wide): Wide {
  if (mantissa === 0) return WIDE_ZERO;
  const odd = exponent % 2 !== 0;
  return wideOf(Math.sqrt(odd ? mantissa * 2 : mantissa), (odd ? exponent - 1 : exponent) / 2);
}

/** The square; correctly rounded. */
export function squareWide({ mantissa, exponent }: Wide): Wide {
  return wideOf(mantissa * mantissa, 2 * exponent);
}

/** The nearest float64: Infinity or 0 where it is beyond. */
export function narrow({ mantissa, exponent }: Wide): number {
  if (mantissa === 0 || exponent < -1100) return 0;
  const half = Math.trunc(exponent / 2);
  return mantissa * 2 ** half * 2 ** (exponent - half);
}
