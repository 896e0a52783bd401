import { expect, test } from "vitest";
import { matrixFromRows } from "../base/matrix.ts";
import { randomStream } from "../base/random.ts";
import { attackOf, settingOf } from "./trial.ts";
import { stageRound } from "./play-round.ts";
import { measureRound } from "./reference-player.ts";
import { readingOf } from "./round-reading.ts";
import type { ReadClusters } from "./round-reading.ts";
import type { Cell } from "./setting.ts";

const HONEST = matrixFromRows("honest", [
  [1, 0],
  [0, 1],
  [1, 1],
  [0, 0],
]);

/** Two clusters of two; client 1 attacks. */
const READ: ReadClusters = {
  honest: HONEST,
  attackers: new Set([1]),
  clusters: [
    [0, 1],
    [2, 3],
  ],
  means: matrixFromRows("means", [
    [0.5, 0.5],
    [0.5, 0.5],
  ]),
  weightBound: 1,
  clusterSize: 2,
};

test("clusters that are read as honest ones have all of the mean left, no shift and no error", () => {
  expect(readingOf(READ)).toEqual({ projection: 1, single: 1, shift: 0, error: 0, inflation: 1 });
});

test("each figure by hand", () => {
  const means = matrixFromRows("means", [
    [0.5, 0.5 + 1.75],
    [0.6, 0.1],
  ]);
  const found = readingOf({ ...READ, means, weightBound: 3 });
  // The mean of all is (½, ½): (½·½ + 2¼·½)/½.
  expect(found.projection).toBeCloseTo((0.25 + 1.125) / 0.5, 12);
  // Twice 1¾ more in one of two coordinates is 3½·π/(2·3) rad.
  expect(found.shift).toBeCloseTo((3.5 * Math.PI) / 6 / 2, 12);
  expect(found.error).toBeCloseTo(Math.sqrt((0.01 + 0.16) / 2), 12);
  expect(found.inflation).toBe(3);
});

test("a shift is taken around the circle, and only of clusters with one attacker", () => {
  const means = matrixFromRows("means", [
    [0.5 + 1.9, 0.5 + 1.9],
    [0.5, 0.5],
  ]);
  // 3.8·π/2 is .2·π/2·… short of a whole turn.
  expect(readingOf({ ...READ, means }).shift).toBeCloseTo((0.2 * Math.PI) / 2, 12);
  const both = readingOf({ ...READ, means, attackers: new Set([0, 1]) });
  expect(both).toMatchObject({ single: 0, shift: null });
  expect(both.projection).not.toBeNull();
});

test("what there is not is null: no clean cluster, a mean of zero, a bound of zero", () => {
  expect(readingOf({ ...READ, attackers: new Set([1, 2]) }).error).toBeNull();
  const zeros = matrixFromRows("zeros", [
    [0, 0],
    [0, 0],
    [0, 0],
    [0, 0],
  ]);
  const means = matrixFromRows("means", [
    [0, 0],
    [0, 0],
  ]);
  expect(readingOf({ ...READ, honest: zeros, means, weightBound: 0 })).toMatchObject({
    projection: null,
    inflation: null,
    shift: 0,
    error: 0,
  });
});

test("a round of the reference is read with what its clients would have sent", () => {
  const cell: Cell = {
    adversary: "client/bound-inflater",
    adversaryOptions: { lambda: 4 },
    rule: "mean",
    ruleOptions: {},
    tolerate: 0,
    clients: 4,
    clusterSize: 2,
    byzantine: 4 - 1,
    shots: null,
    noise: { channel: "none", layout: "chain", probability: 0 },
    alpha: null,
  };
  const rng = randomStream("reading");
  const setting = settingOf(cell, null);
  const rule = { rule: "mean", options: {}, tolerate: () => 0 };
  const honest = stageRound(HONEST, null, setting, rule, rng.fork("adversary"));
  expect(measureRound(honest, setting, rng).reading).toBeUndefined();
  const staged = stageRound(HONEST, attackOf(cell, rng), setting, rule, rng.fork("adversary"));
  const { reading } = measureRound(staged, setting, rng);
  expect(reading!.inflation).toBeCloseTo(4, 12);
  expect(reading!.projection).toBeGreaterThan(0);
  expect(reading!.error).toBeNull();
});
