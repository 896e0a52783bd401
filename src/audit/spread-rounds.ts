/**
 * Which rounds of a training are measured: `wanted` of `available`, spread evenly from the first to the last, or all.
 *
 * @param available at least 1
 * @param wanted at least 1
 * @returns indices from 0, ascending
 * @example spreadRounds(20, 3) // [0, 9, 19]
 */
export function spreadRounds(available: number, wanted: number): number[] {
  const count = Math.min(available, wanted);
  if (count === 1) return [0];
  return Array.from({ length: count }, (_, i) => Math.floor((i * (available - 1)) / (count - 1)));
}
