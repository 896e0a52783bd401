import { expect, test } from "vitest";
import {
  attackersInCluster,
  cleanProbability,
  contaminatedClusters,
  contaminatedShare,
  dilution,
  noHonestMajority,
} from "./contamination.ts";
import { expectedFalseSuspects } from "./suspects.ts";

/** All orders of n things. */
function permutations(n: number): number[][] {
  if (n === 0) return [[]];
  return permutations(n - 1).flatMap((rest) =>
    Array.from({ length: n }, (_, at) => [...rest.slice(0, at), n - 1, ...rest.slice(at)]),
  );
}

function clustersOf(order: readonly number[], sizes: readonly number[]): number[][] {
  let start = 0;
  return sizes.map((size) => order.slice(start, (start += size)));
}

const CASES: readonly (readonly [byzantine: number, sizes: readonly number[]])[] = [
  [0, [2, 2, 2]],
  [1, [2, 2, 2]],
  [2, [2, 2, 2]],
  [3, [2, 2, 2]],
  [2, [3, 4]],
  [3, [2, 2, 3]],
  [6, [3, 4]],
  [2, [1, 1, 1, 1, 1]],
];

test.for(CASES)("%i attackers in clusters of %j are where counting all orders finds them", ([f, sizes]) => {
  const clients = sizes.reduce((sum, size) => sum + size, 0);
  const orders = permutations(clients);
  const counts = new Float64Array(sizes.length + 1);
  const inFirst = new Float64Array(sizes[0]! + 1);
  let exposed = 0;
  for (const order of orders) {
    const clusters = clustersOf(order, sizes);
    const bad = clusters.filter((members) => members.some((client) => client < f));
    counts[bad.length]! += 1 / orders.length;
    inFirst[clusters[0]!.filter((client) => client < f).length]! += 1 / orders.length;
    exposed += bad.flat().filter((client) => client >= f).length / orders.length;
  }
  const found = contaminatedClusters(f, sizes);
  expect(found).toHaveLength(counts.length);
  for (const [c, probability] of found.entries()) expect(probability).toBeCloseTo(counts[c]!, 12);
  const first = attackersInCluster(clients, f, sizes[0]!);
  for (const [j, probability] of first.entries()) expect(probability).toBeCloseTo(inFirst[j]!, 12);
  const mean = counts.reduce((sum, probability, c) => sum + c * probability, 0);
  expect(contaminatedShare(f, sizes)).toBeCloseTo(mean / sizes.length, 12);
  const majority = counts.reduce((sum, p, c) => (2 * c >= sizes.length ? sum + p : sum), 0);
  expect(noHonestMajority(f, sizes)).toBeCloseTo(majority, 12);
  // Rounds are independent: an honest client is exposed in two of them with the square of its chance.
  const chance = exposed / (clients - f || 1);
  expect(expectedFalseSuspects(f, sizes, 1)).toBeCloseTo(exposed, 12);
  expect(expectedFalseSuspects(f, sizes, 2)).toBeCloseTo((clients - f) * chance ** 2, 10);
});

test("of 60 clients in clusters of 5, six that leave spare .5791 of the clusters and twelve .3135", () => {
  expect(cleanProbability(60, 6, 5)).toBeCloseTo(3_162_510 / 5_461_512, 12);
  expect(cleanProbability(60, 6, 5)).toBeCloseTo(0.5791, 4);
  expect(cleanProbability(60, 12, 5)).toBeCloseTo(1_712_304 / 5_461_512, 12);
});

test("attackers of half as many as clusters break a majority, fewer cannot", () => {
  const sizes = Array.from({ length: 12 }, () => 5);
  expect(noHonestMajority(5, sizes)).toBe(0);
  expect(noHonestMajority(6, sizes)).toBeGreaterThan(0);
  expect(noHonestMajority(56, sizes)).toBe(1);
});

test("a large campaign's distribution adds up to 1", () => {
  const found = contaminatedClusters(
    100,
    Array.from({ length: 100 }, () => 5),
  );
  expect(found).toHaveLength(101);
  expect(found.reduce((sum, probability) => sum + probability, 0)).toBeCloseTo(1, 10);
});

test("an attacker in a cluster of k stands out √k times less: its share 1/k over the spread 1/√k of means", () => {
  for (const k of [1, 3, 5]) expect(dilution(k)).toBeCloseTo(1 / k / Math.sqrt(1 / k), 12);
});
