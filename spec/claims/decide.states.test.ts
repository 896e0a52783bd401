import type {
  IntruderEvidence,
  LinkQubitEvidence,
  LockedEvidence,
  LockedPoint,
  MatchingEvidence,
  ResidueEvidence,
  ResiduePoint,
} from "../../src/audit/state-evidence.ts";
import * as claims from "./index.ts";
import { verdictTables } from "./verdict-tables.ts";

/* Each claim on evidence of either side. */

const { table } = verdictTables();

/** A value that is known to within so much. */
function near(value: number, half = 0.02): { value: number; lower: number; upper: number } {
  return { value, lower: value - half, upper: value + half };
}

const ghz = (channel: LockedPoint["channel"], distance: number): LockedPoint => ({
  prepared: "GHZ",
  channel,
  probability: channel === "none" ? 0 : 0.05,
  distance,
});
const signed: LockedPoint = { prepared: "signed GHZ", channel: "none", probability: 0, distance: 0.9 };
const quiet = [ghz("none", 1e-16), ghz("depolarizing2", 2e-16)];

table<LockedEvidence>(
  claims.pr1,
  {
    clusterSize: 5,
    circuits: 7,
    members: 5,
    layout: "chain",
    points: [...quiet, ghz("bit-flip", 0.3), signed],
  },
  [
    ["holds if", "honest states under some channels alone", {}],
    ["holds if", "an honest preparation alone", { points: [...quiet, signed] }],
    ["holds if", "some channels alone", { points: [...quiet, ghz("bit-flip", 0.3)] }],
    ["holds", "whatever is done to the state", { points: quiet }],
    ["fails", "phases that show without noise", { points: [ghz("none", 1e-6), signed] }],
    ["undecided", "a client alone", { members: 1, clusterSize: 1 }],
    ["undecided", "noise in all of it", { points: [ghz("dephasing", 0)] }],
  ],
);

const leaky: ResiduePoint = {
  channel: "bit-flip",
  probability: 0.02,
  sum: near(0.2),
  residues: near(0.9),
  coherence: 0.03,
};
const tight: ResiduePoint = { ...leaky, channel: "depolarizing2", residues: near(0.2), coherence: 0 };

table<ResidueEvidence>(
  claims.pr4,
  {
    clients: 20,
    clusterSize: 5,
    coordinates: 12,
    trials: 8,
    shots: 1000,
    confidence: 0.9999,
    points: [{ ...tight, channel: "none" }, tight, leaky],
  },
  [
    ["holds if", "flips that keep their interference", {}],
    ["holds", "all noise tells", { points: [leaky] }],
    ["fails", "no noise tells", { points: [tight] }],
    ["undecided", "noise of which neither is seen", { points: [{ ...tight, coherence: 0.01 }, leaky] }],
    ["undecided", "no noise at all", { points: [{ ...tight, channel: "none" }] }],
    ["undecided", "a client alone", { clusterSize: 1 }],
  ],
);

const pairs = { mates: { ...near(0.98), pairs: 180 }, others: { ...near(0.01, 0.009), pairs: 2400 } };

table<MatchingEvidence>(
  claims.pr7,
  {
    clients: 60,
    clusterSize: 5,
    clusters: 12,
    colluders: 12,
    trials: 40,
    confidence: 0.9999,
    bits: 8,
    spent: 0.004,
    falseMatch: 2 ** -8,
    noisy: pairs,
    ...pairs,
  },
  [
    ["fails", "colluders who tell each other apart", {}],
    ["fails", "the same without noise in the run", { noisy: null }],
    ["holds", "bits of one cluster that agree no more than others", { mates: { ...near(0.02), pairs: 180 } }],
    ["undecided", "few pairs", { mates: { value: 1, lower: 0.01, upper: 1, pairs: 1 } }],
    ["undecided", "one cluster of all", { clusters: 1 }],
    ["undecided", "no two in a cluster", { mates: { value: 0, lower: 0, upper: 1, pairs: 0 } }],
  ],
);

const intruder = {
  intruder: "substitution",
  read: near(0.9),
  coordinates: near(0.057),
  visibility: near(0.06),
  residues: near(0.01, 0.01),
  verification: near(0.98),
  trials: 60,
  seen: { rounds: 0.25, coordinates: 0.09 },
};

const replaced = {
  flagged: { value: 0, lower: 0, upper: 0.26 },
  phaseError: near(0.031, 0.002),
  expectedError: 0.0312,
};

table<IntruderEvidence>(
  claims.se1,
  {
    clusterSize: 5,
    coordinates: 24,
    trials: 60,
    power: 0.99,
    seen: 0.074,
    shots: 1000,
    confidence: 0.99,
    level: 0.05,
    honest: near(0.05),
    tests: 64,
    replaced,
    intruders: [intruder],
  },
  [
    ["fails", "no step of a round looks", {}],
    [
      "fails",
      "visibilities without a closed form",
      { honest: null, intruders: [{ ...intruder, coordinates: null, visibility: null, residues: null }] },
    ],
    ["holds", "rounds that flag it", { replaced: { ...replaced, flagged: near(0.9) } }],
    ["undecided", "few rounds", { replaced: { ...replaced, flagged: near(0.5, 0.4) } }],
    ["undecided", "a client alone", { replaced: null, intruders: [] }],
  ],
);

table<LinkQubitEvidence>(
  claims.se2,
  {
    circuits: 7,
    qubits: 600,
    smallestCluster: 5,
    largest: 1e-16,
    worst: { channel: "none", probability: 0, layout: "chain", link: "outbound", members: 5 },
    alone: 1,
  },
  [
    ["holds", "one qubit of many is I/2", {}],
    ["fails", "a qubit that shows something", { largest: 0.2 }],
    [
      "fails",
      "the same under noise",
      {
        largest: 0.2,
        worst: { channel: "bit-flip", probability: 0.1, layout: "star", link: "returning", members: 5 },
      },
    ],
    ["fails", "a client alone", { smallestCluster: 1 }],
  ],
);
