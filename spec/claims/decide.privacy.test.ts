import { expect, test } from "vitest";
import type {
  BoundReportEvidence,
  CollusionRoundsEvidence,
  ReshufflingEvidence,
  SumLeakageEvidence,
} from "../../src/audit/privacy-evidence.ts";
import * as claims from "./index.ts";
import { verdictTables } from "./verdict-tables.ts";

/* Each claim on evidence of either side. */

const { table, verdicts: tables } = verdictTables();

/** A value that is known to within so much. */
function near(value: number, half = 0.02): { value: number; lower: number; upper: number } {
  return { value, lower: value - half, upper: value + half };
}

table<BoundReportEvidence>(
  claims.pr2,
  {
    rounds: 3,
    clients: 60,
    reports: 180,
    exact: 180,
    beside: 177,
    range: 5,
    confidence: 0.999,
    scaleR2: near(0.6),
    smallest: { weights: [0.5, 1], reports: [0.5, 1] },
  },
  [
    ["fails", "reports beside the largest", {}],
    ["fails", "no line through reports that are nearly alike", { scaleR2: null, beside: 1 }],
    ["holds", "reports that say nothing of a client", { exact: 3, beside: 0 }],
    ["holds", "one client, whose bound is the round's", { clients: 1, reports: 3, exact: 3, beside: 0 }],
    [
      "holds",
      "no reports at all",
      { reports: 0, exact: 0, beside: 0, smallest: { weights: [0.5, 1], reports: [] } },
    ],
    ["undecided", "no reports in a run where rounds have them", { reports: 0, exact: 0, beside: 0 }],
    ["undecided", "all clients have one largest weight", { beside: 0, range: 1 }],
  ],
);

table<SumLeakageEvidence>(
  claims.pr3,
  {
    rounds: 3,
    clients: 60,
    clusters: 12,
    clusterSize: 5,
    coordinates: 650,
    shots: 1000,
    confidence: 0.999,
    read: near(0.13),
    exact: near(0.18),
    expected: 11 / 59,
    bits: near(0.16, 0.1),
    components: 6,
    pairs: 36,
    expectedBits: 0.161,
    loudest: { ratio: 1.8, draws: 200, r2: 0.4, expected: 0.41 },
  },
  [
    ["fails", "a sum tells of its members", {}],
    ["fails", "without what few clients do not give", { bits: null, loudest: null }],
    ["fails", "a client alone", { clusterSize: 1, clusters: 60, bits: null, expectedBits: null }],
    ["holds", "sums that tell next to nothing", { read: near(0.0002, 0.0001) }],
    ["undecided", "an interval with both", { read: near(0.01, 0.0099) }],
    ["undecided", "one cluster of all", { clusters: 1, read: null, exact: null, bits: null, loudest: null }],
    ["undecided", "clients that are alike", { read: null, exact: null, bits: null, loudest: null }],
  ],
);

const drift = {
  ratio: 10,
  rounds: 6,
  reshuffled: near(0.79),
  expected: 0.794,
  fixed: near(0.2),
  expectedFixed: 0.197,
};

table<ReshufflingEvidence>(
  claims.pr5,
  {
    clients: 60,
    clusterSize: 5,
    clusters: 12,
    confidence: 0.9999,
    shots: 1000,
    curve: [
      { rounds: 1, reshuffled: near(0.13), fixed: near(0.13) },
      { rounds: 3, reshuffled: near(0.37), fixed: near(0.15) },
    ],
    still: { draws: 20, earliest: 6, atEarliest: 19, told: 20, limit: 16, fixedRank: 12 },
    drift: [drift],
  },
  [
    ["fails", "more is read under reshuffling", {}],
    ["fails", "updates that stay alone, a single round", { curve: null, drift: [] }],
    ["fails", "a closed form that is off", { drift: [{ ...drift, expected: 0.9 }] }],
    [
      "holds",
      "less is read under reshuffling",
      {
        curve: [{ rounds: 3, reshuffled: near(0.1), fixed: near(0.3) }],
        still: { draws: 20, earliest: 6, atEarliest: 0, told: 0, limit: 16, fixedRank: 12 },
      },
    ],
    [
      "undecided",
      "one of these each way",
      { curve: [{ rounds: 3, reshuffled: near(0.1), fixed: near(0.3) }] },
    ],
    [
      "undecided",
      "intervals that meet, and nobody told",
      {
        curve: [{ rounds: 3, reshuffled: near(0.2), fixed: near(0.21) }],
        still: { draws: 20, earliest: 6, atEarliest: 0, told: 0, limit: 16, fixedRank: 12 },
      },
    ],
    ["undecided", "nothing measured", { curve: null, still: null, drift: [] }],
    ["undecided", "one cluster of all", { clusters: 1, curve: null, still: null, drift: [] }],
    ["undecided", "clusters of one", { clusterSize: 1 }],
  ],
);

table<CollusionRoundsEvidence>(
  claims.pr6,
  {
    clients: 60,
    clusterSize: 5,
    colluders: 12,
    rounds: 100,
    partitions: 1000,
    confidence: 0.999999,
    measured: near(0.054),
    expected: 0.0519,
    expectedOne: 0.00109,
    within: 0.995,
    half: 13,
    hundredth: 1,
    fewest: 8,
    read: near(0.41),
    readError: 0.2,
  },
  [
    ["fails", "somebody is alone in time, and read", {}],
    ["fails", "no fewer do", { fewest: 12, half: null }],
    [
      "fails",
      "a closed form that is off, and too few clusters for an interval",
      { expected: 0.2, read: null },
    ],
    ["undecided", "alone, but hidden by noise", { read: near(0, 0.02) }],
    ["undecided", "a fifth of few is nobody", { clients: 4, colluders: 0 }],
    ["holds if", "the rounds are few", { within: 0.2, hundredth: 5 }],
    [
      "holds if",
      "a cluster has more fellows than there are colluders",
      { within: 0, half: null, hundredth: null },
    ],
  ],
);

test("every claim here comes out three ways or more, undecided among them", () => {
  expect(tables.size).toBe(4);
  for (const verdicts of tables.values()) {
    expect(verdicts.size).toBeGreaterThanOrEqual(3);
    expect(verdicts).toContain("undecided");
  }
});
