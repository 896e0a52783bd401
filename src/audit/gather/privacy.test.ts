import { expect, test } from "vitest";
import { matrixFromRows, rowOf, zeros } from "../../base/matrix.ts";
import type { Matrix } from "../../base/matrix.ts";
import { randomStream } from "../../base/random.ts";
import { fillNormal } from "../../learning/normal.ts";
import { measureRound } from "../context.ts";
import type { AuditContext, AuditSettings } from "../context.ts";
import { nonFinitePath } from "../non-finite.ts";
import { gatherBoundReports } from "./bound-reports.ts";
import { gatherCollusionRounds } from "./collusion-rounds.ts";
import { readSums, thinned } from "./read-sums.ts";
import { gatherReshuffling } from "./reshuffling.ts";
import { gatherSumLeakage } from "./sum-leakage.ts";

const base: AuditSettings = {
  clusterSize: 5,
  remainder: "balanced",
  shots: 100_000,
  noise: { channel: "none", layout: "chain", probability: 0 },
};

function gaussian(name: string, clients: number, columns: number): Matrix {
  const updates = zeros(clients, columns);
  fillNormal(randomStream("privacy").fork(name), updates.data);
  return updates;
}

function contextOf(rounds: readonly Matrix[], change: Partial<AuditSettings> = {}): AuditContext {
  const settings = { ...base, ...change };
  const rng = randomStream("rounds");
  return {
    settings,
    effort: { lawRuns: 1, rounds: rounds.length, samples: 100, trials: 100 },
    rounds: rounds.map((updates, t) => measureRound(updates, settings, rng.fork(`round/${t}`))),
    rng: rng.fork("claim"),
  };
}

test("sums are read of the columns that are kept, in the order of the clusters", () => {
  expect(thinned(matrixFromRows("m", [[1, 2, 3, 4, 5]]), 2).data).toEqual(Float64Array.of(1, 4));
  const updates = gaussian("sums", 10, 7);
  const { settings, rng } = contextOf([updates]);
  const { result } = measureRound(updates, settings, rng);
  const { clusters, sums } = readSums(result, 3);
  expect([sums.rows, sums.columns]).toEqual([2, 3]);
  for (const [m, members] of clusters.entries()) {
    const expected = [0, 3, 6].map((c) => members.reduce((sum, i) => sum + updates.data[7 * i + c]!, 0));
    for (const [c, value] of rowOf(sums, m).entries())
      expect(Math.abs(value - expected[c]!)).toBeLessThan(0.2);
  }
});

test("bound reports are counted that are below the largest, and tell how loud a client is", () => {
  const updates = gaussian("reports", 40, 6);
  for (let i = 0; i < updates.data.length; i++) updates.data[i]! *= 1 + Math.floor(i / 6);
  const found = gatherBoundReports(contextOf([updates, updates]));
  expect(found).toMatchObject({ rounds: 2, clients: 40, reports: 80, exact: 80, beside: 78 });
  expect(found.smallest).toEqual({ weights: [0.5, 1], reports: [0.5, 1] });
  expect(found.scaleR2!.value).toBeGreaterThan(0.8);
  expect(found.range).toBeGreaterThan(20);
  const alike = gatherBoundReports(contextOf([matrixFromRows("m", [[1], [-1], [1]])]));
  expect(alike).toMatchObject({ beside: 0, range: 1, scaleR2: null });
});

test("sums of Gaussian clients tell (M − 1)/(N − 1) of each, and of a loud one what is predicted", () => {
  const rounds = [0, 1, 2, 3].map((t) => gaussian(`leak/${t}`, 60, 40));
  for (const round of rounds) for (let c = 0; c < 40; c++) round.data[40 * 7 + c]! *= 4;
  const found = gatherSumLeakage(contextOf(rounds));
  expect(found).toMatchObject({ rounds: 4, clients: 60, clusters: 12, components: 6, pairs: 48 });
  expect(found.expected).toBeCloseTo(11 / 59, 12);
  for (const { lower, upper } of [found.read!, found.exact!]) {
    expect(lower).toBeLessThan(0.2);
    expect(upper).toBeGreaterThan(0.17);
  }
  expect(found.bits!.lower).toBeLessThan(found.expectedBits!);
  expect(found.bits!.upper).toBeGreaterThan(found.expectedBits!);
  expect(found.loudest!.ratio).toBeGreaterThan(3);
  expect(Math.abs(found.loudest!.r2 - found.loudest!.expected)).toBeLessThan(0.03);
});

test("reshuffled rounds tell more of lasting updates than fixed ones, as closed forms say of Gaussian ones", () => {
  const lasting = gaussian("lasting", 40, 20);
  const rounds = Array.from({ length: 8 }, (_, t) => {
    const { data } = gaussian(`fresh/${t}`, 40, 20);
    return { ...lasting, data: lasting.data.map((value, i) => value + 0.2 * data[i]!) };
  });
  const found = gatherReshuffling(contextOf(rounds, { clusterSize: 4 }));
  expect(found.curve!.map((point) => point.rounds)).toEqual([1, 2, 3, 4, 6, 8]);
  const last = found.curve!.at(-1)!;
  expect(last.reshuffled.lower).toBeGreaterThan(0.85);
  expect(last.fixed.upper).toBeLessThan(0.5);
  expect(found.still).toMatchObject({ earliest: 5, told: found.still!.draws, fixedRank: 10 });
  expect(found.drift).toHaveLength(2);
  for (const { reshuffled, expected, fixed, expectedFixed } of found.drift) {
    expect(expected).toBeGreaterThan(reshuffled.lower - 0.01);
    expect(expected).toBeLessThan(reshuffled.upper + 0.01);
    expect(expectedFixed).toBeGreaterThan(fixed.lower - 0.01);
    expect(expectedFixed).toBeLessThan(fixed.upper + 0.01);
  }
});

test("a fifth of the clients isolates others as often as the closed form says, and then reads them", () => {
  const found = gatherCollusionRounds(contextOf([gaussian("collusion", 60, 30)]));
  expect(found).toMatchObject({ colluders: 12, partitions: 500, half: 13, hundredth: 1, fewest: 8 });
  expect(found.measured.lower).toBeLessThan(found.expected);
  expect(found.measured.upper).toBeGreaterThan(found.expected);
  expect(found.read!.lower).toBeGreaterThan(0.95);
  expect(found.readError).toBeLessThan(0.05);
  expect(gatherCollusionRounds(contextOf([gaussian("few", 12, 3)]))).toMatchObject({
    colluders: 2,
    expected: 0,
    half: null,
    hundredth: null,
    read: null,
  });
});

/** Sine waves: clients that differ along two directions alone. */
function waves(clients: number, columns: number, factor = 1): Matrix {
  const updates = zeros(clients, columns);
  return { ...updates, data: updates.data.map((_, i) => factor * Math.sin(1 + 1.7 * i)) };
}

const noisy = { channel: "dephasing", layout: "star", probability: 0.5 } as const;

test.for([
  ["one client", [waves(1, 2)], {}],
  ["two clients with one coordinate", [waves(2, 1)], {}],
  ["fewer clients than the cluster size", [waves(3, 4), waves(3, 4)], {}],
  ["updates of zeros", [zeros(12, 3), zeros(12, 3)], {}],
  ["zeros after a round that is none", [waves(12, 3), zeros(12, 3)], {}],
  [
    "clients that are alike",
    [
      matrixFromRows(
        "m",
        Array.from({ length: 12 }, () => [1, 0.5]),
      ),
    ],
    {},
  ],
  ["an outlier of 1e200", [waves(11, 3, 1e200), waves(11, 3)], {}],
  ["updates of 1e-300", [waves(12, 3, 1e-300), waves(12, 3, 1e-300)], {}],
  ["a short cluster", [waves(7, 4), waves(7, 4)], { remainder: "short", clusterSize: 3 }],
  ["a merged one", [waves(7, 4), waves(7, 4)], { remainder: "merge", clusterSize: 3 }],
  ["no visibility at all", [waves(30, 4), waves(30, 4)], { noise: noisy, shots: 1 }],
  ["clusters of one", [waves(30, 4), waves(30, 4)], { clusterSize: 1 }],
  ["a cluster size beyond all use", [waves(30, 4), waves(30, 4)], { clusterSize: 1e9 }],
] as const)("%s: sound numbers", ([, rounds, change]) => {
  const context = contextOf(rounds, { shots: 100, ...change });
  for (const gather of [gatherBoundReports, gatherSumLeakage, gatherReshuffling, gatherCollusionRounds]) {
    const evidence = gather(context);
    expect(nonFinitePath(evidence), gather.name).toBeUndefined();
    expect(JSON.parse(JSON.stringify(evidence))).toEqual(evidence);
  }
});
