import { expect, test } from "vitest";
import type { Cell } from "./setting.ts";
import { emptyTally } from "./tally.ts";
import type { Tally } from "./tally.ts";
import { isPlain, plainTrainings, trainingOf } from "./training-summary.ts";

const PLAIN: Cell = {
  adversary: null,
  adversaryOptions: {},
  rule: "mean",
  ruleOptions: {},
  tolerate: null,
  clients: 60,
  clusterSize: 1,
  byzantine: 6,
  shots: null,
  noise: { channel: "none", layout: "chain", probability: 0 },
  alpha: 0.5,
};

function trainings(...finals: readonly (readonly [trial: number, accuracy: number])[]): Tally["trainings"] {
  return finals.map(([trial, accuracy]) => ({ trial, accuracies: [0.1, accuracy], success: null }));
}

test.each<Partial<Cell>>([
  { adversary: "client/ipm" },
  { rule: "median" },
  { ruleOptions: { preAggregators: [] } },
  { clusterSize: 5 },
  { shots: 1000 },
  { noise: { channel: "depolarizing2", layout: "chain", probability: 0.01 } },
])("%j is not plain federated learning", (change) => {
  expect(isPlain(PLAIN)).toBe(true);
  expect(isPlain({ ...PLAIN, ...change })).toBe(false);
});

test("a training is compared with the plain one of the same trial, whatever order they end in", () => {
  const plain = trainings([2, 0.9], [0, 0.8], [1, 0.85]);
  const summary = trainingOf(trainings([1, 0.75], [0, 0.7], [2, 0.8]), plain, 0.95)!;
  expect(summary.accuracies).toHaveLength(2);
  expect(summary.finalAccuracy.mean).toBeCloseTo(0.75, 12);
  // Each lost exactly a tenth, though their accuracies differ by as much.
  expect(summary.loss!.trials).toBe(3);
  expect(summary.loss!.mean).toBeCloseTo(0.1, 12);
  expect(summary.loss!.upper! - summary.loss!.lower!).toBeLessThan(1e-12);
});

test("without a plain training there is no comparison, and without a training no summary", () => {
  expect(trainingOf(trainings([0, 0.7]), [], 0.95)).toMatchObject({ loss: null, success: null });
  expect(trainingOf(trainings([0, 0.7], [1, 0.8]), trainings([1, 0.9]), 0.95)!.loss).toMatchObject({
    trials: 1,
    lower: null,
  });
  expect(trainingOf([], trainings([0, 0.7]), 0.95)).toBeNull();
});

test("the plain cell has as many clients, and data that are as skewed", () => {
  const cells = [{ ...PLAIN, clients: 30 }, { ...PLAIN, alpha: 1 }, PLAIN];
  const tallies = cells.map((_, c) => ({ ...emptyTally(), trainings: trainings([c, 0.5]) }));
  const attacked: Cell = { ...PLAIN, adversary: "client/ipm", clusterSize: 5 };
  expect(plainTrainings(attacked, cells, tallies)).toEqual(trainings([2, 0.5]));
  expect(plainTrainings({ ...attacked, alpha: 7 }, cells, tallies)).toEqual([]);
});
