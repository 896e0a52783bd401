/** What becomes of the clients left over when the cluster size does not divide their number. */
export type OracleRemainder = "short" | "merge" | "balanced" | "reject";

/**
 * The permutation that given draws make of 0, 1, …, n−1: draw t swaps the places n−1−t and draws[t].
 *
 * @param n places
 * @param draws n − 1 indices, 0 ≤ draws[t] ≤ n−1−t
 */
export function shuffleFromDraws(n: number, draws: readonly number[]): number[] {
  if (draws.length !== n - 1) throw new RangeError(`"draws" expected ${n - 1} indices, got ${draws.length}`);
  const places = Array.from({ length: n }, (_, place) => place);
  for (const [t, draw] of draws.entries()) {
    const i = n - 1 - t;
    if (!(Number.isInteger(draw) && draw >= 0 && draw <= i)) {
      throw new RangeError(`"draws[${t}]" expected an integer from 0 to ${i}, got ${draw}`);
    }
    const [left, right] = [places[i]!, places[draw]!];
    places[i] = right;
    places[draw] = left;
  }
  return places;
}

/**
 * The sizes of the clusters that n clients form, largest first, or null where the policy refuses.
 *
 * @param k nominal cluster size; with fewer clients than that there is one cluster of all
 */
export function expectedSizes(n: number, k: number, policy: OracleRemainder): number[] | null {
  const full = Math.floor(n / k);
  const remainder = n - full * k;
  const fullClusters = Array.from({ length: full }, () => k);
  if (remainder === 0) return fullClusters;
  if (policy === "reject") return null;
  if (n < k) return [n];
  if (policy === "short") return [...fullClusters, remainder];
  if (policy === "merge") return [k + remainder, ...fullClusters.slice(1)];
  // Balanced: dealing the clients out one at a time keeps the sizes within one of each other.
  const sizes = Array.from({ length: full }, () => 0);
  for (let client = 0; client < n; client++) sizes[client % full]! += 1;
  return sizes;
}
