/** Halvings of the search: four digits of the result. */
const STEPS = 16;

/**
 * The least departure in (0, most] that is found, where what is found stays found further out; Infinity if none is.
 * A little too large rather than too small.
 */
export function leastDeparture(most: number, isFound: (departure: number) => boolean): number {
  if (!isFound(most)) return Infinity;
  let [missed, found] = [0, most];
  for (let step = 0; step < STEPS; step++) {
    const middle = (missed + found) / 2;
    if (isFound(middle)) found = middle;
    else missed = middle;
  }
  return found;
}
