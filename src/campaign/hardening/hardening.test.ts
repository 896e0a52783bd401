import { appendFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { randomStream } from "../../base/random.ts";
import { adversaries, partyAdversaries } from "../../../adversaries/index.ts";
import type { HardeningRow } from "./compare.ts";
import { estimate } from "./estimate.ts";
import type { Outcome } from "./estimate.ts";
import { completeProfile, MEASURES, PLAIN } from "./measures.ts";
import { parseHardening } from "./parse-hardening.ts";
import { runComparison } from "./run-comparison.ts";
import { EVERYONE, TARGETS } from "./scenarios.ts";
import type { Scenario } from "./scene.ts";
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

test("A measure weakens whom it is against, at what it costs", async () => {
  const measures = [
    "clip-bound",
    "commit-reveal",
    "visibility-floor",
    "key-ledger",
    "authentication",
  ] as const;
  const plan = { scene: SCENE, trials: 8, trainings: 0, confidence: 0.9, measures, seed: "compare" };
  const steps: number[] = [];
  const { comparison, done, total } = await runComparison(plan, {
    workers: 1,
    onProgress: (parts) => steps.push(parts),
  });
  const { rows, leftOut, unfinished } = comparison;
  expect(leftOut).toEqual([]);
  expect(unfinished).toEqual([]);
  expect(done).toBe(total);
  expect(steps).toEqual(Array.from({ length: total }, (_, at) => at + 1));
  expect(rows.map(({ measure }) => measure)).toEqual(measures);
  const weakened = ({ adversaries }: HardeningRow): string[] =>
    adversaries.filter(({ isBetter }) => isBetter).map(({ adversary }) => adversary);
  expect(rows.map(weakened)).toEqual([
    ["server/curious-bounds", "client/bound-inflater"],
    ["server/partition-steering"],
    // A twentieth of so few shots is not told from none.
    ["client/collapse", "external/intercept-resend"],
    ["masking/pad-reuse"],
    ["masking/tamperer"],
  ]);
  // All eight rounds were ended: at 95 % of each interval the chance of that is at least 0.025^(1/8).
  const [steering] = rows[1]!.adversaries;
  expect(steering).toMatchObject({ effect: "defeated", hardened: { value: 0, lower: 0 } });
  expect(steering!.hardened.upper).toBeCloseTo(1 - 0.025 ** (1 / 8), 9);
  const bits = rows.at(-1)!.costs.find(({ cost }) => cost === "keys")!;
  expect(bits).toMatchObject({ isWorse: true, difference: { value: 254, lower: 254, upper: 254 } });
  const lost = rows[0]!.costs.find(({ cost }) => cost === "clusters")!;
  expect(lost).toMatchObject({ isWorse: false, difference: null });
});

test("All measures together are compared on every adversary, and no figure leaves its interval", async () => {
  const scene = { ...SCENE, clients: 8, shots: 50, coordinates: 2, rounds: 2 };
  const plan = { scene, trials: 2, trainings: 0, confidence: 0.9, measures: ["all"] as const, seed: "all" };
  const { rows } = (await runComparison(plan, { workers: 1 })).comparison;
  expect(rows).toHaveLength(1);
  const [{ adversaries, costs }] = rows as [HardeningRow];
  expect(new Set(adversaries.map(({ adversary }) => adversary)).size).toBeGreaterThan(18);
  const states = costs.find(({ cost }) => cost === "states")!;
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
      level: 1e-9,
    },
    randomStream("trade"),
  );
  expect(points).toHaveLength(12);
  expect(points.filter(({ agrees }) => !agrees)).toEqual([]);
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
    tradeOff(
      { scene: SCENE, rounds: 0, stays: [1], trials: 1, confidence: 0.9, level: 0.1 },
      randomStream(""),
    ),
  ).toThrow('"rounds" expected an integer of at least 1, got 0');
});

test("A reshuffle budget is the last number of partitions that keeps R² within what is put up with", () => {
  // Static updates, N = 60, k = 5: .200, .383, .567 after one, two, three partitions.
  const scene = { clients: 60, clusterSize: 5 };
  expect(reshuffleBudget(scene, 0.5, 1e9)).toBe(2);
  expect(reshuffleBudget(scene, 0.1, 1e9)).toBe(1);
  expect(reshuffleBudget(scene, 0.6, 1e9)).toBe(3);
});

test("Every adversary of the catalogues stands beside the hardened profile, and every measure has its own", () => {
  const ids = [...adversaries, ...partyAdversaries].map(({ id }) => id);
  expect(ids.length).toBeGreaterThan(40);
  const tried = new Set(EVERYONE.map(({ adversary }) => adversary));
  expect(ids.filter((id) => !tried.has(id))).toEqual([]);
  for (const scenarios of Object.values(TARGETS)) {
    expect(scenarios.length).toBeGreaterThan(0);
    for (const scenario of scenarios) expect(EVERYONE).toContain(scenario);
  }
});

test("A comparison that goes on where it was ended repeats no part, and is that of a single run", async () => {
  const folder = await mkdtemp(join(tmpdir(), "cqsa-parts-"));
  const path = join(folder, "hardening.jsonl");
  const scene = { ...SCENE, shots: 100, coordinates: 3 };
  const measures = ["authentication", "commit-reveal"] as const;
  const plan = { scene, trials: 2, trainings: 0, confidence: 0.9, measures, stays: [2], seed: "kept" };
  const linesOf = async (): Promise<string[]> => (await readFile(path, "utf8")).trimEnd().split("\n");
  try {
    const whole = await runComparison(plan, { workers: 1 });
    const stop = new AbortController();
    const cut = await runComparison(plan, {
      workers: 1,
      signal: stop.signal,
      kept: { path, resume: false, version: "1" },
      onProgress: (done) => {
        if (done === 4) stop.abort(new Error("enough"));
      },
    });
    expect(cut.done).toBe(4);
    expect(cut.total).toBeGreaterThan(6);
    // Somebody was cut off in the middle of a line.
    await appendFile(path, '{"part":5,"resu');
    const steps: [number, number][] = [];
    const resumed = await runComparison(plan, {
      workers: 1,
      kept: { path, resume: true, version: "1" },
      onProgress: (done, _total, before) => steps.push([done, before]),
    });
    expect(resumed).toEqual(whole);
    expect(steps).toEqual(Array.from({ length: whole.total - 4 }, (_, at) => [5 + at, 4]));
    const [, ...kept] = await linesOf();
    const places = kept.map((line) => (JSON.parse(line) as { part: number }).part);
    expect(places.sort((a, b) => a - b)).toEqual(Array.from({ length: whole.total }, (_, place) => place));
    const goOn = (changed: object, version = "1") =>
      runComparison({ ...plan, ...changed }, { workers: 1, kept: { path, resume: true, version } });
    expect(await goOn({})).toEqual(whole);
    await expect(goOn({ seed: "other" })).rejects.toThrow("is of another run: its plan differs");
    await expect(goOn({}, "2")).rejects.toThrow("is of another run: its version differs");
    await appendFile(path, '{"part":99,"result":{"kind":"costs","found":{}}}\n');
    await expect(goOn({})).rejects.toThrow("is no trial of this campaign");
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("A comparison that is ended early has the measures that were finished, and names the others", async () => {
  const measures = ["wide-modulus", "commit-reveal"] as const;
  const scene = { ...SCENE, shots: 100, coordinates: 3 };
  const plan = { scene, trials: 2, trainings: 0, confidence: 0.9, measures, seed: "early" };
  const stop = new AbortController();
  // The costs of plain rounds, of the first measure and its adversary, plain and hardened.
  const { comparison, done, total } = await runComparison(plan, {
    workers: 1,
    signal: stop.signal,
    onProgress: (parts) => {
      if (parts === 5) stop.abort(new Error("enough"));
    },
  });
  expect(done).toBe(5);
  expect(total).toBeGreaterThan(5);
  expect(comparison.rows.map(({ measure }) => measure)).toEqual(["wide-modulus"]);
  expect(comparison.unfinished).toEqual(["commit-reveal"]);
});

test("A measure that neither weakens anyone nor costs anything is left out, and costs are trial by trial", async () => {
  // Clusters are as large as they should be by themselves, and a factor of one guards nothing.
  const plan = {
    scene: { ...SCENE, byzantine: 1 },
    trials: 3,
    trainings: 0,
    confidence: 0.9,
    measures: ["guard-band"] as const,
    switches: { "guard-band": { factor: 1 } },
    seed: "left",
  };
  const { rows, leftOut } = (await runComparison(plan, { workers: 1 })).comparison;
  expect(rows).toEqual([]);
  expect(leftOut).toEqual(["guard-band"]);
});

test("What an attack adds to the error is that of its closed form, whatever shots and noise add", async () => {
  // Few shots, so that they add more than the attack.
  const scene = { ...SCENE, shots: 50, coordinates: 30 };
  const ipm = EVERYONE.find(({ adversary }) => adversary === "client/ipm")! as Scenario;
  const outcomes: Outcome[] = [];
  for (let trial = 0; trial < 30; trial++) {
    outcomes.push(await ipm.play(scene, PLAIN, randomStream(`ipm/${trial}`)));
  }
  const { value, lower, upper } = estimate(outcomes, 0.9999);
  // f clients send −τ·m, τ = 0.1, m being the honest mean: the update is (N − f − τf)/N·m.
  const expected = ((SCENE.byzantine * (1 + 0.1)) / SCENE.clients) ** 2;
  expect(lower).toBeLessThan(expected);
  expect(upper).toBeGreaterThan(expected);
  // The interval tells it from nothing, and from the error of all.
  expect(lower).toBeGreaterThan(0);
  expect(Math.abs(value - expected)).toBeLessThan(0.5 * expected);
});
