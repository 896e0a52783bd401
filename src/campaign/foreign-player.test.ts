import { expect, test } from "vitest";
import { matrixFromRows } from "../base/matrix.ts";
import { randomStream } from "../base/random.ts";
import type { Implementation } from "../implementation/implementation.ts";
import { reject, unsupported } from "../implementation/outcome.ts";
import { createReference } from "../implementation/reference.ts";
import { isForeignFailure } from "./foreign-failure.ts";
import { foreignPlayer } from "./foreign-player.ts";
import type { RuleSetting, StagedRound } from "./play-round.ts";

const SETTING = {
  clusterSize: 2,
  remainder: "balanced",
  shots: null,
  noise: { channel: "none", layout: "chain", probability: 0 },
} as const;
const ROWS = [[1], [2], [3], [4], [5], [9]];
const STAGED: StagedRound = {
  updates: matrixFromRows("updates", ROWS),
  dropouts: [],
  edits: {},
  target: Float64Array.of(3),
};
const RULES: RuleSetting[] = ["mean", "median"].map((rule) => ({ rule, options: {}, tolerate: () => 0 }));

test("rounds are asked for by each rule with one seed, so that their clusters are the same", async () => {
  const [byMean, byMedian] = await foreignPlayer(createReference())(
    STAGED,
    SETTING,
    RULES,
    randomStream("r"),
  );
  expect(byMean!.update![0]).toBeCloseTo(4, 9);
  expect(byMean!.clusters).toEqual(byMedian!.clusters);
  const means = byMedian!.clusters
    .map(([a, b]) => (ROWS[a!]![0]! + ROWS[b!]![0]!) / 2)
    .toSorted((a, b) => a - b);
  expect(byMedian!.update![0]).toBeCloseTo(means[1]!, 9);
  expect(byMean).toMatchObject({ live: [true, true, true], refusal: null, suspicion: null });
});

test("whoever leaves breaks a cluster, and f follows from those that live", async () => {
  const lives: number[] = [];
  const rule: RuleSetting = { rule: "median", options: {}, tolerate: (live) => (lives.push(live), 0) };
  const [judged] = await foreignPlayer(createReference())(
    { ...STAGED, dropouts: [0] },
    SETTING,
    [rule],
    randomStream("r"),
  );
  expect(lives).toEqual([2]);
  expect(judged!.live.filter(Boolean)).toHaveLength(2);
  const [all] = await foreignPlayer(createReference())(
    { ...STAGED, dropouts: [0, 1, 2, 3, 4] },
    SETTING,
    [rule],
    randomStream("r"),
  );
  expect(all!.live).toEqual([false, false, false]);
  expect(all!.update).toBeNull();
  expect(all!.refusal).toContain("at least one cluster left");
});

test.for([
  [unsupported("no such thing"), "does not offer what is asked for: no such thing"],
  [reject("no"), "refuses an honest round: no"],
  [{ outcome: "fault", message: "broken" } as const, "fails: broken"],
] as const)("an implementation that answers %j cannot be attacked", async ([outcome, message]) => {
  const broken: Implementation = { ...createReference(), call: () => Promise.resolve(outcome) };
  const error: unknown = await Promise.resolve(
    foreignPlayer(broken)(STAGED, SETTING, RULES, randomStream("r")),
  ).catch((error: unknown) => error);
  expect(isForeignFailure(error)).toBe(true);
  expect((error as Error).message).toBe(`the implementation ${message}`);
});
