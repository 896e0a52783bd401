import { expect, test } from "vitest";
import { expectedSizes, shuffleFromDraws } from "../../properties/oracles/fisher-yates.ts";
import { randomStream } from "../base/random.ts";
import { chiSquareTest } from "../statistics/chi-square-test.ts";
import { clusterSizes, partition, partitionFromDraws, REMAINDER_POLICIES } from "./partition.ts";

const NUMBERS = Array.from({ length: 14 }, (_, i) => i + 1);

test.each(REMAINDER_POLICIES)("Sizes under %s are those of dealing out by hand [CQSA-PAR-2]", (remainder) => {
  for (const clients of NUMBERS) {
    for (const clusterSize of NUMBERS) {
      const request = { clients, clusterSize, remainder };
      const expected = expectedSizes(clients, clusterSize, remainder);
      if (expected === null) {
        const message = `"clients" expected a multiple of the cluster size ${clusterSize}, got ${clients}`;
        expect(() => clusterSizes(request)).toThrow(new RangeError(message));
        continue;
      }
      const sizes = clusterSizes(request);
      expect(sizes.reduce((a, b) => a + b, 0)).toBe(clients);
      expect(sizes.toSorted((a, b) => b - a)).toEqual(expected.toSorted((a, b) => b - a));
    }
  }
});

test("The odd cluster is the last one: the short one, or the one that takes the rest [CQSA-PAR-2]", () => {
  const sizes = (remainder: "short" | "merge" | "balanced"): number[] =>
    clusterSizes({ clients: 11, clusterSize: 3, remainder });
  expect(sizes("short")).toEqual([3, 3, 3, 2]);
  expect(sizes("merge")).toEqual([3, 3, 5]);
  expect(sizes("balanced")).toEqual([4, 4, 3]);
});

test("Every client is in exactly one cluster, under any policy and stream [CQSA-PAR-1]", () => {
  for (const remainder of ["short", "merge", "balanced"] as const) {
    for (const clients of NUMBERS) {
      const clusters = partition({ clients, clusterSize: 4, remainder }, randomStream(`${clients}`));
      expect(clusters.map(({ length }) => length)).toEqual(
        clusterSizes({ clients, clusterSize: 4, remainder }),
      );
      expect(clusters.flat().toSorted((a, b) => a - b)).toEqual(Array.from({ length: clients }, (_, i) => i));
    }
  }
});

test("Explicit draws give the permutation worked out by hand [CQSA-PAR-3]", () => {
  const request = { clients: 5, clusterSize: 2, remainder: "short" } as const;
  // 01234 → swap 4, 1: 04231 → swap 3, 3 → swap 2, 0: 24031 → swap 1, 0: 42031.
  expect(partitionFromDraws(request, [1, 3, 0, 0])).toEqual([[4, 2], [0, 3], [1]]);
  expect(partitionFromDraws(request, [4, 3, 2, 1])).toEqual([[0, 1], [2, 3], [4]]);
  expect(partitionFromDraws({ clients: 1, clusterSize: 2, remainder: "short" }, [])).toEqual([[0]]);
});

test("All 24 rows of draws for four clients give the oracle's permutations, each once [CQSA-PAR-3, CQSA-PAR-4]", () => {
  const seen = new Set<string>();
  for (let row = 0; row < 24; row++) {
    const draws = [row % 4, Math.floor(row / 4) % 3, Math.floor(row / 12)];
    const [order] = partitionFromDraws({ clients: 4, clusterSize: 4, remainder: "reject" }, draws);
    expect(order).toEqual(shuffleFromDraws(4, draws));
    seen.add(order!.join());
  }
  expect(seen.size).toBe(24);
});

test("Over seeds all permutations of four clients are equally likely [CQSA-PAR-4]", () => {
  const counts = new Map<string, number>();
  for (let seed = 0; seed < 12_000; seed++) {
    const rng = randomStream("permutations").fork(`${seed}`);
    const [order] = partition({ clients: 4, clusterSize: 4, remainder: "reject" }, rng);
    counts.set(order!.join(), (counts.get(order!.join()) ?? 0) + 1);
  }
  expect(counts.size).toBe(24);
  const { pValue } = chiSquareTest(
    [...counts.values()],
    Array.from({ length: 24 }, () => 1 / 24),
  );
  expect(pValue).toBeGreaterThan(1e-4);
});

test("The same stream gives the same partition, another one another [CQSA-DET-1] [CQSA-DET-2]", () => {
  const request = { clients: 30, clusterSize: 5, remainder: "reject" } as const;
  expect(partition(request, randomStream("a"))).toEqual(partition(request, randomStream("a")));
  expect(partition(request, randomStream("a"))).not.toEqual(partition(request, randomStream("b")));
});

test("Counts, policies and draws out of range are refused by name [CQSA-PAR-5]", () => {
  const request = { clients: 4, clusterSize: 2, remainder: "short" } as const;
  const cases: readonly (readonly [() => unknown, string])[] = [
    [() => clusterSizes({ ...request, clients: 0 }), '"clients" expected an integer of at least 1, got 0'],
    [
      () => clusterSizes({ ...request, clusterSize: 2.5 }),
      '"clusterSize" expected an integer of at least 1, got 2.5',
    ],
    [
      () => clusterSizes({ ...request, remainder: "drop" as "short" }),
      '"remainder" expected one of short, merge, balanced, reject, got "drop"',
    ],
    [() => partitionFromDraws(request, [0, 0]), '"draws" expected 3 integers, got an array of 2'],
    [() => partitionFromDraws(request, [0, 0, 0, 0]), '"draws" expected 3 integers, got an array of 4'],
    [() => partitionFromDraws(request, [4, 0, 0]), '"draws[0]" expected an integer from 0 to 3, got 4'],
    [() => partitionFromDraws(request, [0, 0, 2]), '"draws[2]" expected an integer from 0 to 1, got 2'],
    [() => partitionFromDraws(request, [0, -1, 0]), '"draws[1]" expected an integer from 0 to 2, got -1'],
    [() => partitionFromDraws(request, [0, 0.5, 0]), '"draws[1]" expected an integer from 0 to 2, got 0.5'],
  ];
  for (const [call, message] of cases) expect(call).toThrow(new RangeError(message));
});
