/** Below this share of the sum, the rest of a geometrically falling tail no longer changes it. */
const NEGLIGIBLE = 2 ** -60;

/**
 * A sum of terms that are not negative and fall ever faster, up to where the rest no longer changes it.
 *
 * @param first its first term
 * @param ratioAt by how much term j + 1 is less than term j, from j = 0 on; falls with j, and below 1 sooner or later
 */
export function fallingSum(first: number, ratioAt: (j: number) => number): number {
  let term = first;
  let sum = first;
  for (let j = 0; term > sum * NEGLIGIBLE; j++) sum += term *= ratioAt(j);
  return sum;
}
