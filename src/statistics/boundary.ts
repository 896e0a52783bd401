/** What is added in the search for the least integer: 2^52, …, 2, 1. */
const STRIDES: readonly number[] = Array.from({ length: 53 }, (_, i) => 2 ** (52 - i));

/** The least integer above `from` with the property, which all have from there on; it lies no further than 2^53 away. */
export function leastInteger(from: number, holds: (k: number) => boolean): number {
  let without = from;
  for (const stride of STRIDES) {
    if (!holds(without + stride)) without += stride;
  }
  return without + 1;
}

/**
 * The first number with the property on the way from one that does not have it to one that has, where it is kept from
 * there on; found by halving, to the last bit.
 */
export function firstWith(without: number, having: number, holds: (x: number) => boolean): number {
  const middle = (without + having) / 2;
  if (middle === without || middle === having) return having;
  return holds(middle) ? firstWith(without, middle, holds) : firstWith(middle, having, holds);
}
