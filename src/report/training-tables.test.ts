import { expect, test } from "vitest";
import type { CellSummary, Figure } from "../campaign/report.ts";
import { trainingTables } from "./training-tables.ts";

function figure(mean: number, half: number | null): Figure {
  const bound = (side: number): number | null => (half === null ? null : mean + side * half);
  return { trials: 10, median: mean, mean, lower: bound(-1), upper: bound(1) };
}

function summary(
  adversary: string | null,
  options: Record<string, number>,
  loss: Figure | null,
  change: Partial<CellSummary["cell"]> = {},
): CellSummary {
  const cell = {
    adversary,
    adversaryOptions: options,
    rule: "mean",
    ruleOptions: {},
    clients: 60,
    clusterSize: 5,
    byzantine: 6,
    shots: null,
    noise: { channel: "none", layout: "chain", probability: 0 },
    alpha: 0.5,
    ...change,
  };
  const training = { accuracies: [0.875], finalAccuracy: figure(0.875, 0.01), loss, success: null };
  return { cell, training } as unknown as CellSummary;
}

test("a table has a row for each rule and a column for each adversary; more than plain is a plus", () => {
  const tables = trainingTables({
    cells: [
      summary(null, {}, figure(0.0031, 0.004)),
      summary("client/ipm", { tau: 1 }, figure(-0.02, 0.0049)),
      summary("client/ipm", { tau: 2 }, null),
      summary("client/alie", { z: 0 }, figure(0.1, null)),
      summary(null, {}, figure(0, 0), { rule: "median" }),
      summary(null, {}, null, { shots: 1000 }),
    ],
  });
  expect(tables).toHaveLength(2);
  expect(tables[0]!.setting).toBe(
    "60 clients in clusters of 5, 6 Byzantine (10 %), exact expectations, no noise, label skew Dirichlet(0.5)",
  );
  expect(tables[0]!.head).toEqual(["rule", "(nobody)", "ipm:tau=1", "ipm:tau=2", "alie"]);
  expect(tables[0]!.rows).toEqual([
    ["mean", "87.5 −0.3±0.4", "87.5 +2.0±0.5", "87.5", "87.5"],
    ["median", "87.5 +0.0±0.0", "–", "–", "–"],
  ]);
  expect(tables[1]!.rows).toEqual([["mean", "87.5"]]);
});

test("a campaign without trainings has no such table", () => {
  expect(trainingTables({ cells: [{ ...summary(null, {}, null), training: null }] })).toEqual([]);
});
