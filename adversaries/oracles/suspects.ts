import { cleanProbability } from "./contamination.ts";

/**
 * The honest clients that perfect detection of clusters would still suspect after T rounds with new clusters in each:
 * those that shared a cluster with an attacker every time, (N − f)·[1 − C(N − 1 − f, k − 1)/C(N − 1, k − 1)]^T for
 * clusters of one size k.
 *
 * @param sizes of the clusters of each round
 */
export function expectedFalseSuspects(byzantine: number, sizes: readonly number[], rounds: number): number {
  const clients = sizes.reduce((sum, size) => sum + size, 0);
  // A client is in a cluster of m with probability m/N, and there its m − 1 fellows are any of the others.
  const exposed = sizes.reduce(
    (sum, size) => sum + (size / clients) * (1 - cleanProbability(clients - 1, byzantine, size - 1)),
    0,
  );
  return (clients - byzantine) * exposed ** rounds;
}
