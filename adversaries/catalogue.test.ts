import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { matrixFromRows, rowOf, zeros } from "../src/base/matrix.ts";
import type { Matrix } from "../src/base/matrix.ts";
import { randomStream } from "../src/base/random.ts";
import { poisoned, stageRound } from "../src/campaign/play-round.ts";
import type { Attack, RoundSetting, RuleSetting, StagedRound } from "../src/campaign/play-round.ts";
import { judgeRound, measureRound } from "../src/campaign/reference-player.ts";
import { scoreRound } from "../src/campaign/score-round.ts";
import { fillNormal } from "../src/learning/normal.ts";
import { generateDataSet } from "../src/learning/generate-data-set.ts";
import { honestRecord } from "../src/quantum/record.ts";
import { completeOptions } from "./adversary.ts";
import type { ClientAdversary } from "./adversary.ts";
import { columnMeans } from "./columns.ts";
import { adversaries, findAdversary } from "./index.ts";

const CLIENTS = 12;
const MEMBERS = [2, 5, 9];
const SETTING: RoundSetting = {
  clusterSize: 3,
  remainder: "balanced",
  shots: null,
  noise: { channel: "none", layout: "chain", probability: 0 },
};
const MEAN: RuleSetting = { rule: "mean", options: {}, tolerate: () => 0 };

/** Updates with a common direction, as those of clients that learn the same. */
function updatesOf(seed: string): Matrix {
  const updates = zeros(CLIENTS, 6);
  fillNormal(randomStream(seed), updates.data);
  for (let r = 0; r < CLIENTS; r++) {
    const row = rowOf(updates, r);
    for (let c = 0; c < row.length; c++) row[c] = 0.3 * row[c]! + 1 - 0.2 * c;
  }
  return updates;
}

function attackBy(adversary: ClientAdversary): Attack {
  return { adversary, options: completeOptions(adversary, {}), members: MEMBERS };
}

function staged(adversary: ClientAdversary, seed = "draws"): StagedRound {
  return stageRound(updatesOf("catalogue"), attackBy(adversary), SETTING, MEAN, randomStream(seed));
}

function deviationOf(round: StagedRound): number {
  const rng = randomStream("round");
  const judged = judgeRound(measureRound(round, SETTING, rng), MEAN, SETTING, rng);
  return scoreRound(judged, round.target, new Set(MEMBERS)).deviation!;
}

/** Those that do nothing to the mean, or hardly anything: their formulas are tested instead. */
const HARMLESS_TO_MEAN: ReadonlySet<string> = new Set([
  // Copies of an honest update move the mean by no more than that client's difference.
  "client/mimic",
  // Harm through shots alone: with exact expectations a larger bound changes nothing.
  "client/bound-inflater",
  // Close to the honest mean by design.
  "client/alie",
  "client/colluding-alie",
  // At an infinite number of shots a length above 0 is as good as 1.
  "client/random-phase",
  // Act through training data, of which this round has none.
  "client/label-flip",
  "client/backdoor",
  // No further from honest updates than these are from each other.
  "client/min-sum",
  // Leaves a mean of fewer honest updates.
  "client/dropper",
]);

test("the catalogue has the attacks of the field under the paths of their files", () => {
  expect(adversaries.length).toBeGreaterThanOrEqual(24);
  expect(new Set(adversaries.map(({ id }) => id)).size).toBe(adversaries.length);
  expect(adversaries.filter(({ id }) => !existsSync(new URL(`${id}.ts`, import.meta.url)))).toEqual([]);
  for (const adversary of adversaries) {
    expect(adversary.clauses.length).toBeGreaterThan(0);
    expect(adversary.source).not.toBe("");
    expect(findAdversary(adversary.id)).toBe(adversary);
    expect(findAdversary(adversary.id.split("/")[1]!)).toBe(adversary);
  }
  expect(findAdversary("flip")).toBeUndefined();
});

test.for(adversaries)("$id does something, and the same whenever its draws are the same", (adversary) => {
  const acts = adversary.make(completeOptions(adversary, {}));
  expect(Object.values(acts).filter((act) => act !== undefined && act !== false)).not.toHaveLength(0);
  const [once, again] = [staged(adversary), staged(adversary)];
  expect(again.updates).toEqual(once.updates);
  expect(deviationOf(again)).toBe(deviationOf(once));
});

test.for(adversaries)("$id touches its own updates, reports, phases and qubits alone", (adversary) => {
  const honest = updatesOf("catalogue");
  const before = honest.data.slice();
  const { updates, edits, dropouts, target } = staged(adversary);
  expect(honest.data).toEqual(before);
  expect([updates.rows, updates.columns]).toEqual([CLIENTS, 6]);
  expect(updates.data.every(Number.isFinite)).toBe(true);
  expect(dropouts.every((client) => MEMBERS.includes(client))).toBe(true);
  expect(edits.clusters).toBeUndefined();
  const others = Array.from({ length: CLIENTS }, (_, client) => client).filter((c) => !MEMBERS.includes(c));
  for (const client of others) {
    expect(rowOf(updates, client)).toEqual(rowOf(honest, client));
    expect(edits.report?.(client, 1.5) ?? 1.5).toBe(1.5);
    const encoding = { client, update: rowOf(honest, client), weightBound: 2, scaleSize: 3 };
    expect(edits.phases?.(encoding)).toBeUndefined();
  }
  for (const client of MEMBERS) {
    const encoding = { client, update: rowOf(updates, client), weightBound: 2, scaleSize: 3 };
    const phases = edits.phases?.(encoding);
    expect(phases === undefined || (phases.length === 6 && phases.every(Number.isFinite))).toBe(true);
    const report = edits.report?.(client, 1.5) ?? 1.5;
    expect(report >= 0 && Number.isFinite(report)).toBe(true);
  }
  const record = honestRecord([0.1, 0.2, 0.3]);
  const edited = edits.record?.(record, { cluster: 0, members: [0, 2, 4], coordinate: 1 }) ?? record;
  expect({ ...edited, clients: [] }).toEqual({ ...record, clients: [] });
  expect([edited.clients[0], edited.clients[2]]).toEqual([record.clients[0], record.clients[2]]);
  expect(edits.record?.(record, { cluster: 0, members: [0, 1, 4], coordinate: 1 }) ?? record).toBe(record);
  expect(target).toEqual(
    columnMeans(
      matrixFromRows(
        "h",
        others.map((client) => rowOf(honest, client)),
      ),
    ),
  );
});

test.for(adversaries)(
  "$id drives the undefended mean away from the honest one, or is known not to",
  (adversary) => {
    const without = stageRound(updatesOf("catalogue"), null, SETTING, MEAN, randomStream("draws"));
    const honest = stageRound(
      updatesOf("catalogue"),
      {
        ...attackBy(adversary),
        adversary: { ...findAdversary("ipm")!, make: () => ({}) } as ClientAdversary,
      },
      SETTING,
      MEAN,
      randomStream("draws"),
    );
    expect(deviationOf(without)).toBeLessThan(1e-9);
    // The attackers' honest updates are no part of the target, so that even they have a deviation.
    const nothing = deviationOf(honest);
    const deviation = deviationOf(staged(adversary));
    if (HARMLESS_TO_MEAN.has(adversary.id)) expect(deviation).toBeLessThan(0.5);
    else expect(deviation).toBeGreaterThan(1.5 * nothing);
  },
);

test.for(adversaries)(
  "$id refuses options that it does not have and values out of their range",
  (adversary) => {
    expect(() => completeOptions(adversary, { nonsense: 1 })).toThrow(RangeError);
    for (const [key, spec] of Object.entries(adversary.options)) {
      const wrong = spec.kind === "choice" ? "nonsense" : spec.min - 1;
      expect(() => completeOptions(adversary, { [key]: wrong })).toThrow(`"${adversary.id}:${key}"`);
      expect(() => completeOptions(adversary, { [key]: null })).toThrow(TypeError);
      expect(completeOptions(adversary, { [key]: spec.default })[key]).toBe(spec.default);
    }
  },
);

test("whoever poisons data changes them into data of the same form, deterministically", () => {
  const honest = generateDataSet(randomStream("data"), { samples: 60, features: 8, classes: 5 });
  const poisoners = adversaries.filter((a) => a.make(completeOptions(a, {})).data !== undefined);
  expect(poisoners.map(({ id }) => id)).toEqual([
    "client/label-flip",
    "client/backdoor",
    "client/model-replacement",
  ]);
  for (const adversary of poisoners) {
    const once = poisoned(attackBy(adversary), honest, randomStream("p"));
    expect(once).toEqual(poisoned(attackBy(adversary), honest, randomStream("p")));
    expect(once).not.toEqual(honest);
    expect([once.features.rows, once.features.columns, once.classes]).toEqual([60, 8, 5]);
    expect(once.labels.every((label) => label < 5)).toBe(true);
  }
  const mute = attackBy(findAdversary("ipm")!);
  expect(poisoned(mute, honest, randomStream("p"))).toBe(honest);
});
