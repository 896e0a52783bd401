import { expect, test } from "vitest";
import { AGGREGATE, last, missed, NOISE, NONE, one, ROUND } from "./tell-apart.ts";
import type { Case, Request } from "./tell-apart.ts";

/** Nine clients on their own: each is a cluster. */
const ALONE = {
  ...ROUND,
  clusterSize: 1,
  updates: [
    [0, 0],
    [0.5, 0],
    [0, 0.5],
    [0.4, 0.4],
    [5, 5],
    [5.1, 5],
    [5, 5.2],
    [-7, 3],
    [2, -8],
  ],
};
const LOSSY = { ...ROUND, clusterSize: 2, dropouts: [4] };

const ROUNDS: readonly Case[] = [
  one(
    "round",
    ROUND,
    `rounds/bound-without-magnitude rounds/sums-for-means rounds/divided-by-k
     rounds/encoded-by-k-decoded-by-size rounds/update-is-the-first-aggregate rounds/phases-for-weights
     rounds/contributors-are-clusters partition/counted-from-one outcomes/verdict-beside-the-result
     encoding/sign-lost partition/short-undeclared`,
  ),
  one(
    "round",
    { ...ROUND, updates: ROUND.updates.map((row) => row.map((w) => w * 0.7)) },
    "rounds/bound-rounded-up",
  ),
  one(
    "round",
    { ...ROUND, updates: ROUND.updates.map(() => [1]), seed: "1" },
    "rounds/large-clusters-scaled-by-k",
  ),
  one(
    "round",
    { ...ROUND, updates: ROUND.updates.slice(0, 7), clusterSize: 2 },
    "rounds/clusters-weigh-the-same",
  ),
  one(
    "round",
    { ...ROUND, updates: ROUND.updates.slice(0, 7), clusterSize: 2, rule: "median" },
    "rounds/every-rule-weighs rounds/median-sorts-the-report",
  ),
  one(
    "round",
    { ...ALONE, rule: "krum", tolerate: 2 },
    "rounds/always-the-mean rounds/contributors-of-any-live-cluster",
  ),
  one(
    "round",
    { ...ROUND, clusterSize: 2, rule: "median", options: { evenMedian: "lower" } },
    "rounds/options-not-passed-on",
  ),
  one(
    "round",
    { ...ROUND, noise: NOISE, shots: 200 },
    "rounds/noise-not-passed-on rounds/shots-not-passed-on",
  ),
  one("round", { ...ROUND, clusterSize: 2, seed: "a" }, "rounds/clusters-sorted-for-the-report"),
  one("round", { ...ROUND, view: true }, "rounds/view-shows-the-bound rounds/view-draws-first"),
  one(
    "round",
    LOSSY,
    `dropouts/partition-of-survivors dropouts/rest-of-the-cluster-counts
     dropouts/cluster-found-by-index dropouts/neighbour-lost-too dropouts/lost-count-as-zeros
     dropouts/divided-by-all-clients dropouts/lost-reported-as-zeros dropouts/lost-accepted
     dropouts/clusters-renumbered dropouts/flags-of-survivors dropouts/contributors-are-all-clients
     dropouts/only-the-lost-do-not-contribute`,
  ),
  one("round", { ...LOSSY, dropouts: [2] }, "dropouts/bound-of-survivors"),
  one("round", { ...LOSSY, view: true }, "dropouts/view-without-lost-clusters"),
  one("round", { ...LOSSY, shots: 5 }, "dropouts/streams-move-up"),
];
const NOISY: Request = ["fidelity", { qubits: 3, noise: NOISE }];
const LOUD: Request = ["round", { ...ROUND, updates: ROUND.updates.map((row) => row.map((w) => 9 * w)) }];
const CLIP: Request[1] = {
  aggregates: [
    [3, 4],
    [-3, 4],
    [30, 1],
  ],
  rule: "centered-clipping",
  tolerate: 0,
  options: { tau: 1, iterations: 1 },
};
const GROUP: Request[1] = {
  aggregates: [
    [1, 0.2],
    [0.3, 1],
    [-1, 1.5],
  ],
  rule: "foolsgold",
  tolerate: 0,
};
const SHOTS: Request = ["aggregate", { ...AGGREGATE, shots: 50 }];
/** Answers that depend on the requests before. */
const SEQUENCES: readonly Case[] = [
  last([SHOTS, SHOTS], "determinism/counter-in-the-seed determinism/generator-goes-on"),
  last([["aggregate", { ...AGGREGATE, shots: 50, seed: "t" }], SHOTS], "determinism/first-seed-kept"),
  last(
    [
      [
        "aggregate",
        {
          ...AGGREGATE,
          phases: [
            [1, 1],
            [1, 1],
            [1, 1],
          ],
        },
      ],
      ["aggregate", AGGREGATE],
    ],
    "determinism/measurements-cached-by-seed",
  ),
  last([["fidelity", { qubits: 3, noise: NONE }], NOISY], "determinism/quality-cached-by-size"),
  last([LOUD, ["round", ROUND]], "determinism/largest-bound-remembered determinism/momentum"),
  last([["aggregate", { ...AGGREGATE, noise: NOISE }]], "determinism/first-measurement-noiseless"),
  last(
    [
      ["screen", CLIP],
      ["screen", CLIP],
    ],
    "determinism/clipping-starts-from-the-last-answer",
  ),
  last(
    [
      [
        "screen",
        {
          ...GROUP,
          aggregates: [
            [5, 0],
            [5, 1],
            [-1, -4],
          ],
        },
      ],
      ["screen", GROUP],
    ],
    "determinism/foolsgold-keeps-history",
  ),
  last(
    [
      ["unmask", { masked: [[1]], modulusBits: 8 }],
      ["unmask", { masked: [[2]], modulusBits: 8 }],
    ],
    "determinism/sum-not-reset",
  ),
  last(
    [
      ["round", LOSSY],
      ["round", ROUND],
    ],
    "determinism/rejected-clients-remembered",
  ),
];

test.each([
  ["a round", ROUNDS],
  ["an answer after others", SEQUENCES],
] as const)("What is wrong in %s shows on requests that were written down for it", async (_, cases) => {
  expect(cases.length).toBeGreaterThan(0);
  for (const one of cases) expect(await missed(one, ["ok"])).toEqual([]);
});
