import { expect, test } from "vitest";
import { columnMeans } from "../../adversaries/columns.ts";
import { randomStream } from "../base/random.ts";
import { trainFederated } from "../learning/federated-training.ts";
import { generateDataSet } from "../learning/generate-data-set.ts";
import { cellsOf } from "./grid.ts";
import type { PlacedCell } from "./setting.ts";
import { campaignData, LOCAL_TRAINING } from "./source.ts";
import { runTrainingTrial } from "./training-trial.ts";
import { trialStream } from "./trial.ts";
import type { TrialResult } from "./trial.ts";

const DATA = generateDataSet(randomStream("data"), { samples: 300, features: 12, classes: 3 });
const PLAN = { rounds: 4, seed: "s" };

function cells(adversary: string, clusterSize = 1): PlacedCell[] {
  return cellsOf({
    adversaries: [{ name: adversary, options: {} }],
    rules: [{ name: "mean", options: {} }],
    clients: [10],
    clusterSizes: [clusterSize],
    byzantine: [{ count: 2 }],
    tolerate: null,
    channel: "none",
    layout: "chain",
    noise: [0],
    shots: [null],
    alphas: [5],
    trains: true,
  }).map((cell, index) => ({ index, cell }));
}

function played(adversary: string, attacks: boolean): Promise<TrialResult> {
  return runTrainingTrial(cells(adversary)[attacks ? 1 : 0]!, 0, PLAN, DATA);
}

test("clusters of one, exactly measured and without an attack, are plain federated learning", async () => {
  const { training, rounds } = await played("ipm", false);
  const rng = trialStream("s", 0).fork("training");
  const data = campaignData(DATA, rng);
  const plain = await trainFederated(
    rng,
    { data, clients: 10, alpha: 5, rounds: 4, ...LOCAL_TRAINING },
    { aggregate: (updates) => columnMeans(updates) },
  );
  expect(training!.accuracies).toHaveLength(4);
  for (const [t, accuracy] of training!.accuracies.entries())
    expect(accuracy).toBeCloseTo(plain.accuracies[t]!, 9);
  expect(training!.success).toHaveLength(4);
  expect(rounds.every(({ deviation }) => deviation! < 1e-8)).toBe(true);
  expect(await played("ipm", false)).toEqual({ ...(await played("ipm", false)) });
});

test("an adversary without a trigger has no success", async () => {
  expect((await played("ipm", true)).training!.success).toBeNull();
});

test("an attack on the model costs accuracy", async () => {
  const honest = await played("out-of-range-phase", false);
  const attacked = await played("out-of-range-phase", true);
  expect(attacked.training!.accuracies.at(-1)).toBeLessThan(honest.training!.accuracies.at(-1)!);
  expect(attacked.rounds).toHaveLength(4);
  expect(attacked.rounds.every(({ contaminated }) => contaminated === 2)).toBe(true);
});

test("model replacement teaches the mean a trigger", async () => {
  const before = await played("model-replacement", false);
  const { training } = await played("model-replacement", true);
  expect(before.training!.success!.at(-1)).toBeLessThan(0.5);
  expect(training!.success).toHaveLength(4);
  expect(training!.success!.at(-1)).toBeGreaterThan(0.8);
});
