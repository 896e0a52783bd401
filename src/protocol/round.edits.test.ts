import { expect, test } from "vitest";
import { matrixFromRows, rowOf } from "../base/matrix.ts";
import { randomStream } from "../base/random.ts";
import { noiseless } from "../quantum/noise.ts";
import { encode } from "./encode.ts";
import { round } from "./round.ts";
import type { Encoding, RoundEdits, RoundRequest, RoundResult } from "./round.ts";

const UPDATES = matrixFromRows("updates", [
  [0.8, -0.1],
  [0.2, 0.3],
  [-0.5, 0.4],
  [0.1, 0.2],
  [-0.3, -0.6],
  [0.4, 0.1],
]);

function run(edits: RoundEdits, changes: Partial<RoundRequest> = {}): RoundResult {
  const request: RoundRequest = {
    updates: UPDATES,
    clusterSize: 3,
    remainder: "reject",
    shots: null,
    noise: noiseless(),
    rule: "mean",
    tolerate: 0,
    ...changes,
  };
  return round(request, randomStream("edits"), edits);
}

const HONEST = run({});
const SHOTS = { shots: 100 };

function clusterOf(result: RoundResult, client: number): number {
  return result.clusters.findIndex((members) => members.includes(client));
}

function near(values: ArrayLike<number>): number[] {
  return Array.from(values, (value) => expect.closeTo(value, 13) as number);
}

test("Edits that change nothing leave the round as it is [CQSA-RND-1]", () => {
  const idle: RoundEdits = {
    report: (_, honest) => honest,
    clusters: (honest) => honest,
    phases: () => undefined,
    record: (honest) => honest,
  };
  expect(run(idle)).toEqual(HONEST);
  expect(run(idle, SHOTS)).toEqual(run({}, SHOTS));
});

test("A bound reported ×λ divides every phase by λ and leaves exact means as they are [THR-BYZ-2]", () => {
  const inflated = run({ report: (client, honest) => (client === 4 ? 10 * 0.8 : honest) });
  expect(inflated.weightBound).toBe(8);
  expect(inflated.transcript.server.reports[4]).toBe(8);
  for (const [c, mean] of inflated.aggregates.entries()) {
    expect([...mean!]).toEqual(near(HONEST.aggregates[c]!));
    const phases = inflated.transcript.server.measurements[c]!.phaseSum;
    expect([...phases]).toEqual(near(HONEST.transcript.server.measurements[c]!.phaseSum.map((p) => p / 10)));
  }
});

test("A client that reports too little and encodes what it has wraps its cluster's sum, and no other [THR-BYZ-2]", () => {
  const report = (client: number, honest: number): number => (client === 0 ? 0.1 : honest);
  const result = run({
    report,
    // Its true weight at the scale of the smaller bound, so beyond π/k.
    phases: ({ client, update, scaleSize, weightBound }) =>
      client === 0 ? update.map((w) => (Math.PI * 5 * w) / (scaleSize * weightBound)) : undefined,
  });
  expect(result.weightBound).toBe(0.6);
  const hit = clusterOf(result, 0);
  const members = result.clusters[hit]!;
  const sum = members.reduce((total, m) => total + (m === 0 ? 5 : 1) * rowOf(UPDATES, m)[0]!, 0);
  // The circle holds sums from −3·0.6 to 3·0.6.
  expect(sum).toBeGreaterThan(1.8);
  expect(result.aggregates[hit]![0]).toBeCloseTo((sum - 3.6) / 3, 13);
  expect([...result.aggregates[1 - hit]!]).toEqual(near(HONEST.aggregates[1 - hit]!));
  expect(() => run({ report })).toThrow(
    new RangeError('"weights[0]" expected a magnitude of at most the bound 0.6, got 0.8'),
  );
});

test("A phase out of range moves its cluster's sum around the circle, and no other cluster [THR-BYZ-2]", () => {
  const shift = 2.5;
  const result = run({
    phases: ({ client, update, scaleSize, weightBound }) =>
      client === 2 ? encode(update, scaleSize, weightBound).map((p) => p + shift) : undefined,
  });
  const hit = clusterOf(result, 2);
  const [before, after] = [HONEST, result].map(({ transcript }) => transcript.server.measurements);
  expect(result.aggregates[1 - hit]).toEqual(HONEST.aggregates[1 - hit]);
  expect(after![hit]!.phaseSum).toHaveLength(2);
  for (const [c, phase] of after![hit]!.phaseSum.entries()) {
    const expected = before![hit]!.phaseSum[c]! + shift;
    expect(phase).toBeCloseTo(expected > Math.PI ? expected - 2 * Math.PI : expected, 13);
  }
});

test("A client's phases are edited with its own values in sight, one call a client [THR-BYZ-2]", () => {
  const seen: Encoding[] = [];
  const result = run({
    phases: (encoding) => {
      seen.push(encoding);
      return undefined;
    },
  });
  expect(seen.map(({ client }) => client)).toEqual(result.clusters.flat());
  for (const { client, update, weightBound, scaleSize } of seen) {
    expect([...update]).toEqual([...rowOf(UPDATES, client)]);
    expect([weightBound, scaleSize]).toEqual([0.8, 3]);
  }
});

test("An edited circuit changes its own cluster and coordinate alone [CQSA-RND-1]", () => {
  const hit = clusterOf(HONEST, 5);
  const edits: RoundEdits = {
    record: (record, { members, coordinate }) => {
      const place = members.indexOf(5);
      if (place === -1 || coordinate !== 1) return record;
      const own = [...record.clients[place]!, { kind: "measure", axis: "z", fraction: 1 } as const];
      return { ...record, clients: record.clients.with(place, own) };
    },
  };
  const measured = run(edits).transcript.server.measurements;
  expect(measured[hit]!.visibility[0]).toBeCloseTo(1, 13);
  expect(measured[hit]!.visibility[1]).toBeCloseTo(0, 13);
  expect(measured[1 - hit]).toEqual(HONEST.transcript.server.measurements[1 - hit]);
  const [plain, edited] = [run({}, SHOTS), run(edits, SHOTS)];
  expect(edited.aggregates[1 - hit]).toEqual(plain.aggregates[1 - hit]);
  expect(edited.aggregates[hit]![0]).toBe(plain.aggregates[hit]![0]);
});

test("Circuits are named by cluster, members and coordinate [CQSA-RND-1]", () => {
  const places: string[] = [];
  const { clusters } = run({
    record: (record, { cluster, members, coordinate }) => {
      expect(record.qubits).toBe(members.length);
      places.push(`${cluster} ${coordinate} ${members.join()}`);
      return record;
    },
  });
  expect(places).toEqual(clusters.flatMap((members, c) => [0, 1].map((d) => `${c} ${d} ${members.join()}`)));
});

test("A server that steers the partition isolates a client and reads its update [CQSA-RND-1]", () => {
  const result = run({ clusters: () => [[4], [0, 1, 2, 3, 5]] });
  expect([...result.aggregates[0]!]).toEqual(near([-0.3, -0.6]));
  expect(result.clusters).toEqual([[4], [0, 1, 2, 3, 5]]);
  const scales = result.transcript.clients.map(({ scaleSize }) => scaleSize);
  expect(scales).toEqual([5, 5, 5, 5, 3, 5]);
});

type Refused = readonly (readonly [RoundEdits, string])[];

test("Reports that are no bounds are refused by name [CQSA-BND-1]", () => {
  const cases: Refused = [
    [{ report: () => -1 }, '"reports[0]" expected a finite number of at least 0, got -1'],
    [{ report: () => Infinity }, '"reports[0]" expected a finite number of at least 0, got Infinity'],
    [
      { report: (client) => (client === 3 ? Number.NaN : 1) },
      '"reports[3]" expected a finite number of at least 0, got NaN',
    ],
  ];
  for (const [edits, message] of cases) expect(() => run(edits)).toThrow(new RangeError(message));
});

test("Clusters of a server that hold a client twice or not at all are refused by name [CQSA-PAR-1] [CQSA-RND-5]", () => {
  const cases: Refused = [
    [{ clusters: () => [[0, 1, 2, 3, 4]] }, '"clusters" expected all 6 clients, got 5'],
    [{ clusters: () => [[0, 1, 2, 3, 4, 5, 0]] }, '"clusters[0][6]" expected each client once, got 0'],
    [
      { clusters: () => [[], [0, 1, 2, 3, 4, 5]] },
      '"clusters[0]" expected at least one client, got an array of 0',
    ],
    [{ clusters: () => [[0, 1, 2, 3, 4, 6]] }, '"clusters[0][5]" expected an integer from 0 to 5, got 6'],
  ];
  for (const [edits, message] of cases) expect(() => run(edits)).toThrow(new RangeError(message));
});

test("Phases of another number than the weights, and such that are not finite, are refused by name [CQSA-AGG-6]", () => {
  const cases: Refused = [
    [{ phases: () => new Float64Array(3) }, '"phases" expected 2 phases, got 3'],
    [{ phases: () => Float64Array.of(0, Number.NaN) }, '"phases[1]" expected a finite number, got NaN'],
  ];
  for (const [edits, message] of cases) expect(() => run(edits)).toThrow(new RangeError(message));
});
