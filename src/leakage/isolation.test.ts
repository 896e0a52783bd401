import { expect, test } from "vitest";
import { randomStream } from "../base/random.ts";
import { clusterSizes, partition } from "../protocol/partition.ts";
import { clopperPearson } from "../statistics/clopper-pearson.ts";
import {
  anyIsolationProbability,
  isolatedClients,
  isolationProbability,
  roundsUntil,
  withinRounds,
} from "./isolation.ts";

function choose(n: number, m: number): number {
  let ways = 1;
  for (let i = 0; i < m; i++) ways = (ways * (n - i)) / (i + 1);
  return m < 0 || m > n ? 0 : ways;
}

/** Every choice of c places among clusters of these sizes: the shares with place 0's client alone, and with any. */
function enumerated(sizes: readonly number[], colluders: number): { first: number; any: number } {
  let next = 0;
  const clusters = sizes.map((size) => Array.from({ length: size }, () => next++));
  const counts = { all: 0, first: 0, any: 0 };
  for (let set = 0; set < 2 ** next; set++) {
    const chosen = new Set(Array.from({ length: next }, (_, i) => i).filter((i) => (set >> i) & 1));
    if (chosen.size !== colluders) continue;
    const alone = isolatedClients(clusters, chosen);
    counts.all++;
    if (alone.length > 0) counts.any++;
    // Of a uniform partition each honest client is in each place equally often.
    counts.first += alone.length / (next - colluders);
  }
  return { first: counts.first / counts.all, any: counts.any / counts.all };
}

test("both chances are those of all ways to place the colluders", () => {
  for (const colluders of [0, 1, 2, 4, 6, 8]) {
    const { first, any } = enumerated([3, 3, 3], colluders);
    expect(isolationProbability({ clients: 9, colluders, clusterSize: 3 })).toBeCloseTo(first, 12);
    expect(anyIsolationProbability([3, 3, 3], colluders)).toBeCloseTo(any, 12);
  }
  for (const sizes of [[4, 3, 3], [2, 5, 1], [11]]) {
    for (const colluders of [0, 2, 5]) {
      expect(anyIsolationProbability(sizes, colluders)).toBeCloseTo(enumerated(sizes, colluders).any, 12);
    }
  }
});

test("clusters of one size agree with inclusion and exclusion", () => {
  for (const [clients, clusterSize, colluders] of [
    [60, 5, 12],
    [60, 3, 20],
    [200, 10, 60],
  ] as const) {
    const clusters = clients / clusterSize;
    let any = 0;
    for (let j = 1; j <= clusters; j++) {
      const rest = choose(clients - j * clusterSize, colluders - j * (clusterSize - 1));
      any -= (-1) ** j * choose(clusters, j) * clusterSize ** j * (rest / choose(clients, colluders));
    }
    const sizes = Array.from({ length: clusters }, () => clusterSize);
    expect(anyIsolationProbability(sizes, colluders)).toBeCloseTo(any, 9);
  }
});

test("12 colluders among 60 clients in clusters of 5 isolate somebody within 100 rounds with .995", () => {
  const setting = { clients: 60, colluders: 12, clusterSize: 5 };
  const one = isolationProbability(setting);
  expect(one).toBeCloseTo(choose(12, 4) / choose(59, 4), 15);
  const any = anyIsolationProbability(clusterSizes({ clients: 60, clusterSize: 5, remainder: "short" }), 12);
  // The union bound over 48 honest clients, hardly above.
  expect(any).toBeLessThan(48 * one);
  expect(any).toBeGreaterThan(0.97 * 48 * one);
  expect(withinRounds(any, 100)).toBeCloseTo(0.995, 3);
  expect(roundsUntil(any, 0.5)).toBe(13);
  expect(withinRounds(any, 13)).toBeGreaterThan(0.5);
  expect(withinRounds(any, 12)).toBeLessThan(0.5);
});

test("partitions isolate as often as the closed forms say", () => {
  const rng = randomStream("isolation");
  const colluders = new Set(Array.from({ length: 12 }, (_, i) => 5 * i));
  const rounds = 4000;
  const counts = { any: 0, one: 0 };
  for (let t = 0; t < rounds; t++) {
    const alone = isolatedClients(
      partition({ clients: 60, clusterSize: 4, remainder: "short" }, rng),
      colluders,
    );
    if (alone.length > 0) counts.any++;
    if (alone.includes(7)) counts.one++;
  }
  const any = anyIsolationProbability(
    Array.from({ length: 15 }, () => 4),
    12,
  );
  const one = isolationProbability({ clients: 60, colluders: 12, clusterSize: 4 });
  for (const [count, expected] of [
    [counts.any, any],
    [counts.one, one],
  ] as const) {
    const { lower, upper } = clopperPearson(count, rounds, 0.9999);
    expect(count).toBeGreaterThan(5);
    expect(lower).toBeLessThan(expected);
    expect(upper).toBeGreaterThan(expected);
  }
});

test("rounds add up, and the number of rounds is the first with the chance", () => {
  expect(withinRounds(0.25, 0)).toBe(0);
  expect(withinRounds(1, 1)).toBe(1);
  expect(withinRounds(0.25, 3)).toBeCloseTo(1 - 0.75 ** 3, 15);
  expect(roundsUntil(0.25, 1 - 0.75 ** 3)).toBe(3);
  expect(roundsUntil(0.25, 0.58)).toBe(4);
  expect(roundsUntil(1, 0.9)).toBe(1);
  expect(roundsUntil(0, 0.9)).toBe(Infinity);
  expect(roundsUntil(0.5, 0)).toBe(0);
});

test("thousands of clients are no sum of overflows", () => {
  const any = anyIsolationProbability(
    Array.from({ length: 400 }, () => 5),
    1500,
  );
  expect(any).toBeGreaterThan(0.999);
  expect(any).toBeLessThanOrEqual(1);
});

test.for([
  [{ clients: 5, colluders: 5, clusterSize: 2 }, "colluders"],
  [{ clients: 5, colluders: 1, clusterSize: 6 }, "clusterSize"],
] as const)("%j is refused", ([setting, named]) => {
  expect(() => isolationProbability(setting)).toThrow(`"${named}" expected`);
});

test("no clusters, more colluders than clients, and no chance at all are refused", () => {
  expect(() => anyIsolationProbability([], 0)).toThrow('"sizes.length" expected');
  expect(() => anyIsolationProbability([2], 3)).toThrow('"colluders" expected');
  expect(() => withinRounds(1.5, 1)).toThrow('"probability" expected');
  expect(() => roundsUntil(0.5, 1)).toThrow('"chance" expected');
});
