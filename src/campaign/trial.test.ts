import { expect, test } from "vitest";
import { findAdversary } from "../../adversaries/index.ts";
import { matrixOf, rowOf, zeros } from "../base/matrix.ts";
import { randomStream } from "../base/random.ts";
import { fillNormal } from "../learning/normal.ts";
import { round } from "../protocol/round.ts";
import { rules } from "../rules/index.ts";
import { cellsOf } from "./grid.ts";
import type { Grid } from "./grid.ts";
import { stageRound } from "./play-round.ts";
import { judgeRound, measureRound } from "./reference-player.ts";
import type { PlacedCell } from "./setting.ts";
import { fileSource } from "./source.ts";
import type { UpdateSource } from "./source.ts";
import { attackOf, ruleOf, runTrial, settingOf, toleratedIn, trialStream } from "./trial.ts";

const CLIENTS = 18;

function sourceOf(rounds: number): UpdateSource {
  return fileSource(
    Array.from({ length: rounds }, (_, t) => {
      const data = fillNormal(randomStream(`updates/${t}`), new Float64Array(4 * CLIENTS));
      return matrixOf(
        "updates",
        data.map((value) => 0.5 * value + 1),
        CLIENTS,
        4,
      );
    }),
  );
}

function cells(change: Partial<Grid>): PlacedCell[] {
  const grid: Grid = {
    adversaries: [{ name: "sign-flip", options: {} }],
    rules: [{ name: "mean", options: {} }],
    clients: [CLIENTS],
    clusterSizes: [2],
    byzantine: [{ count: 2 }],
    tolerate: null,
    channel: "depolarizing2",
    layout: "chain",
    noise: [0.01],
    shots: [500],
    alphas: [null],
    trains: true,
    ...change,
  };
  return cellsOf(grid).map((cell, index) => ({ index, cell }));
}

const PLAN = { rounds: 2, seed: "trial" };

test("what is measured once and screened by every rule is what round returns for each of them", () => {
  const all = cells({
    rules: rules.map(({ id }) => ({ name: id, options: {} })),
    adversaries: [
      { name: "dropper", options: {} },
      { name: "collapse", options: { share: 0.5 } },
    ],
    byzantine: [{ count: 1 }],
  });
  expect(all).toHaveLength(3 * rules.length);
  const updates = sourceOf(1).updates(0);
  const reference = rowOf(updates, 0);
  for (const { cell } of all) {
    const rng = trialStream("s", 0);
    const staged = stageRound(
      updates,
      attackOf(cell, rng),
      settingOf(cell, reference),
      ruleOf(cell),
      rng.fork("a"),
    );
    const setting = settingOf(cell, reference);
    const stream = rng.fork("round");
    const measured = measureRound(staged, setting, stream);
    const judged = judgeRound(measured, ruleOf(cell), setting, stream);
    const live = measured.live.filter(Boolean).length;
    const whole = round(
      {
        ...setting,
        updates: staged.updates,
        dropouts: staged.dropouts,
        rule: cell.rule,
        options: cell.ruleOptions,
        tolerate: toleratedIn(cell, live),
      },
      stream,
      staged.edits,
    );
    expect(judged.refusal).toBeNull();
    expect(judged.update).toEqual(whole.update);
    expect(judged.accepted).toEqual(whole.accepted);
    expect(judged.clusters).toEqual(whole.clusters);
    expect(judged.live).toEqual(whole.aggregates.map((mean) => mean !== null));
  }
});

test("attacks and rules meet the same clusters in a trial, and a trial does not depend on which cells run with it", async () => {
  const all = cells({
    adversaries: ["sign-flip", "adaptive", "min-max"].map((name) => ({ name, options: {} })),
    rules: ["mean", "median", "krum"].map((name) => ({ name, options: {} })),
  });
  const source = sourceOf(3);
  const alone = [];
  for (const placed of all) alone.push(...(await runTrial([placed], 1, PLAN, source)));
  const together = [];
  for (let i = 0; i < all.length; i += 3)
    together.push(...(await runTrial(all.slice(i, i + 3), 1, PLAN, source)));
  expect(together).toEqual(alone);
  expect(alone).toHaveLength(12);
  const attacked = alone.slice(3);
  for (const { rounds } of attacked) {
    expect(rounds.map(({ contaminated }) => contaminated)).toEqual(
      attacked[0]!.rounds.map(({ contaminated }) => contaminated),
    );
  }
  expect(alone[0]!.rounds.map(({ contaminated }) => contaminated)).toEqual([0, 0]);
});

test("trials differ, are equal under an equal seed, and start at rounds of the source one after the other", async () => {
  const [first] = cells({ shots: [null], noise: [0], channel: "none" });
  const [, attacked] = cells({});
  const asked: number[] = [];
  const source = { ...sourceOf(3), updates: (t: number) => (asked.push(t), sourceOf(3).updates(t)) };
  const one = await runTrial([attacked!], 0, PLAN, source);
  expect(await runTrial([attacked!], 0, PLAN, source)).toEqual(one);
  expect((await runTrial([attacked!], 3, PLAN, source))[0]!.rounds).not.toEqual(one[0]!.rounds);
  expect(await runTrial([attacked!], 0, { ...PLAN, seed: "other" }, source)).not.toEqual(one);
  asked.length = 0;
  const honest = await runTrial([first!], 2, PLAN, source);
  expect(asked).toEqual([2, 0]);
  // Nobody attacks, nothing is noisy: the mean of all clients.
  expect(honest[0]!.rounds.every(({ deviation }) => deviation! < 1e-9)).toBe(true);
});

test("attackers who leave everywhere end a round without an update", async () => {
  const [, last] = cells({ adversaries: [{ name: "dropper", options: {} }], byzantine: [{ count: 17 }] });
  const [result] = await runTrial([last!], 0, PLAN, sourceOf(1));
  for (const score of result!.rounds) {
    expect(score).toMatchObject({ lost: 9, deviation: null, cosine: null, refusal: "every cluster is lost" });
  }
});

test("a rule that refuses what is left is no fault of the campaign", async () => {
  const found = cells({
    adversaries: [{ name: "dropper", options: {} }],
    rules: [{ name: "bulyan", options: {} }],
    byzantine: [{ count: 14 }],
  });
  const refused = [];
  for (let trial = 0; trial < 30; trial++) {
    const [result] = await runTrial([found[1]!], trial, PLAN, sourceOf(1));
    refused.push(...result!.rounds.filter(({ lost }) => lost < 9));
  }
  // Of the four that stay some are together now and then: at most two clusters, and Bulyan needs three.
  expect(refused.length).toBeGreaterThan(0);
  for (const { refusal, deviation } of refused) {
    expect(refusal).toContain("bulyan");
    expect(deviation).toBeNull();
  }
});

test("an adversary that sends something of another shape is refused", () => {
  const adversary = { ...findAdversary("ipm")!, make: () => ({ updates: () => zeros(1, 1) }) } as never;
  const attack = { adversary, options: {}, members: [0, 1] };
  const [first] = cells({});
  expect(() =>
    stageRound(
      sourceOf(1).updates(0),
      attack,
      settingOf(first!.cell, null),
      ruleOf(first!.cell),
      randomStream("x"),
    ),
  ).toThrow('"client/ipm" expected 2 × 4 numbers');
});
