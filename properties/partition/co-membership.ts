import { binomialTest } from "../../src/statistics/binomial-test.ts";
import { detectableProbabilityShift } from "../../src/statistics/power.ts";
import type { Measurement } from "../law.ts";
import { mustPartition } from "./must-partition.ts";

/** Twelve clients in four clusters of three. */
export const CO_MEMBERSHIP = { clients: 12, clusterSize: 3 } as const;

const PAIRS = (CO_MEMBERSHIP.clients * (CO_MEMBERSHIP.clients - 1)) / 2;
/** Two given clients share a cluster in a uniform partition: k − 1 of n − 1 places. */
const TOGETHER = (CO_MEMBERSHIP.clusterSize - 1) / (CO_MEMBERSHIP.clients - 1);

/**
 * How often each of the 66 pairs of clients shares a cluster, over `size` partitions drawn one by one. Each
 * count by itself is binomial with probability (k − 1)/(n − 1) = 2/11 when the partitions are
 * independent and uniform, so its test is exact; the smallest p-value times 66 holds however the pairs
 * depend on each other.
 */
export async function coMembership(
  size: number,
  draw: (index: number) => Promise<readonly (readonly number[])[]>,
): Promise<Measurement> {
  const { clients } = CO_MEMBERSHIP;
  const together = new Float64Array(clients * clients);
  for (let i = 0; i < size; i++) {
    const clusters = await draw(i);
    mustPartition(clients, clusters);
    for (const members of clusters) {
      for (const a of members) for (const b of members) if (a < b) together[a * clients + b]! += 1;
    }
  }
  let [worst, smallest] = [1, Infinity];
  for (let a = 0; a < clients; a++) {
    for (let b = a + 1; b < clients; b++) {
      const pValue = binomialTest(together[a * clients + b]!, size, TOGETHER);
      if (pValue < smallest) [worst, smallest] = [a * clients + b, pValue];
    }
  }
  const pair = `${Math.floor(worst / clients)} and ${worst % clients}`;
  return {
    pValue: Math.min(1, PAIRS * smallest),
    observations: size,
    expected: `each pair of clients together in about ${Math.round(size * TOGETHER)} of ${size} partitions`,
    received: `clients ${pair} together in ${together[worst]}`,
  };
}

/** What {@link coMembership} would have seen. */
export function coMembershipEffect(size: number, level: number): string {
  const shift = detectableProbabilityShift(size, TOGETHER, level / PAIRS, 0.5);
  return `a pair of clients whose probability to share a cluster is off by ${shift.toFixed(4)} from 2/11`;
}
