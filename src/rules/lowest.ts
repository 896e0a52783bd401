import { compareWide } from "./wide.ts";
import type { Wide } from "./wide.ts";

/** The indices of the `count` lowest values, ascending by index; among equals the lowest index wins. */
export function lowestBy<T>(values: readonly T[], count: number, compare: (a: T, b: T) => number): number[] {
  return (
    values
      .map((_, i) => i)
      // Equals stay in their order.
      .sort((a, b) => compare(values[a]!, values[b]!))
      .slice(0, count)
      .sort((a, b) => a - b)
  );
}

/** {@link lowestBy} of numbers. */
export function lowest(values: ArrayLike<number>, count: number): number[] {
  return lowestBy(Array.from(values), count, (a, b) => a - b);
}

/** {@link lowestBy} of numbers with an exponent of their own. */
export function lowestWide(values: readonly Wide[], count: number): number[] {
  return lowestBy(values, count, compareWide);
}
