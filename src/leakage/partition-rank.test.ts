import { EigenvalueDecomposition, Matrix as DenseMatrix } from "ml-matrix";
import { expect, test } from "vitest";
import { randomStream } from "../base/random.ts";
import { partition } from "../protocol/partition.ts";
import { clopperPearson } from "../statistics/clopper-pearson.ts";
import { recovery } from "./partition-rank.ts";

function drawn(clients: number, clusterSize: number, rounds: number, name: string): number[][][] {
  const rng = randomStream("recovery").fork(name);
  return Array.from({ length: rounds }, () =>
    partition({ clients, clusterSize, remainder: "balanced" }, rng),
  );
}

/** The rank by another way: eigenvalues of AᵀA in floating point. */
function floatingRank(partitions: readonly (readonly (readonly number[])[])[], clients: number): number {
  const gram = DenseMatrix.zeros(clients, clients);
  for (const members of partitions.flat()) {
    for (const a of members) for (const b of members) gram.set(a, b, gram.get(a, b) + 1);
  }
  const { realEigenvalues } = new EigenvalueDecomposition(gram, { assumeSymmetric: true });
  return realEigenvalues.filter((value) => value > 1e-9).length;
}

test("a client alone is known, two of a sum are not until another sum has one of them", () => {
  const result = recovery(
    [
      [[0], [1, 2], [3, 4]],
      [
        [2, 0],
        [1, 3, 4],
      ],
      [[3], [0, 1, 2, 4]],
    ],
    5,
  );
  expect(result.determined).toEqual([[0], [0, 1, 2], [0, 1, 2, 3, 4]]);
  expect(result.ranks).toEqual([3, 4, 5]);
  expect(result.rounds).toBe(3);
});

test("clusters that stay never give more than their sums", () => {
  const fixed = Array.from({ length: 30 }, () => [
    [0, 1, 2],
    [3, 4, 5],
  ]);
  expect(recovery(fixed, 6)).toMatchObject({ rounds: null });
  expect(recovery(fixed, 6).ranks.at(-1)).toBe(2);
});

test("the rank modulo a prime is that of floating-point eigenvalues", () => {
  for (const [clients, clusterSize, rounds] of [
    [20, 5, 8],
    [31, 4, 5],
    [60, 5, 6],
  ] as const) {
    const partitions = drawn(clients, clusterSize, rounds, `${clients}`);
    const { ranks } = recovery(partitions, clients);
    expect(ranks).toHaveLength(rounds);
    for (const [t, rank] of ranks.entries()) {
      expect(rank).toBe(floatingRank(partitions.slice(0, t + 1), clients));
    }
  }
});

// The register of claims has 97.5 % for N = 20; at N = 60 every draw had full rank.
test.for([
  [60, 6, 40, 1],
  [20, 7, 200, 0.975],
] as const)(
  "N = %i clients in clusters of 5 are all told after %d rounds",
  ([clients, rounds, draws, share]) => {
    let told = 0;
    for (let i = 0; i < draws; i++) {
      const found = recovery(drawn(clients, 5, rounds, `${clients}/${i}`), clients);
      // At rank N, and not before, every client is determined.
      for (const [t, rank] of found.ranks.entries()) {
        expect(found.determined[t]!.length === clients).toBe(rank === clients);
      }
      expect(found.ranks.slice(0, -1)).not.toContain(clients);
      if (found.rounds === rounds) told++;
    }
    const { lower, upper } = clopperPearson(told, draws, 0.9999);
    expect(share).toBeGreaterThanOrEqual(lower);
    expect(share).toBeLessThanOrEqual(upper);
  },
);

test("no rounds and clients out of range are refused", () => {
  expect(() => recovery([], 3)).toThrow('"partitions.length" expected');
  expect(() => recovery([[[3]]], 3)).toThrow('"partitions[0][0]" expected');
  expect(() => recovery([[[0]]], 0)).toThrow('"clients" expected');
});
