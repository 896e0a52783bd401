import { expect, test } from "vitest";
import { missed, NOISE, one, ROUND } from "./tell-apart.ts";
import type { Case } from "./tell-apart.ts";

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
    { ...ROUND, hardening: { "stable-clusters": { rounds: 1, seed: "a", round: 3 } } },
    "hardening/epochs-alike",
  ),
  one(
    "round",
    { ...ROUND, hardening: { "reshuffle-budget": { partitions: 5, seed: "a", round: 3 } } },
    "hardening/budget-of-one",
  ),
  one(
    "round",
    { ...ROUND, hardening: { "clip-bound": { bound: 3 }, "local-noise": { ratio: 0.2 } } },
    `hardening/noise-of-the-sum hardening/noise-of-the-round hardening/noise-same-for-clients
     hardening/noise-same-for-clusters hardening/noise-same-for-coordinates hardening/noise-same-for-rounds
     hardening/noise-upwards hardening/noise-off-centre hardening/noise-variance-for-deviation
     hardening/noise-without-bound hardening/noise-uniform hardening/noise-without-room`,
  ),
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
