import { expect, test } from "vitest";
import { randomStream } from "../../base/random.ts";
import { compareHardening } from "./compare.ts";
import type { HardeningRow } from "./compare.ts";
import { completeProfile, MEASURES } from "./measures.ts";
import { parseHardening } from "./parse-hardening.ts";
import { reshuffleBudget, tradeOff } from "./trade-off.ts";

test("Switches are read from none, all, names with parameters, and all with parameters of some", () => {
  expect(parseHardening("none")).toEqual({});
  expect(Object.keys(parseHardening("all")).sort()).toEqual(
    Object.keys(MEASURES)
      .filter((name) => name !== "reshuffle-budget")
      .sort(),
  );
  expect(parseHardening("guard-band:factor=2,commit-reveal,authentication")).toEqual({
    "guard-band": { factor: 2 },
    "commit-reveal": true,
    authentication: true,
  });
  const all = parseHardening("all,clip-bound:bound=0.25,stable-clusters:rounds=3,seed=x");
  expect(all["clip-bound"]).toEqual({ bound: 0.25 });
  expect(completeProfile(all).round["stable-clusters"]).toEqual({ rounds: 3, seed: "x", round: 0 });
  expect(completeProfile(all).masking["shared-masks"]).toEqual({ threshold: 0.6 });
});

test.each([
  ["guard", "one of clip-bound"],
  ["", "names like NAME"],
  ["none,all", "none by itself"],
  ["commit-reveal,all", "all first"],
  ["commit-reveal,commit-reveal", "commit-reveal once"],
  ["all,reshuffle-budget", "stable-clusters or reshuffle-budget"],
  ["local-noise", "clip-bound beside local-noise"],
  ["guard-band:factor=0", "hardening.guard-band.factor"],
  ["stable-clusters:rounds=0", "hardening.stable-clusters.rounds"],
  ["reshuffle-budget:partitions=0", "hardening.reshuffle-budget.partitions"],
  ["shared-masks:threshold=2", "hardening.shared-masks.threshold"],
])("The switches %j are refused in one line", (text, part) => {
  expect(() => parseHardening(text)).toThrow(part);
});

const SCENE = {
  clients: 12,
  clusterSize: 4,
  coordinates: 6,
  shots: 300,
  noise: { channel: "depolarizing2", layout: "chain", probability: 0.005 },
  rounds: 4,
  byzantine: 2,
} as const;

test("A measure stops whom it is against, at what it costs", async () => {
  const measures = [
    "clip-bound",
    "commit-reveal",
    "visibility-floor",
    "key-ledger",
    "authentication",
  ] as const;
  const plan = { scene: SCENE, trials: 8, trainings: 0, confidence: 0.9, measures };
  const steps: number[] = [];
  const { rows, leftOut } = await compareHardening(plan, randomStream("compare"), (done) => steps.push(done));
  expect(leftOut).toEqual([]);
  expect(steps).toEqual([0, 1, 2, 3, 4]);
  expect(rows.map(({ measure }) => measure)).toEqual(measures);
  const stopped = ({ adversaries }: HardeningRow): string[] =>
    adversaries.filter(({ isBetter }) => isBetter).map(({ adversary }) => adversary);
  expect(rows.map(stopped)).toEqual([
    ["server/curious-bounds", "client/bound-inflater"],
    ["server/partition-steering"],
    // A twentieth of so few shots is not told from none.
    ["client/collapse", "external/intercept-resend"],
    ["masking/pad-reuse"],
    ["masking/tamperer"],
  ]);
  const bits = rows.at(-1)!.costs.find(({ what }) => what.startsWith("key bits"))!;
  expect(bits).toMatchObject({ isWorse: true, difference: { value: 254, lower: 254, upper: 254 } });
  const lost = rows[0]!.costs.find(({ what }) => what.startsWith("honest clusters"))!;
  expect(lost).toMatchObject({ isWorse: false, difference: null });
});

test("All measures together are compared on every adversary, and no figure leaves its interval", async () => {
  const scene = { ...SCENE, shots: 100, coordinates: 3 };
  const plan = { scene, trials: 2, trainings: 0, confidence: 0.9, measures: ["all"] as const };
  const { rows } = await compareHardening(plan, randomStream("all"));
  expect(rows).toHaveLength(1);
  const [{ adversaries, costs }] = rows as [HardeningRow];
  expect(new Set(adversaries.map(({ adversary }) => adversary)).size).toBeGreaterThan(18);
  const states = costs.find(({ what }) => what.startsWith("states"))!;
  expect(states.hardened.value - states.plain.value).toBe(64);
  for (const { plain, hardened } of adversaries) {
    for (const { value, lower, upper } of [plain, hardened]) {
      expect(value).toBeGreaterThanOrEqual(lower);
      expect(value).toBeLessThanOrEqual(upper);
    }
  }
});

test("Suspects and R² over rounds follow their closed forms, more slowly the longer clusters stay", () => {
  const points = tradeOff(
    {
      scene: { ...SCENE, clients: 20, clusterSize: 5 },
      rounds: 6,
      stays: [1, 3],
      trials: 30,
      confidence: 1 - 1e-6,
    },
    randomStream("trade"),
  );
  expect(points).toHaveLength(12);
  for (const { falseSuspects, expectedSuspects, r2, expectedR2 } of points) {
    expect(expectedSuspects).toBeGreaterThanOrEqual(falseSuspects.lower);
    expect(expectedSuspects).toBeLessThanOrEqual(falseSuspects.upper);
    // The form is asymptotic: within .01.
    expect(expectedR2).toBeGreaterThanOrEqual(r2.lower - 0.01);
    expect(expectedR2).toBeLessThanOrEqual(r2.upper + 0.01);
  }
  const at = (rounds: number, after: number): (typeof points)[number] =>
    points.find((point) => point.rounds === rounds && point.after === after)!;
  expect(at(3, 4).partitions).toBe(2);
  expect(at(3, 6).r2.value).toBeCloseTo(at(1, 2).r2.value, 9);
  expect(at(3, 6).falseSuspects).toEqual(at(1, 2).falseSuspects);
  expect(() =>
    tradeOff({ scene: SCENE, rounds: 0, stays: [1], trials: 1, confidence: 0.9 }, randomStream("")),
  ).toThrow('"rounds" expected an integer of at least 1, got 0');
});

test("A reshuffle budget is the last number of partitions that keeps R² within what is put up with", () => {
  // Static updates, N = 60, k = 5: .200, .383, .567 after one, two, three partitions.
  const scene = { clients: 60, clusterSize: 5 };
  expect(reshuffleBudget(scene, 0.5, 1e9)).toBe(2);
  expect(reshuffleBudget(scene, 0.1, 1e9)).toBe(1);
  expect(reshuffleBudget(scene, 0.6, 1e9)).toBe(3);
});
