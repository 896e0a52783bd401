import { expect, test } from "vitest";
import type {
  CosineEvidence,
  DetectionEvidence,
  DetectionPoint,
  DetectionSetting,
  Estimate,
  GlobalSumEvidence,
  MemberEvidence,
  PreconditionEvidence,
  RelationEvidence,
  SuspicionEvidence,
} from "../../src/audit/byzantine-evidence.ts";
import * as claims from "./index.ts";
import { verdictTables } from "./verdict-tables.ts";

/* Each claim on evidence of either side. */

const { table, verdicts: tables } = verdictTables();

/** A value that is known to within a hundredth. */
function near(value: number, half = 0.01): Estimate {
  return { value, lower: value - half, upper: value + half };
}

table<RelationEvidence>(
  claims.ph7,
  {
    rounds: 40,
    pairs: 2640,
    coordinates: 200,
    clusterSize: 5,
    shots: 1000,
    confidence: 0.999999,
    signalToNoise: 3.6,
    cosineFactor: near(0.76),
    expectedCosineFactor: 0.762,
    distanceFactor: near(1.4),
    expectedDistanceFactor: 1.396,
    furthest: { trueCosine: 0.6, read: 0.3 },
    dilution: near(0.46),
    dilutionRead: near(0.4),
    expectedDilution: 0.463,
    wrapped: { trueSum: 4.7, read: -1.6 },
  },
  [
    ["fails", "cosines shrink and distances grow", {}],
    ["fails", "cosines shrink", { distanceFactor: near(1, 0.001) }],
    ["fails", "distances grow", { cosineFactor: near(1, 0.001) }],
    ["fails", "nothing predicts it", { expectedCosineFactor: null, signalToNoise: null }],
    [
      "holds if",
      "so many shots that nothing changes",
      { cosineFactor: near(0.998, 0.001), distanceFactor: near(1.004, 0.001), signalToNoise: 400 },
    ],
    [
      "holds",
      "and sums do not wrap",
      {
        cosineFactor: near(1, 0.001),
        distanceFactor: near(1, 0.001),
        wrapped: { trueSum: 4.7, read: 4.7 },
      },
    ],
    [
      "undecided",
      "intervals on both sides of the hundredth",
      { cosineFactor: near(0.99, 0.005), distanceFactor: near(1, 0.001) },
    ],
    ["undecided", "one cluster", { cosineFactor: null, furthest: null, dilution: null }],
    ["undecided", "no length", { distanceFactor: null }],
  ],
);

test.each([
  [0.76, "(predicted 0.76)"],
  [0.78, "(predicted 0.78)"],
  [0.781, "(predicted 0.781, which differs)"],
  [0.739, "(predicted 0.739, which differs)"],
])("PH-7 beside a prediction of %d says %s", (expected, text) => {
  const verdict = claims.ph7.decide({
    rounds: 40,
    pairs: 2640,
    coordinates: 200,
    clusterSize: 5,
    shots: 1000,
    confidence: 0.999999,
    signalToNoise: 3.3,
    cosineFactor: near(0.76),
    expectedCosineFactor: expected,
    distanceFactor: near(1.4),
    expectedDistanceFactor: 1.4,
    furthest: { trueCosine: 0.6, read: 0.3 },
    dilution: null,
    dilutionRead: null,
    expectedDilution: null,
    wrapped: { trueSum: 4.7, read: -1.6 },
  });
  expect(verdict).toMatchObject({ because: expect.stringContaining(text) as string });
  // ρ = 99 takes thirty times the shots.
  expect(verdict).toMatchObject({ because: expect.stringContaining("30000 shots a basis") as string });
});

function point(attack: string, truePositives: number, falsePositives: number | null): DetectionPoint {
  return {
    attack,
    rule: "multi-krum",
    truePositives: near(truePositives, 0.1),
    falsePositives: falsePositives === null ? null : near(falsePositives, 0.1),
    harm: 1.5,
  };
}

function setting(byzantine: number, ...points: readonly DetectionPoint[]): DetectionSetting {
  return {
    clusterSize: 5,
    clusters: 12,
    byzantine,
    rounds: 40,
    contaminated: near(0.4),
    expected: 0.4,
    points,
  };
}

const [gross, subtle] = [point("gross", 0.9, 0.1), point("subtle", 0.2, 0.1)];

table<DetectionEvidence>(
  claims.by1,
  {
    clients: 60,
    coordinates: 100,
    shots: 1000,
    rounds: 40,
    confidence: 0.9999,
    settings: [setting(1, gross, subtle), setting(12, gross, subtle)],
  },
  [
    ["fails", "an attack that passes", {}],
    [
      "fails",
      "an attack of which nobody knows the harm",
      { settings: [setting(1, { ...subtle, harm: null })] },
    ],
    ["holds if", "as long as attackers are few", { settings: [setting(5, gross), setting(6, subtle)] }],
    ["fails", "two attackers fewer than half of the clusters pass", { settings: [setting(5, subtle)] }],
    ["holds", "however many", { settings: [setting(1, gross), setting(12, gross)] }],
    ["holds", "no clean cluster is left", { settings: [setting(1, point("gross", 0.8, null))] }],
    [
      "holds",
      "one rule does what another one does not",
      { settings: [setting(1, gross, { ...point("gross", 0.1, 0.1), rule: "krum" })] },
    ],
    ["undecided", "intervals on both sides", { settings: [setting(1, point("gross", 0.7, 0.1))] }],
    ["undecided", "many attackers alone", { settings: [setting(6, gross)] }],
    ["undecided", "one cluster", { settings: [] }],
    ["undecided", "no rule that answers", { settings: [setting(1)] }],
  ],
);

test("BY-1 names the attack of the fewest clients that does most harm, and the rule that came nearest", () => {
  const harmless = { ...point("harmless", 0.2, 0.1), harm: 1 };
  const other = { ...point("subtle", 0.1, 0.15), rule: "krum", harm: 1.2 };
  const verdict = claims.by1.decide({
    clients: 60,
    coordinates: 100,
    shots: 1000,
    rounds: 40,
    confidence: 0.9999,
    settings: [setting(3, harmless, subtle, other), setting(1, gross), setting(5, { ...subtle, harm: 9 })],
  });
  expect(verdict).toMatchObject({
    verdict: "fails",
    counterexample: expect.stringMatching(
      /^subtle with f = 3, k = 5 of 60 clients: multi-krum rejects 0\.2 .* the update is 1\.2 times/,
    ) as string,
  });
});

const conditions = [
  { rules: "bulyan", condition: "n ≥ 4f + 3", mostClusters: 2 },
  { rules: "krum, multi-krum", condition: "n > 2f + 2", mostClusters: 4 },
];

function met(condition: number, byzantine: number, share: number, exact: number | null) {
  return {
    condition: conditions[condition]!.condition,
    byzantine,
    met: share === 1 ? { value: 1, lower: 0.99, upper: 1 } : near(share),
    exact,
  };
}

table<PreconditionEvidence>(
  claims.by2,
  {
    clients: 60,
    clusterSize: 5,
    clusters: 12,
    partitions: 20_000,
    confidence: 0.999999,
    unconditional: ["mean"],
    rules: conditions,
    points: [met(0, 2, 1, 1), met(0, 3, 0.2, 0.196), met(1, 4, 1, 1), met(1, 6, 0.22, 0.217)],
  },
  [
    ["holds if", "met up to a number of attackers", {}],
    ["holds if", "too many to count", { points: [met(0, 2, 1, null), met(0, 3, 0.2, null)] }],
    ["holds", "met always", { points: [met(0, 2, 1, 1), met(1, 4, 1, null)] }],
    ["fails", "fewer attackers than clusters break it", { points: [met(0, 2, 0.9, null)] }],
    [
      "fails",
      "two clusters, of which one may not be lost",
      { clusters: 2, rules: [{ rules: "krum, multi-krum", condition: "n > 2f + 2", mostClusters: -1 }] },
    ],
    [
      "fails",
      "three, none of them contaminated",
      { clusters: 3, rules: [{ rules: "krum", condition: "n > 2f + 2", mostClusters: 0 }] },
    ],
    ["undecided", "partitions that counting contradicts", { points: [met(1, 6, 0.22, 0.25)] }],
    ["undecided", "nobody to attack", { points: [] }],
  ],
);

function scaled(scale: number, area: number) {
  return { scale, expected: 0.2, factor: near(0.2), auc: near(area, 0.05) };
}

table<CosineEvidence>(
  claims.by3,
  {
    clients: 60,
    clusterSize: 5,
    coordinates: 100,
    shots: 1000,
    rounds: 40,
    confidence: 0.9999,
    exactChecked: 100,
    exactError: 1e-15,
    smallest: { clusterSize: 3, scale: 1, factor: 1 / 3, cosine: 1 },
    byScale: [scaled(1, 0.7), scaled(4, 0.9), scaled(8, 0.95)],
  },
  [
    ["fails", "a mean that shrinks and points as before", {}],
    ["fails", "whatever the run's updates show", { byScale: [scaled(1, 0.95)] }],
    ["fails", "no update to look at", { byScale: [] }],
    ["holds", "every outlier turns its mean", { smallest: null, byScale: [scaled(1, 0.9), scaled(8, 0.95)] }],
    ["holds if", "those beyond k − 1", { smallest: null }],
    ["undecided", "not even those", { smallest: null, byScale: [scaled(1, 0.95), scaled(8, 0.75)] }],
    ["undecided", "no update has a direction", { smallest: null, byScale: [] }],
    ["undecided", "means are not what they should be", { exactError: 1e-6 }],
    ["undecided", "nothing computed", { exactChecked: 0 }],
  ],
);

function ruled(rule: string, rounds: number, area: number) {
  return { rule, rounds, auc: near(area, 0.04), named: near(0.5) };
}

table<SuspicionEvidence>(
  claims.by4,
  {
    clients: 60,
    clusterSize: 5,
    byzantine: 6,
    confidence: 0.9999,
    trials: 200,
    perfect: [
      { rounds: 1, honestSuspects: near(19.3, 1), expected: 19.26 },
      { rounds: 6, honestSuspects: near(0.1, 0.05), expected: 0.111 },
    ],
    attack: "gross",
    playedTrials: 40,
    byRule: [ruled("krum", 1, 0.6), ruled("krum", 6, 0.7), ruled("cge", 1, 0.7), ruled("cge", 6, 0.95)],
  },
  [
    ["fails", "one rule points at the attackers in the end", {}],
    ["holds if", "no rule does", { byRule: [ruled("krum", 1, 0.6), ruled("krum", 6, 0.7)] }],
    ["undecided", "it may or may not", { byRule: [ruled("krum", 1, 0.6), ruled("krum", 6, 0.75)] }],
    [
      "holds",
      "even perfect detection leaves suspects",
      { perfect: [{ rounds: 6, honestSuspects: near(5, 1), expected: 5.1 }] },
    ],
    [
      "undecided",
      "more suspects than there should be",
      { perfect: [{ rounds: 6, honestSuspects: near(5, 1), expected: 2 }] },
    ],
    ["undecided", "one cluster", { byRule: [] }],
    ["undecided", "no round", { perfect: [] }],
  ],
);

table<MemberEvidence>(
  claims.by5,
  {
    clusterSize: 5,
    pairs: 320,
    largestDifference: 1e-16,
    smallest: { weights: [-1, 1], otherWeights: [1, -1], x: 1, y: 1e-17 },
    confidence: 0.999999,
    chance: 0.2,
    byReports: [{ scale: 1, named: near(0.2) }],
  },
  [
    ["fails", "two rounds that show the same", {}],
    ["fails", "though noise tells places apart", { largestDifference: 0.01 }],
    ["fails", "clusters of one", { pairs: 0 }],
    ["holds", "no two rounds show the same", { smallest: null, largestDifference: 0.5 }],
    ["undecided", "nothing was compared", { smallest: null, pairs: 0 }],
  ],
);

function tested(attack: string, norm: number, direction: number, half = 0.1) {
  return { attack, norm: near(norm, half), direction: near(direction, half) };
}

table<GlobalSumEvidence>(
  claims.by6,
  {
    clients: 27,
    trusted: 6,
    byzantine: 3,
    coordinates: 100,
    shots: 1000,
    rounds: 300,
    confidence: 0.9999,
    byAttack: [tested("gross", 0.95, 0.95), tested("turned", 0.4, 0.95), tested("subtle", 0.5, 0.5)],
  },
  [
    ["holds if", "a direction tells what the norm does not", {}],
    ["holds if", "a small norm tells as well", { byAttack: [tested("a", 0.1, 0.5), tested("b", 0.5, 0.5)] }],
    ["fails", "the norm tells every attack", { byAttack: [tested("a", 0.1, 0.5), tested("b", 0.9, 0.5)] }],
    ["holds", "nothing tells anything", { byAttack: [tested("a", 0.5, 0.5), tested("b", 0.45, 0.55)] }],
    ["undecided", "one that may be told", { byAttack: [tested("a", 0.5, 0.5), tested("b", 0.65, 0.5)] }],
    ["undecided", "wide intervals", { byAttack: [tested("a", 0.5, 0.5, 0.4)] }],
    ["undecided", "too few clients", { byAttack: [] }],
  ],
);

test("each of these tables has three verdicts or more, undecided among them", () => {
  expect(tables.size).toBe(7);
  for (const verdicts of tables.values()) {
    expect(verdicts.size).toBeGreaterThanOrEqual(3);
    expect(verdicts).toContain("undecided");
  }
});
