import { expect, test } from "vitest";
import { matrixFromRows, rowOf, zeros } from "../base/matrix.ts";
import type { Matrix } from "../base/matrix.ts";
import { randomStream } from "../base/random.ts";
import { noiseless } from "../quantum/noise.ts";
import { chiSquareTest } from "../statistics/chi-square-test.ts";
import { partition } from "./partition.ts";
import { round } from "./round.ts";
import type { RoundRequest, RoundResult } from "./round.ts";

const COORDINATES = 3;

/** N updates within ±1; the first entry of client 0 is the largest of all. */
function updatesOf(clients: number): Matrix {
  const rng = randomStream(`updates of ${clients}`);
  const updates = zeros(clients, COORDINATES);
  for (let i = 0; i < updates.data.length; i++) updates.data[i] = 0.9 * (2 * rng.uniform() - 1);
  updates.data[0] = -0.95;
  return updates;
}

function requestOf(clients: number, changes: Partial<RoundRequest> = {}): RoundRequest {
  return {
    updates: updatesOf(clients),
    clusterSize: 4,
    remainder: "short",
    shots: null,
    noise: noiseless(),
    rule: "mean",
    tolerate: 0,
    ...changes,
  };
}

const SHOTS: Partial<RoundRequest> = {
  shots: 200,
  noise: { channel: "depolarizing2", layout: "chain", probability: 0.01 },
};

function meanOf(
  updates: Matrix,
  members: readonly number[],
  weight: (client: number) => number = () => 1,
): number[] {
  const total = members.reduce((sum, client) => sum + weight(client), 0);
  return Array.from({ length: updates.columns }, (_, c) =>
    members.reduce((sum, client) => sum + (weight(client) * rowOf(updates, client)[c]!) / total, 0),
  );
}

function near(values: readonly number[]): number[] {
  return values.map((value) => expect.closeTo(value, 13) as number);
}

function everyone(clients: number): number[] {
  return Array.from({ length: clients }, (_, client) => client);
}

test("Without noise and shots the aggregates are the cluster means, the update the mean of all [CQSA-PAR-1] [CQSA-RND-1] [CQSA-RND-2]", () => {
  for (const [clients, remainder] of [
    [12, "reject"],
    [11, "short"],
    [11, "merge"],
    [11, "balanced"],
    [2, "short"],
  ] as const) {
    const request = requestOf(clients, { remainder });
    const result = round(request, randomStream("means"));
    // The same seed gives the partition by itself, too.
    const drawn = partition({ clients, clusterSize: 4, remainder }, randomStream("means").fork("partition"));
    expect(result.clusters).toEqual(drawn);
    expect(result.clusters.flat().toSorted((a, b) => a - b)).toEqual(everyone(clients));
    expect(result.aggregates).toHaveLength(result.clusters.length);
    for (const [c, members] of result.clusters.entries()) {
      expect([...result.aggregates[c]!]).toEqual(near(meanOf(request.updates, members)));
    }
    expect([...result.update]).toEqual(near(meanOf(request.updates, everyone(clients))));
    expect(result.accepted).toEqual(result.clusters.map(() => true));
    expect(result.contributors).toBe(clients);
  }
});

test("Global QSA is the round of one cluster of all [CQSA-RND-1]", () => {
  const request = requestOf(9, { clusterSize: 9, remainder: "reject" });
  const result = round(request, randomStream("global"));
  expect(result.clusters).toHaveLength(1);
  expect(result.aggregates).toEqual([result.update]);
  expect([...result.update]).toEqual(near(meanOf(request.updates, everyone(9))));
});

test("Updates of zeros alone have the bound 0 and the update 0 [CQSA-RND-1]", () => {
  const result = round(requestOf(4, { ...SHOTS, updates: zeros(4, 2) }), randomStream("zeros"));
  expect(result.weightBound).toBe(0);
  expect([...result.update]).toEqual([0, 0]);
});

test("A merged cluster scales by its own size, so that members near the bound do not wrap [CQSA-RND-1]", () => {
  const updates = matrixFromRows(
    "updates",
    Array.from({ length: 7 }, () => [0.99, -0.99, 1]),
  );
  // The third coordinate sums to ±π, which is one point: there either sign is right.
  const request = requestOf(7, { updates, clusterSize: 3, remainder: "merge" });
  const result = round(request, randomStream("merged"));
  expect(result.clusters.map(({ length }) => length)).toEqual([3, 4]);
  for (const mean of result.aggregates) {
    expect(mean![0]).toBeCloseTo(0.99, 13);
    expect(mean![1]).toBeCloseTo(-0.99, 13);
    expect(Math.abs(mean![2]!)).toBeCloseTo(1, 13);
  }
  expect(new Set(result.transcript.clients.map(({ scaleSize }) => scaleSize))).toEqual(new Set([3, 4]));
});

test("The bound is that of all clients, also of one that drops out [CQSA-BND-1]", () => {
  const request = requestOf(12, { dropouts: [0] });
  const result = round(request, randomStream("bound"));
  expect(result.weightBound).toBe(0.95);
  expect(result.transcript.server.reports[0]).toBe(0.95);
  expect(result.transcript.server.reports).toHaveLength(12);
});

test("A dropout costs its own cluster and leaves the others as they were, bit for bit [CQSA-RND-3] [CQSA-RND-4]", () => {
  const whole = round(requestOf(12, SHOTS), randomStream("dropout"));
  const request = requestOf(12, { ...SHOTS, dropouts: [5, 7] });
  const result = round(request, randomStream("dropout"));
  expect(result.clusters).toEqual(whole.clusters);
  const lost = whole.clusters.map((members) => members.includes(5) || members.includes(7));
  expect(lost.filter(Boolean).length).toBeGreaterThan(0);
  expect(lost.filter(Boolean).length).toBeLessThan(3);
  expect(result.aggregates).toEqual(whole.aggregates.map((mean, c) => (lost[c] ? null : mean)));
  expect(result.transcript.server.measurements.map((measured) => measured === null)).toEqual(lost);
  expect(result.accepted).toEqual(lost.map((gone) => !gone));
  expect(result.contributors).toBe(4 * lost.filter((gone) => !gone).length);
});

test("Clusters of unequal size count by their members under the mean, alike under the median [CQSA-RND-2]", () => {
  const updates = matrixFromRows("updates", [[0.6], [0.5], [0.4], [-0.9]]);
  const run = (rule: string): RoundResult =>
    round(requestOf(4, { updates, clusterSize: 3, rule }), randomStream("unequal"), {
      clusters: () => [[0, 1, 2], [3]],
    });
  expect(run("mean").aggregates.map((mean) => mean![0]!)).toEqual(near([0.5, -0.9]));
  expect(run("mean").update[0]).toBeCloseTo((1.5 - 0.9) / 4, 13);
  expect(run("median").update[0]).toBeCloseTo((0.5 - 0.9) / 2, 13);
  // The short cluster keeps the nominal size in its scale.
  expect(run("mean").transcript.clients.map(({ scaleSize }) => scaleSize)).toEqual([3, 3, 3, 3]);
});

test("Client weights give FedAvg's weighted mean, in each cluster and over all [CQSA-RND-2]", () => {
  const clientWeights = Float64Array.from({ length: 11 }, (_, client) => 10 + 7 * client);
  const weight = (client: number): number => clientWeights[client]!;
  const request = requestOf(11, { clientWeights });
  const result = round(request, randomStream("weights"));
  for (const [c, members] of result.clusters.entries()) {
    expect([...result.aggregates[c]!]).toEqual(near(meanOf(request.updates, members, weight)));
  }
  expect([...result.update]).toEqual(near(meanOf(request.updates, everyone(11), weight)));
  const equal = requestOf(11, { ...SHOTS, clientWeights: new Float64Array(11).fill(3) });
  expect(round(equal, randomStream("equal"))).toEqual(round(requestOf(11, SHOTS), randomStream("equal")));
});

test("Clusters are drawn independently [CQSA-AGG-3]", () => {
  // All phase sums are 0, so that the y quadratures of both clusters are two fair shots a coordinate.
  const coordinates = 20_000;
  const request = requestOf(4, { updates: zeros(4, coordinates), clusterSize: 2, shots: 2 });
  const [one, other] = round(request, randomStream("independent")).transcript.server.measurements;
  const counts = Array.from({ length: 9 }, () => 0);
  for (let c = 0; c < coordinates; c++) counts[3 * (one!.y[c]! + 1) + other!.y[c]! + 1]! += 1;
  const law = [0.25, 0.5, 0.25];
  const joint = law.flatMap((p) => law.map((q) => p * q));
  expect(chiSquareTest(counts, joint).pValue).toBeGreaterThan(1e-4);
});

test("A rule that chooses one cluster leaves the members of the others out of the count [CQSA-RND-4]", () => {
  const request = requestOf(22, { rule: "krum", tolerate: 1 });
  const result = round(request, randomStream("krum"));
  expect(result.clusters).toHaveLength(6);
  const chosen = result.accepted.indexOf(true);
  expect(result.accepted.filter(Boolean)).toHaveLength(1);
  expect(result.update).toEqual(result.aggregates[chosen]);
  expect(result.contributors).toBe(result.clusters[chosen]!.length);
});

test("The same seed gives the same round, whatever ran before it, another one another [CQSA-DET-1] [CQSA-DET-2]", () => {
  const run = (seed: string): RoundResult => round(requestOf(12, SHOTS), randomStream(seed));
  const one = run("a");
  const other = run("b");
  expect(run("a")).toEqual(one);
  expect(other.clusters).not.toEqual(one.clusters);
  expect(other.update).not.toEqual(one.update);
  const used = randomStream("a");
  used.uniform();
  expect(round(requestOf(12, SHOTS), used)).toEqual(one);
});

test("Every role sees what is its own and nothing of the others [CQSA-RND-6]", () => {
  const request = requestOf(10, { ...SHOTS, dropouts: [3] });
  const result = round(request, randomStream("transcript"));
  const { server, clients, links } = result.transcript;
  expect(Object.keys(server).toSorted()).toEqual(["clusters", "measurements", "reports", "weightBound"]);
  expect(server.clusters).toEqual(result.clusters);
  const largest = (client: number): number => Math.max(...rowOf(request.updates, client).map(Math.abs));
  expect([...server.reports]).toEqual(everyone(10).map(largest));
  for (const [c, measured] of server.measurements.entries()) {
    if (measured === null) expect(result.clusters[c]).toContain(3);
    else
      for (const array of [measured.x, measured.y, measured.phaseSum, measured.visibility])
        expect(array).toHaveLength(COORDINATES);
  }
  expect(clients).toEqual(
    everyone(10).map((client) => ({
      client,
      report: largest(client),
      weightBound: result.weightBound,
      scaleSize: 4,
    })),
  );
  // Each way: a qubit for each shot of both bases in each coordinate.
  expect(links).toEqual(
    everyone(10).map((client) => ({ client, qubitsEachWay: 2 * 200 * COORDINATES, testQubits: 0 })),
  );
  expect(round(requestOf(4), randomStream("exact")).transcript.links[0]!.qubitsEachWay).toBeNull();
});
