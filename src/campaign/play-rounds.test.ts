import { expect, test } from "vitest";
import { colludingAdversaries } from "../../adversaries/colluders/index.ts";
import type { PooledView } from "../../adversaries/masking-adversary.ts";
import { allButOne } from "../../adversaries/masking/all-but-one.ts";
import { rowOf } from "../base/matrix.ts";
import { randomStream } from "../base/random.ts";
import { completeHardening } from "../protocol/hardening/hardening.ts";
import { normalUpdates } from "./leakage-setting.ts";
import type { LeakageSetting } from "./leakage-setting.ts";
import { playColluders } from "./play-colluders.ts";
import { playMasks } from "./play-masks.ts";
import { playRounds } from "./play-rounds.ts";

const SETTING: LeakageSetting = {
  updates: normalUpdates({ clients: 12, coordinates: 3, ratio: 0, loudness: 1, spread: 0 }),
  clusterSize: 4,
  shots: null,
  noise: { channel: "none", layout: "chain", probability: 0 },
  rounds: 4,
  partition: "reshuffled",
};

function partitionsOf(setting: LeakageSetting, seed = "rounds"): string[] {
  const rng = randomStream(seed);
  const drawn = setting.updates.draw(setting.rounds, rng.fork("updates"));
  return playRounds(setting, drawn, rng).map(({ clusters }) => JSON.stringify(clusters));
}

test("Partitions are new each round, or one for all, or kept as a profile keeps them", () => {
  expect(new Set(partitionsOf(SETTING)).size).toBe(4);
  expect(new Set(partitionsOf({ ...SETTING, partition: "fixed" })).size).toBe(1);
  const stable = completeHardening({ "stable-clusters": { rounds: 2 } });
  const [first, second, third, fourth] = partitionsOf({ ...SETTING, hardening: stable });
  expect([second, fourth]).toEqual([first, third]);
  expect(third).not.toBe(first);
  const budget = completeHardening({ "reshuffle-budget": { partitions: 2 } });
  const kept = partitionsOf({ ...SETTING, hardening: budget });
  expect(new Set(kept).size).toBe(2);
  expect(new Set(kept.slice(1)).size).toBe(1);
  expect(partitionsOf({ ...SETTING, hardening: budget }, "another trial")[0]).not.toBe(kept[0]);
});

test("Who pools what all but one hold is not shown that one's own", () => {
  let shown: PooledView | undefined;
  const spy = {
    ...allButOne,
    make: () => ({
      observe: (view: PooledView) => {
        shown = view;
        return { kind: "nothing" } as const;
      },
    }),
  };
  const drawn = SETTING.updates.draw(1, randomStream("masks"));
  const { victim, integers } = playMasks(spy, {}, drawn, randomStream("masks"));
  expect(shown!.victim).toBe(victim);
  expect([...rowOf(shown!.integers[0]!, victim)]).toEqual([0, 0, 0]);
  const other = (victim + 1) % 12;
  expect(rowOf(shown!.integers[0]!, other)).toEqual(rowOf(integers[0]!, other));
  expect(rowOf(integers[0]!, victim).some((value) => value !== 0)).toBe(true);
});

test("Bits of one cluster differ where flips came before, as the star's independent flips have it", () => {
  const [adversary] = colludingAdversaries;
  const p = 0.2;
  const noise = { channel: "bit-flip", layout: "star", probability: p } as const;
  const setting: LeakageSetting = { ...SETTING, clusterSize: 12, noise };
  const options = { colluders: 12, bits: 800 };
  const { questions, answers } = playColluders(adversary!, options, setting, randomStream("bits"));
  expect(answers).toHaveLength(66);
  expect(answers.every(Boolean)).toBe(true);
  const alike = questions.reduce((sum, { alike: found, bits }) => sum + found / bits, 0) / 66;
  // Qubits i < j of a star take the control's flips of gates i … j − 1 and one flip each of their own: j − i + 2 of them.
  let expected = 0;
  for (let j = 1; j < 12; j++) {
    for (let i = 0; i < j; i++) {
      // Qubit 0 is the control itself: gates j … 11 flip it after qubit j was made, and j flips once.
      const flips = i === 0 ? 12 - j + 1 : j - i + 2;
      expected += (1 + (1 - 2 * p) ** flips) / 2 / 66;
    }
  }
  expect(alike).toBeGreaterThan(expected - 0.02);
  expect(alike).toBeLessThan(expected + 0.02);
});
