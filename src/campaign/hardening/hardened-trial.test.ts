import { expect, test } from "vitest";
import { matrixOf } from "../../base/matrix.ts";
import { randomStream } from "../../base/random.ts";
import { fillNormal } from "../../learning/normal.ts";
import { completeHardening } from "../../protocol/hardening/hardening.ts";
import { cellsOf } from "../grid.ts";
import { fileSource } from "../source.ts";
import { runTrial } from "../trial.ts";
import type { TrialResult } from "../trial.ts";

const CLIENTS = 18;
const SOURCE = fileSource(
  [0, 1, 2].map((t) =>
    matrixOf("updates", fillNormal(randomStream(`updates/${t}`), new Float64Array(4 * CLIENTS)), CLIENTS, 4),
  ),
);

async function trialsOf(
  adversary: string,
  given: Readonly<Record<string, unknown>>,
): Promise<readonly TrialResult[]> {
  const cells = cellsOf({
    adversaries: [{ name: adversary, options: {} }],
    rules: [
      { name: "mean", options: {} },
      { name: "krum", options: {} },
    ],
    clients: [CLIENTS],
    clusterSizes: [3],
    byzantine: [{ count: 1 }],
    tolerate: 0,
    channel: "none",
    layout: "chain",
    noise: [0],
    shots: [500],
    alphas: [null],
    trains: true,
  }).filter((cell) => cell.adversary !== null);
  const placed = cells.map((cell, index) => ({ index, cell }));
  const plan = { rounds: 3, seed: "hardened", hardening: completeHardening(given) };
  return runTrial(placed, 0, plan, SOURCE);
}

test("A flagged cluster is rejected under every rule, and ranked before all others", async () => {
  for (const { rounds } of await trialsOf("collapse", { "visibility-floor": true })) {
    expect(rounds).toHaveLength(3);
    for (const round of rounds) {
      expect(round).toMatchObject({ contaminated: 1, caught: 1, lost: 0, refusal: null });
      expect(round.auc === null || round.auc === 1).toBe(true);
    }
  }
  const [mean] = await trialsOf("collapse", {});
  expect(mean!.rounds.map(({ caught }) => caught)).toEqual([0, 0, 0]);
});

test("Clusters that stay together leave the same clients suspected round after round", async () => {
  const measures = { "visibility-floor": true, "stable-clusters": { rounds: 3 } };
  const [kept] = await trialsOf("collapse", measures);
  expect(kept!.trueSuspects).toEqual([1, 1, 1]);
  expect(kept!.falseSuspects).toEqual([2, 2, 2]);
});
