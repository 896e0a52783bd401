import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { randomStream } from "../src/base/random.ts";
import { leakageFigures } from "../src/campaign/leakage-figures.ts";
import { normalUpdates } from "../src/campaign/leakage-setting.ts";
import type { LeakageSetting } from "../src/campaign/leakage-setting.ts";
import { runLeakageTrial } from "../src/campaign/leakage-trial.ts";
import type { Observation } from "../src/campaign/observation.ts";
import { clauses } from "../src/conformance/clauses.ts";
import { mask } from "../src/masking/mask.ts";
import { partition } from "../src/protocol/partition.ts";
import { completeOptions } from "./adversary.ts";
import type { OptionValues } from "./adversary.ts";
import { adversaries, findAdversary, findPartyAdversary, partyAdversaries } from "./index.ts";
import type { PartyAdversary } from "./index.ts";

const SETTING: LeakageSetting = {
  updates: normalUpdates({ clients: 20, coordinates: 16, ratio: 2, loudness: 1, spread: 0.4 }),
  clusterSize: 5,
  shots: 500,
  noise: { channel: "none", layout: "chain", probability: 0 },
  rounds: 2,
  partition: "reshuffled",
};

/** Residues tell most where bits flip before the clients act. */
const FLIPPED: LeakageSetting = {
  ...SETTING,
  noise: { channel: "bit-flip", layout: "chain", probability: 0.05 },
};

function trial(adversary: PartyAdversary, seed: string): readonly Observation[] {
  const setting = adversary.id === "server/residues" ? FLIPPED : SETTING;
  return runLeakageTrial(adversary, completeOptions(adversary, {}), setting, randomStream(seed));
}

function optionsOf(adversary: PartyAdversary): OptionValues[] {
  const usual = completeOptions(adversary, {});
  const choices = Object.entries(adversary.options).flatMap(([key, spec]) =>
    spec.kind === "choice" ? spec.choices.map((choice) => ({ ...usual, [key]: choice })) : [],
  );
  return [usual, ...choices];
}

test("The catalogue has every party's adversaries under the paths of their files, and no name twice", () => {
  expect(partyAdversaries.map(({ id }) => id)).toHaveLength(18);
  const all = [...adversaries, ...partyAdversaries];
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  const known = new Set(clauses.map(({ id }) => id));
  for (const adversary of partyAdversaries) {
    expect(existsSync(new URL(`${adversary.id}.ts`, import.meta.url))).toBe(true);
    expect(adversary.id.startsWith(`${adversary.role}/`)).toBe(true);
    expect(adversary.source).not.toBe("");
    expect(adversary.clauses.length).toBeGreaterThan(0);
    expect(adversary.clauses.filter((clause) => !known.has(clause))).toEqual([]);
    expect(findPartyAdversary(adversary.id)).toBe(adversary);
    expect(findPartyAdversary(adversary.id.split("/")[1]!)).toBe(adversary);
    expect(findAdversary(adversary.id)).toBeUndefined();
  }
});

test.for(partyAdversaries)(
  "$id observes the same whenever its draws are the same, and other things otherwise",
  (adversary) => {
    const once = trial(adversary, "draws");
    expect(once.length).toBeGreaterThan(0);
    expect(trial(adversary, "draws")).toEqual(once);
    // What always succeeds, or never, has nothing to vary.
    const certain = once.every((found) => found.kind === "rate" && found.successes % found.cases === 0);
    const fixed = certain || adversary.id === "masking/key-starvation";
    if (!fixed) expect(trial(adversary, "other draws")).not.toEqual(once);
  },
);

test.for(partyAdversaries)(
  "$id refuses options that it does not have and values out of their range",
  (adversary) => {
    expect(() => completeOptions(adversary, { nonsense: 1 })).toThrow(RangeError);
    for (const [key, spec] of Object.entries(adversary.options)) {
      const wrong = spec.kind === "choice" ? "nonsense" : spec.min - 1;
      expect(() => completeOptions(adversary, { [key]: wrong })).toThrow(`"${adversary.id}:${key}"`);
    }
  },
);

test.for(partyAdversaries)("$id touches nothing but what its role has", (adversary) => {
  for (const options of optionsOf(adversary)) {
    switch (adversary.role) {
      case "server": {
        const { prepares, groups } = adversary.make(options);
        // A semi-honest server, as in the paper, has eyes only.
        if (adversary.inPaper) expect([prepares, groups]).toEqual([undefined, undefined]);
        for (const size of [1, 2, 3, 5]) {
          const states = prepares?.(size);
          if (states === undefined) continue;
          expect(states.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
          for (const { source } of states) {
            if (source.kind === "ghz") expect(source.flips.every((flip) => flip < size)).toBe(true);
          }
        }
        const drawn = partition({ clients: 12, clusterSize: 4, remainder: "balanced" }, randomStream("p"));
        const before = structuredClone(drawn);
        const announced = groups?.(drawn, [3, 7]) ?? drawn;
        expect(drawn).toEqual(before);
        expect(announced.flat().toSorted((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, i) => i));
        // Its victim is the first client that tells it nothing.
        if (groups) expect(announced[0]!.slice(0, 3)).toEqual(options["mode"] === "alone" ? [0] : [0, 3, 7]);
        break;
      }
      case "external": {
        const acts = adversary.make(options);
        if (acts.kind === "intercept") expect(acts.operation.kind).toBe("measure");
        if (acts.kind === "substitute") {
          const angle = acts.forwards({ x: 1, y: -2, xShots: 3, yShots: 4, reach: 0.4 });
          expect(Math.abs(angle)).toBeLessThanOrEqual(0.4);
        }
        break;
      }
      case "colluders":
        expect(adversary.make(options).colluders).toBeGreaterThan(1);
        break;
      case "masking": {
        const masked = mask([1, -2, 3], 0, new Map(), 8);
        const carried = adversary.make(options).carries?.(masked, 2 ** 8, randomStream("c")) ?? masked;
        expect(carried).toHaveLength(3);
        expect(carried.every((value) => Number.isInteger(value) && value >= 0 && value < 256)).toBe(true);
        expect(masked).toEqual(mask([1, -2, 3], 0, new Map(), 8));
        break;
      }
    }
  }
});

/** What each gets of the undefended protocol: a figure, and what it is above, or below. */
const GAINS: Readonly<Record<string, readonly [figure: string, least: number, most?: number]>> = {
  "server/curious-round": ["R² of a client's update", 0.1],
  "server/curious-bounds": ["R² of the logarithm of a client's spread", 0.6],
  "server/known-candidate": ["AUC of membership", 0.8],
  "server/many-rounds": ["R² of what lasts of a client's updates", 0.15],
  "server/residues": ["R² of a client's update", 0.6],
  "server/colluders": ["R² of a client's update", 0.3],
  "server/product-states": ["R² of a client's update", 0.8],
  "server/signed-ghz": ["R² of a client's update", 0.8],
  "server/partition-steering": ["R² of a client's update", 0.8],
  "colluders/cluster-mates": ["AUC of pairs of one cluster", 0.9],
  // Nothing is what there is to hear.
  "external/passive-listener": ["R² of a client's update", -1, 0.1],
  "external/intercept-resend": ["V² of a client's cluster", -1, 0.05],
  "external/substitution": ["R² of a client's update", 0.7],
  "masking/pad-reuse": ["differences of two updates read exactly", 0.99],
  "masking/tamperer": ["entries of the sum moved by Δ, unnoticed", 0.99],
  "masking/all-but-one": ["entries of the client's update read exactly", 0.99],
  "masking/key-starvation": ["rounds that had their keys in time", -1, 0.6],
  "masking/dropout": ["entries of the sum that are right", -1, 0.05],
};

test.for(partyAdversaries)("$id gets of the undefended protocol what it claims", (adversary) => {
  const [figure, least, most = Infinity] = GAINS[adversary.id]!;
  const trials = [1, 2, 3, 4].map((t) => trial(adversary, `gain ${t}`));
  const found = leakageFigures(trials).find((one) => one.figure === figure);
  expect(found).toBeDefined();
  expect(found!.value).toBeGreaterThan(least);
  expect(found!.value).toBeLessThan(most);
});
