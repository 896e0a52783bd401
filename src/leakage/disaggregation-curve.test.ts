import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { zeros } from "../base/matrix.ts";
import type { Matrix } from "../base/matrix.ts";
import { randomStream } from "../base/random.ts";
import type { RandomStream } from "../base/random.ts";
import { readUpdates } from "../io/updates.ts";
import { generateDataSet } from "../learning/generate-data-set.ts";
import { splitDataSet } from "../learning/data-set.ts";
import { trainFederated } from "../learning/federated-training.ts";
import { fillNormal } from "../learning/normal.ts";
import type { UpdateRounds } from "../learning/update-rounds.ts";
import { partition } from "../protocol/partition.ts";
import { disaggregationCurve, exactSums, roundsToRead } from "./disaggregation-curve.ts";
import type { CurveOptions, CurvePoint } from "./disaggregation-curve.ts";
import type { ObservedRound } from "./normal-equations.ts";

function stream(name: string): RandomStream {
  return randomStream("curve").fork(name);
}

/** Exact sums of each round under clusters of k, drawn anew or once. */
function observe(
  updates: UpdateRounds,
  clusterSize: number,
  fixed: boolean,
  rng: RandomStream,
): ObservedRound[] {
  const draw = (): number[][] =>
    partition({ clients: updates[0]!.rows, clusterSize, remainder: "balanced" }, rng);
  const first = draw();
  return updates.map((round) => {
    const clusters = fixed ? first : draw();
    return { clusters, sums: exactSums(round, clusters) };
  });
}

function valuesOf(curve: readonly CurvePoint[]): number[] {
  return curve.map(({ r2 }) => r2.value);
}

const STRATEGY: CurveOptions = {
  target: "latest",
  centred: true,
  discount: 0.8,
  prior: "estimated",
  confidence: 0.95,
};

test("static updates of 60 clients in clusters of 5 are read after 6 rounds, and never where clusters stay", () => {
  const updates = zeros(60, 10);
  fillNormal(stream("static"), updates.data);
  const rounds = Array.from({ length: 8 }, () => updates);
  const options = { target: "mean", confidence: 0.95 } as const;
  const curve = disaggregationCurve(rounds, observe(rounds, 5, false, stream("partitions")), options);
  expect(curve.map((point) => point.rounds)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(curve.map(({ read }) => read).slice(5)).toEqual([60, 60, 60]);
  expect(curve[4]!.read).toBeLessThan(60);
  expect(roundsToRead(curve, 0.999_999)).toBe(6);
  for (const [t, value] of valuesOf(curve).slice(0, 5).entries()) {
    // The share of the dimensions that t + 1 rounds span, 1 + 11(t + 1) of 60.
    expect(Math.abs(value - (1 + 11 * (t + 1)) / 60)).toBeLessThan(0.1);
  }
  const fixed = disaggregationCurve(rounds, observe(rounds, 5, true, stream("once")), options);
  expect(roundsToRead(fixed, 0.9)).toBeNull();
  for (const value of valuesOf(fixed)) expect(value).toBeCloseTo(fixed[0]!.r2.value, 9);
  for (const { r2 } of fixed) expect(r2.lower < 0.2 && r2.upper > 0.2).toBe(true);
});

test("clusters of one give each client's mean over the rounds so far, and so not the last update", () => {
  const rounds = [0, 1, 2, 3].map((t) => {
    const updates = zeros(5, 3);
    fillNormal(stream(`alone/${t}`), updates.data);
    return updates;
  });
  const observed = observe(rounds, 1, false, stream("alone"));
  const [mean, latest] = (["mean", "latest"] as const).map((target) =>
    valuesOf(disaggregationCurve(rounds, observed, { target, confidence: 0.95 })),
  );
  expect(mean).toHaveLength(4);
  for (const value of mean!) expect(value).toBeCloseTo(1, 12);
  expect(latest![0]).toBeCloseTo(1, 12);
  for (const value of latest!.slice(1)) expect(value).toBeLessThan(0.9);
});

test("what all clients have in common changes nothing once sums are centred", () => {
  const own = Array.from({ length: 3 }, (_, t) => {
    const updates = zeros(12, 4);
    fillNormal(stream(`own/${t}`), updates.data);
    return updates;
  });
  const moved = own.map((updates, t): Matrix => ({
    ...updates,
    data: updates.data.map((value, i) => value + 50 * t + (i % 4)),
  }));
  const [plain, shifted] = [own, moved].map((rounds) =>
    valuesOf(disaggregationCurve(rounds, observe(rounds, 3, false, stream("same")), STRATEGY)),
  );
  expect(plain).toHaveLength(3);
  for (const [t, value] of plain!.entries()) expect(shifted![t]).toBeCloseTo(value, 6);
});

test("one's own federated training is read after a few rounds under reshuffling alone", async () => {
  const data = splitDataSet(
    stream("split"),
    generateDataSet(stream("data"), { samples: 300, features: 12, classes: 4 }),
    0.2,
  );
  const { rounds } = await trainFederated(stream("training"), {
    data,
    clients: 24,
    alpha: 0.5,
    rounds: 12,
    localSteps: 3,
    learningRate: 0.5,
  });
  expect([rounds.length, rounds[0]!.rows, rounds[0]!.columns]).toEqual([12, 24, 52]);
  const anew = disaggregationCurve(rounds, observe(rounds, 4, false, stream("anew")), STRATEGY);
  const fixed = disaggregationCurve(rounds, observe(rounds, 4, true, stream("fixed")), STRATEGY);
  expect(anew.at(-1)!.r2.lower).toBeGreaterThan(0.8);
  expect(anew.at(-1)!.r2.lower).toBeGreaterThan(fixed.at(-1)!.r2.upper);
  expect(Math.max(...fixed.map(({ read }) => read))).toBeLessThan(24 / 4);
});

test("lists of different lengths, no rounds and an unknown target are refused", () => {
  const rounds = [zeros(4, 1)];
  const options = { target: "mean", confidence: 0.95 } as const;
  expect(() => disaggregationCurve([], [], options)).toThrow('"updates.length" expected');
  expect(() => disaggregationCurve(rounds, [], options)).toThrow('"observed" expected 1 rounds');
  expect(() => disaggregationCurve(rounds, [], { ...options, target: "all" as never })).toThrow('"target"');
  expect(() => exactSums(zeros(2, 1), [[2]])).toThrow('"clusters[0]" expected');
});

const digits = join(fileURLToPath(new URL("../../../shared/data/", import.meta.url)), "digits-updates.npy");

test.skipIf(!existsSync(digits))(
  "a training on the digits is read after six to eight rounds under reshuffling, and fixed clusters keep 4/5 (needs ../shared/data)",
  async () => {
    const rounds = await readUpdates(digits);
    expect([rounds.length, rounds[0]!.rows, rounds[0]!.columns]).toEqual([20, 60, 650]);
    const anew = disaggregationCurve(rounds, observe(rounds, 5, false, stream("digits")), STRATEGY);
    const first = rounds.slice(0, 9);
    const fixed = disaggregationCurve(first, observe(first, 5, true, stream("digits")), STRATEGY);
    // One round gives 1/k and its interval has it; with what lasts for 20 rounds nearly everything is read.
    expect(anew[0]!.r2.lower).toBeLessThan(0.2);
    expect(anew[0]!.r2.upper).toBeGreaterThan(0.15);
    expect(roundsToRead(anew, 0.9)).toBeGreaterThanOrEqual(6);
    expect(roundsToRead(anew, 0.9)).toBeLessThanOrEqual(8);
    expect(anew.at(-1)!.r2.lower).toBeGreaterThan(0.93);
    expect(anew.at(-1)!.read).toBeGreaterThan(50);
    expect(roundsToRead(fixed, 0.3)).toBeNull();
  },
);
