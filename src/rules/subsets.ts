import { unsupportedError } from "../base/unsupported.ts";

/** What enumerating rules take at most. */
export const MOST_SUBSETS = 200_000;

/** C(n, f), exact up to {@link MOST_SUBSETS}; Infinity beyond it. */
export function countSubsets(inputs: number, left: number): number {
  const few = Math.min(left, inputs - left);
  let count = 1;
  for (let i = 1; i <= few; i++) {
    // C(n − few + i, i): an integer at each step, and growing.
    count = (count * (inputs - few + i)) / i;
    if (count > MOST_SUBSETS) return Infinity;
  }
  return count;
}

/**
 * Refuses an enumeration that would not end in time.
 *
 * @param left how many inputs each subset leaves out
 * @throws an unsupported error beyond 200,000 subsets
 */
export function checkSubsets(rule: string, inputs: number, left: number): void {
  if (countSubsets(inputs, left) <= MOST_SUBSETS) return;
  const most = MOST_SUBSETS.toLocaleString("en");
  const what = `more than ${most} subsets of ${inputs - left} out of ${inputs} inputs for the rule ${rule}`;
  throw unsupportedError("aggregates", what);
}

/**
 * Visits the subsets of {0 … n−1} of one size in lexicographic order. The array is reused; the visitor may
 * read it alone.
 */
export function forEachSubset(inputs: number, size: number, visit: (subset: Int32Array) => void): void {
  const subset = Int32Array.from({ length: size }, (_, i) => i);
  for (;;) {
    visit(subset);
    let place = size - 1;
    while (place >= 0 && subset[place] === inputs - size + place) place--;
    if (place < 0) return;
    subset[place]!++;
    for (let i = place + 1; i < size; i++) subset[i] = subset[i - 1]! + 1;
  }
}
