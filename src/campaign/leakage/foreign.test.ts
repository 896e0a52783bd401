import { expect, test } from "vitest";
import { completeOptions } from "../../../adversaries/adversary.ts";
import { findPartyAdversary } from "../../../adversaries/index.ts";
import { randomStream } from "../../base/random.ts";
import { createReference } from "../../implementation/reference.ts";
import { leakageFigures } from "../leakage-figures.ts";
import { runForeignTrial } from "./foreign.ts";
import { normalUpdates } from "../leakage-setting.ts";
import type { LeakageSetting } from "../leakage-setting.ts";

const SETTING: LeakageSetting = {
  updates: normalUpdates({ clients: 20, coordinates: 24, ratio: 2, loudness: 1, spread: 0 }),
  clusterSize: 5,
  shots: null,
  noise: { channel: "none", layout: "chain", probability: 0 },
  rounds: 1,
  partition: "reshuffled",
};

const reference = createReference();

async function figuresOf(id: string, given: Readonly<Record<string, unknown>>, setting: LeakageSetting) {
  const adversary = findPartyAdversary(id)!;
  const all = [];
  for (let trial = 0; trial < 6; trial++) {
    const rng = randomStream("foreign").fork(`${id}/${trial}`);
    all.push(await runForeignTrial(reference, adversary, completeOptions(adversary, given), setting, rng));
  }
  return new Map(leakageFigures(all, 0.95, 1e-3).map((figure) => [figure.figure, figure]));
}

test.for([
  ["server/curious-round", {}, {}, "R² of a client's update"],
  ["server/known-candidate", { against: "absent" }, {}, "AUC of membership"],
  ["server/known-candidate", { against: "another" }, {}, "AUC of membership"],
  ["server/many-rounds", { prior: 2 }, { rounds: 7 }, "R² of what lasts of a client's updates"],
] as const)("%s with %o learns from answers what the closed form says", async ([id, given, change, name]) => {
  const found = (await figuresOf(id, given, { ...SETTING, ...change })).get(name)!;
  expect(found.expected).not.toBeNull();
  expect(found.agrees).toBe(true);
});

test("means of clusters of different sizes are taken for the sums that they are of", async () => {
  const stays = { clients: 22, coordinates: 6, ratio: Infinity, loudness: 1, spread: 0 };
  const setting = { ...SETTING, updates: normalUpdates(stays), rounds: 14 };
  const found = await figuresOf("server/many-rounds", {}, setting);
  // T* = ⌈21/3⌉ = 7 rounds of exact sums tell all of what never changes.
  expect(found.get("R² of what lasts of a client's updates")!.value).toBeGreaterThan(1 - 1e-9);
});

test("bound reports are those of the view", async () => {
  const spread = { clients: 20, coordinates: 24, ratio: 0, loudness: 1, spread: 0.5 };
  const setting = { ...SETTING, updates: normalUpdates(spread) };
  const name = "R² of the logarithm of a client's spread";
  expect((await figuresOf("server/curious-bounds", {}, setting)).get(name)!.agrees).toBe(true);
});

test("whoever acts where the wire has no message is refused", async () => {
  const adversary = findPartyAdversary("server/signed-ghz")!;
  await expect(runForeignTrial(reference, adversary, {}, SETTING, randomStream("refused"))).rejects.toThrow(
    '"adversary"',
  );
});
