/**
 * Error-free transformations (Ogita, Rump, Oishi 2005): sums and products of floating-point numbers
 * together with exactly what rounding took away. All need intermediates within float64; where one
 * overflows the result is not finite, which the caller tests once at the end.
 */

/** a + b − sum exactly, for sum = a + b rounded (Knuth). */
export function sumError(a: number, b: number, sum: number): number {
  const shadow = sum - a;
  return a - (sum - shadow) + (b - shadow);
}

// 2^27 + 1 splits a float64 into two halves of 26 bits (Veltkamp).
const SPLITTER = 2 ** 27 + 1;

/** a·b − product exactly, for product = a·b rounded (Dekker); barring underflow. */
export function productError(a: number, b: number, product: number): number {
  const shiftedA = SPLITTER * a;
  const highA = shiftedA - (shiftedA - a);
  const lowA = a - highA;
  const shiftedB = SPLITTER * b;
  const highB = shiftedB - (shiftedB - b);
  const lowB = b - highB;
  return lowA * lowB - (product - highA * highB - lowA * highB - highA * lowB);
}

/**
 * (sum + error)/divisor with one rounding in all but rare cases: the mean of n equal numbers is that
 * number.
 */
export function quotient(sum: number, error: number, divisor: number): number {
  const high = sum + error;
  const low = sumError(sum, error, high);
  const first = high / divisor;
  const product = first * divisor;
  const rest = high - product - productError(first, divisor, product) + low;
  return first + rest / divisor;
}
