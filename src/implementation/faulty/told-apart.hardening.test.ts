import { expect, test } from "vitest";
import { missed, one } from "./tell-apart.ts";
import type { Case } from "./tell-apart.ts";

const NOISE = { channel: "depolarizing2", layout: "chain", probability: 0.1 };

const ROUND = {
  updates: [
    [1, -2],
    [0.5, 3],
    [-4, 1],
    [2, 2],
    [0.25, -1],
    [1.5, -3.5],
    [3, 0.75],
    [-1, 2.5],
  ],
  clusterSize: 3,
  shots: null,
  noise: { channel: "none" },
  dropouts: [],
  rule: "mean",
  tolerate: 0,
  seed: "s",
};

const HARDENED: readonly Case[] = [
  one("round", { ...ROUND, hardening: { unknown: true } }, "hardening/unknown-measure-ignored"),
  one("round", { ...ROUND, hardening: { "guard-band": { factor: 2 } } }, "hardening/guard-band-not-undone"),
  one("round", { ...ROUND, hardening: { "clip-bound": { bound: 2 } } }, "outcomes/hardening-ignored"),
  one(
    "round",
    { ...ROUND, view: true, hardening: { "clip-bound": { bound: 9 }, "guard-band": false } },
    "hardening/reports-beside-clip-bound",
  ),
  one("round", { ...ROUND, hardening: { "clip-bound": false } }, "hardening/off-is-on"),
  one("round", { ...ROUND, hardening: { "stable-clusters": true } }, "hardening/stable-clusters-redrawn"),
  one(
    "round",
    { ...ROUND, noise: NOISE, hardening: { "visibility-floor": true } },
    "hardening/honest-clusters-flagged",
  ),
];

test("What is wrong in a hardened round shows on requests that were written down for it", async () => {
  expect(HARDENED.length).toBeGreaterThan(0);
  for (const one of HARDENED) expect(await missed(one, ["ok", "reject"])).toEqual([]);
});
