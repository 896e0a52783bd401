import { expect, test } from "vitest";
import { adversaries } from "../../adversaries/index.ts";
import { isPlain } from "../campaign/training-summary.ts";
import type { AttackOptions } from "./attack-options.ts";
import { planAttack } from "./attack-plan.ts";
import type { AttackPlan } from "./attack-plan.ts";

function planOf(options: Partial<AttackOptions>, isForeign: boolean): Promise<AttackPlan> {
  const usual = {
    layout: "chain",
    preset: "quick",
    seed: "1",
    out: "out",
    callLimit: 30,
    hardening: "none",
    format: "text",
  } as const;
  return planAttack({ ...usual, ...options }, isForeign);
}

async function planned(options: Partial<AttackOptions>): Promise<AttackPlan["header"]> {
  return (await planOf(options, false)).header;
}

test("the convergence preset plays whole trainings beside plain federated learning", async () => {
  const { cells, plan } = await planned({ preset: "convergence" });
  expect(plan).toMatchObject({ training: true, rounds: 30, trials: 10 });
  // Nobody and six adversaries, six rules, three systems.
  expect(cells).toHaveLength(7 * 6 * 3);
  expect(cells.filter(isPlain)).toHaveLength(1);
  const systems = cells.map(
    ({ clusterSize, shots, noise }) => `${clusterSize} ${shots} ${noise.probability}`,
  );
  expect([...new Set(systems)]).toEqual(["1 null 0", "5 null 0", "5 1000 0.005"]);
  expect(
    cells.every(({ clients, alpha, byzantine }) => clients === 60 && alpha === 0.5 && byzantine === 6),
  ).toBe(true);
});

test("the full preset has all adversaries against the main rules, over cluster sizes and shares", async () => {
  const { cells, plan } = await planned({ preset: "full" });
  expect(plan.training).toBe(false);
  const main = cells.filter(({ rule, shots }) => rule === "multi-krum" && shots === 1000);
  const places = new Set(main.map(({ clusterSize, byzantine }) => `${clusterSize}/${byzantine}`));
  expect([...places].toSorted()).toEqual([
    "10/12",
    "10/3",
    "10/6",
    "3/12",
    "3/3",
    "3/6",
    "5/12",
    "5/3",
    "5/6",
  ]);
  expect(new Set(main.map(({ adversary }) => adversary)).size).toBe(adversaries.length + 1);
  expect(main).toHaveLength(9 * (adversaries.length + 1));
  expect(cells.some(({ shots, noise }) => shots === null && noise.probability === 0)).toBe(true);
});

test("an option takes the place of what every part of a preset has", async () => {
  const { cells } = await planned({
    preset: "convergence",
    adversary: "ipm",
    rule: "mean",
    shots: "50",
    channel: "dephasing",
    noise: "0.1",
    clusterSize: "4",
    byzantine: "2",
  });
  expect(cells).toHaveLength(2);
  expect(cells[1]).toMatchObject({
    adversary: "client/ipm",
    shots: 50,
    clusterSize: 4,
    byzantine: 2,
    noise: { channel: "dephasing", probability: 0.1 },
  });
});

test("of a preset's adversaries those that cannot act on another implementation are left out, and named", async () => {
  const { header, notes } = await planOf({ preset: "convergence" }, true);
  const who = new Set(header.cells.map(({ adversary }) => adversary));
  expect([...who]).toEqual([
    null,
    ...["sign-flip", "alie", "min-max", "label-flip"].map((name) => `client/${name}`),
  ]);
  expect(notes).toEqual(["Left out: bound-inflater: the wire has no message for what they do."]);
});
