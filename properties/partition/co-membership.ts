import { binomialTest } from "../../src/statistics/binomial-test.ts";
import { detectableProbabilityShift } from "../../src/statistics/power.ts";
import type { Clustering } from "../arbitraries/clusterings.ts";
import type { Measurement } from "../law.ts";
import { STATED_POWER } from "../stated-power.ts";
import { violation } from "../violation.ts";
import { mustPartition } from "./must-partition.ts";

/** Twelve clients in four clusters of three. */
export const TWELVE: Clustering = { clients: 12, clusterSize: 3 };

/**
 * So many clients in clusters of three that no two partitions are the same by chance: there are 24!/6^8 = 3.7e17 of them,
 * and 16,000 draw one twice with a probability of 4e-10. What comes again comes from a seed that was cut.
 */
export const TWENTY_FOUR: Clustering = { clients: 24, clusterSize: 3 };

/** Two given clients share a cluster in a uniform partition: k − 1 of n − 1 places. */
function togetherOf({ clients, clusterSize }: Clustering): number {
  return (clusterSize - 1) / (clients - 1);
}

function pairsOf({ clients }: Clustering): number {
  return (clients * (clients - 1)) / 2;
}

/**
 * So many partitions that come again are too many. Seeds hashed to 32 bits are held to be good enough: of 16,000 they
 * bring 0.03 again on average, and five with a probability of 2e-10. Of 4000 with 20 bits it is seven or eight.
 */
const MOST_REPEATED = 4;

/**
 * How often each pair of clients shares a cluster, over `size` partitions drawn one by one. Each count by itself is
 * binomial with probability (k − 1)/(n − 1) when the partitions are independent and uniform, so its
 * test is exact; the smallest p-value times the number of pairs holds however the pairs depend on each other.
 *
 * @throws a violation if a partition is none, or if too many of {@link TWENTY_FOUR} clients come again: their seeds were cut
 */
export async function coMembership(
  clustering: Clustering,
  size: number,
  draw: (index: number) => Promise<readonly (readonly number[])[]>,
): Promise<Measurement> {
  const { clients } = clustering;
  const together = new Float64Array(clients * clients);
  const drawn = new Set<string>();
  let repeated = 0;
  for (let i = 0; i < size; i++) {
    const clusters = await draw(i);
    mustPartition(clients, clusters);
    for (const members of clusters) {
      for (const a of members) for (const b of members) if (a < b) together[a * clients + b]! += 1;
    }
    if (clients < TWENTY_FOUR.clients) continue;
    const text = JSON.stringify(clusters);
    if (drawn.has(text)) repeated++;
    drawn.add(text);
    if (repeated > MOST_REPEATED) {
      throw violation(`${repeated} of ${i + 1} partitions came before`, "a new one for every seed", clusters);
    }
  }
  const probability = togetherOf(clustering);
  // The counts have one distribution, so that the most extreme ones have the least p-values.
  let [rarest, commonest] = [1, 1];
  for (let a = 0; a < clients; a++) {
    for (let b = a + 1; b < clients; b++) {
      const place = a * clients + b;
      if (together[place]! < together[rarest]!) rarest = place;
      if (together[place]! > together[commonest]!) commonest = place;
    }
  }
  const pValueOf = (place: number): number => binomialTest(together[place]!, size, probability);
  const worst = pValueOf(rarest) < pValueOf(commonest) ? rarest : commonest;
  const pair = `${Math.floor(worst / clients)} and ${worst % clients}`;
  return {
    pValue: Math.min(1, pairsOf(clustering) * pValueOf(worst)),
    observations: size,
    expected: `each pair of clients together in about ${Math.round(size * probability)} of ${size} partitions`,
    received: `clients ${pair} together in ${together[worst]}`,
  };
}

/** The smallest change of a pair's probability to share a cluster that {@link coMembership} finds. */
export function coMembershipShift(clustering: Clustering, size: number, level: number): number {
  const probability = togetherOf(clustering);
  return detectableProbabilityShift(size, probability, level / pairsOf(clustering), STATED_POWER);
}

/** {@link coMembershipShift} in words. */
export function coMembershipEffect(shift: number): string {
  return `a pair of clients whose probability to share a cluster is off by ${shift.toFixed(4)}`;
}

/** How often clients 0 and 1 have to be drawn anew until they are together, for them to be so much too often. */
export function againShare(clustering: Clustering, shift: number): number {
  return shift / (1 - togetherOf(clustering));
}

/** True if clients 0 and 1 share a cluster. */
export function firstTogether({ clusters }: { readonly clusters: readonly (readonly number[])[] }): boolean {
  return clusters.some((members) => members.includes(0) && members.includes(1));
}
