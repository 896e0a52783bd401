import { expect, test } from "vitest";
import { matrixFromRows } from "../base/matrix.ts";
import { randomStream } from "../base/random.ts";
import { clusterExtremes, clusterSums, measureRound } from "./context.ts";
import type { AuditContext, AuditSettings } from "./context.ts";

const settings: AuditSettings = {
  clusterSize: 3,
  remainder: "short",
  shots: 50,
  noise: { channel: "none", layout: "chain", probability: 0 },
};

/** Client i's weight in coordinate c is unique, so that a sum tells where it comes from. */
function contextOf(clients: number, coordinates: number, rounds: number): AuditContext {
  const rng = randomStream("context");
  const matrices = Array.from({ length: rounds }, (_, t) =>
    matrixFromRows(
      "updates",
      Array.from({ length: clients }, (_, i) =>
        Array.from({ length: coordinates }, (_, c) => Math.sin(1 + i + 0.7 * c + 0.3 * t)),
      ),
    ),
  );
  return {
    settings,
    effort: { lawRuns: 1, rounds, samples: 100, trials: 10 },
    rounds: matrices.map((updates, t) => measureRound(updates, settings, rng.fork(`round/${t}`))),
    rng,
  };
}

test("without a limit in the way, there is one sum for every round, cluster and coordinate, each as added by hand", () => {
  const context = contextOf(8, 5, 2);
  const sums = [...clusterSums(context, 1000)];
  expect(sums).toHaveLength(2 * 3 * 5);
  const byHand = context.rounds.flatMap(({ updates, result }) =>
    result.clusters.flatMap((members, cluster) =>
      Array.from({ length: 5 }, (_, c) => {
        let sum = 0;
        // A short cluster keeps the nominal size in its scale.
        for (const client of members)
          sum += (Math.PI / 3) * (updates.data[client * 5 + c]! / result.weightBound);
        return { sum, read: result.transcript.server.measurements[cluster]!.phaseSum[c]! };
      }),
    ),
  );
  for (const [i, { sum, read }] of byHand.entries()) {
    expect(sums[i]!.trueSum).toBeCloseTo(sum, 12);
    expect(sums[i]!.estimate).toBe(read);
  }
});

test.each([
  [12, 10, 1, 13],
  [12, 10, 2, 20],
  [9, 6, 3, 18],
  [6, 12, 1, 12],
])(
  "%i clients, %i coordinates, %i rounds: at most %i sums, and never the same few coordinates of each cluster",
  (clients, coordinates, rounds, limit) => {
    const context = contextOf(clients, coordinates, rounds);
    const all = new Map([...clusterSums(context, Infinity)].map(({ trueSum }, i) => [trueSum, i] as const));
    const total = (clients / 3) * coordinates * rounds;
    expect(all.size).toBe(total);
    const places = [...clusterSums(context, limit)].map(({ trueSum }) => all.get(trueSum)!);
    expect(places.length).toBeLessThanOrEqual(limit);
    expect(places.length).toBeGreaterThanOrEqual(limit / 2);
    expect(new Set(places).size).toBe(places.length);
    const visited = new Set(places.map((place) => place % coordinates));
    expect(visited.size).toBeGreaterThan(Math.min(coordinates, places.length) / 2);
    const clusters = new Set(places.map((place) => Math.floor(place / coordinates)));
    expect(clusters.size).toBe(Math.min(places.length, total / coordinates));
  },
);

test("the smallest and the largest cluster of all rounds", () => {
  expect(clusterExtremes(contextOf(8, 2, 2))).toEqual({ smallest: 2, largest: 3 });
  expect(clusterExtremes(contextOf(6, 2, 1))).toEqual({ smallest: 3, largest: 3 });
});
