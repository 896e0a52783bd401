import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type {
  AccumulationEvidence,
  ClusterFidelityEvidence,
  DropoutEvidence,
  GeometryEvidence,
  GlobalPhaseEvidence,
  InversionEvidence,
  MaskEvidence,
  MetricEvidence,
  PartitionEvidence,
  PhaseRangeEvidence,
  PopulationEvidence,
  RecurrenceEvidence,
  SurfaceEvidence,
  WrapEvidence,
} from "../../src/audit/evidence.ts";
import type { ConvergenceEvidence } from "../../src/audit/convergence-evidence.ts";
import type { CommunicationEvidence, DepthEvidence, KeyEvidence } from "../../src/audit/cost-evidence.ts";
import type {
  CollusionEvidence,
  MissingClientEvidence,
  PadUseEvidence,
  QuantizationEvidence,
  QuantizedSizeEvidence,
} from "../../src/audit/masking-evidence.ts";
import * as claims from "./index.ts";
import { verdictTables } from "./verdict-tables.ts";
import { ownNoiseText, paperSettingText } from "./noise-text.ts";
import { offByText } from "./off-by-text.ts";

const { table, verdicts: tables } = verdictTables();

table<AccumulationEvidence>(
  claims.ph1,
  {
    circuits: 210,
    ownCircuits: 200,
    denseCircuits: 8,
    largestClients: 10,
    largestError: 1e-15,
    worst: { phases: [0.1, 0.2], read: 0.3 },
  },
  [
    ["holds", "every circuit reads the sum", {}],
    ["holds", "an error of the tolerance", { largestError: 1e-9 }],
    ["fails", "an error just beyond it", { largestError: 1.0001e-9 }],
    ["fails", "the largest possible error", { largestError: Math.PI }],
    ["undecided", "no circuit", { circuits: 0 }],
    ["undecided", "no independent simulation", { denseCircuits: 0 }],
  ],
);

table<GlobalPhaseEvidence>(
  claims.ph2,
  {
    changeByGlobalPhase: 2e-16,
    smallest: { clients: 1, phase: Math.PI, zeroWithout: 1, zeroWith: 0 },
  },
  [
    ["fails", "an outcome changes with the encoded phase", {}],
    ["fails", "several clients", { smallest: { clients: 2, phase: 1, zeroWithout: 1, zeroWith: 0.77 } }],
    ["holds", "no outcome changes", { smallest: null }],
    ["undecided", "the simulation sees a global phase", { changeByGlobalPhase: 1e-6 }],
  ],
);

table<InversionEvidence>(
  claims.ph3,
  {
    coordinates: 1000,
    negativeShare: 0.5,
    arccosError: 0.3,
    quadratureError: 0.03,
    predictedError: 0.03,
    shots: 1000,
    members: 5,
    visibility: 0.98,
    biasAtZero: 0.2,
    smallest: { weight: -0.1, read: 0.1 },
  },
  [
    ["fails", "a negative weight comes back positive", {}],
    ["fails", "as precise on average, but a sign is lost", { arccosError: 0.03 }],
    ["fails", "every sign kept, but less precise", { smallest: null }],
    ["holds", "every sign kept, and as precise", { smallest: null, arccosError: 0.033 }],
    ["fails", "just less precise", { smallest: null, arccosError: 0.0331 }],
    ["fails", "no prediction for so few shots", { shots: 1, predictedError: null }],
    ["undecided", "nothing measured", { coordinates: 0 }],
  ],
);

table<WrapEvidence>(
  claims.ph4,
  {
    sums: 1000,
    largestShare: 0.5,
    readAcross: 0,
    nearestAcross: null,
    roundingExcess: 1.5e-13,
    firstExcessAt: 12,
    endsApart: 0,
    byzantine: { trueSum: 4.7, read: -1.6 },
  },
  [
    ["holds if", "the ends meet and maxima exceed π by rounding", {}],
    ["holds if", "the ends meet", { firstExcessAt: null, roundingExcess: 0 }],
    ["holds if", "maxima exceed π by rounding", { endsApart: 0.1 }],
    ["holds if", "a sum at π itself", { endsApart: 0.1, firstExcessAt: null, largestShare: 1 }],
    ["holds", "ends that are told apart", { endsApart: 0.1, firstExcessAt: null, roundingExcess: 0 }],
    ["fails", "an honest sum beyond π", { largestShare: 1.001 }],
    [
      "fails",
      "an honest sum read across ±π",
      { largestShare: 0.99, readAcross: 3, nearestAcross: { trueSum: 3.11, read: -3.13 } },
    ],
    ["undecided", "nothing measured", { sums: 0 }],
  ],
);

table<PhaseRangeEvidence>(
  claims.ph5,
  { phases: 1000, clusterSize: 5, largestShare: 0.2, twoAtPi: { sum: 2 * Math.PI, read: 0 } },
  [
    ["fails", "phases end at π/k", {}],
    ["fails", "updates of zeros", { largestShare: 0 }],
    ["holds", "phases beyond π/k", { largestShare: 0.21 }],
    ["holds", "phases up to π", { largestShare: 1 }],
    ["undecided", "with k = 1 both ranges are the same", { clusterSize: 1, largestShare: 1 }],
    ["undecided", "no phase", { phases: 0 }],
  ],
);

table<GeometryEvidence>(
  claims.ph6,
  { pairs: 59, coordinates: 650, normError: 1e-15, cosineError: 1e-15, roundingBound: 1.5e-13 },
  [
    ["holds", "within rounding", {}],
    ["holds", "at the bound", { normError: 1.5e-13 }],
    ["fails", "a norm beyond it", { normError: 1.6e-13 }],
    ["fails", "a cosine beyond it", { cosineError: 0.01 }],
    ["undecided", "no two directions", { pairs: 0 }],
  ],
);

table<PartitionEvidence>(
  claims.pr8,
  {
    sizesChecked: 1200,
    indivisibleShare: 0.824,
    wrong: null,
    loneClient: { clients: 3, clusterSize: 2 },
    loneUnderBalanced: null,
    loneError: 0,
    smallestCluster: 5,
    largestCluster: 5,
    uniformPValue: 0.2,
    uniformLevel: 1e-6,
    permutations: 20_040,
  },
  [
    ["holds if", "slicing leaves a client alone", {}],
    ["holds if", "balancing too", { loneUnderBalanced: { clients: 3, clusterSize: 2 } }],
    ["holds if", "a run with clusters of several sizes", { smallestCluster: 1 }],
    ["holds if", "a shuffle at the level", { uniformPValue: 1e-6 }],
    ["holds", "nobody is ever alone", { loneClient: null }],
    ["fails", "a shuffle that is not uniform", { uniformPValue: 9e-7 }],
    ["fails", "a partition that misses somebody", { wrong: { clients: 4, clusterSize: 2 } }],
    ["undecided", "no shuffle", { permutations: 0 }],
    ["undecided", "no pair of N and k", { sizesChecked: 0 }],
  ],
);

const noise = { channel: "depolarizing2", probability: 0.005 } as const;
const otherNoise = { channel: "dephasing", probability: 0.02 } as const;
const gain = { clients: 60, clusterSize: 5, noise, cluster: 0.982, global: 0.76, product: 0.8054 };
const lost = { clients: 100, clusterSize: 50, noise, cluster: 0.3353, global: 0.112516, product: 0.112469 };

table<ClusterFidelityEvidence>(
  claims.fi1,
  {
    own: [gain],
    ownNoise: gain,
    points: 7000,
    largestClients: 100,
    largestProbability: 0.05,
    lossesAlone: 0,
    firstAlone: null,
    lossesTogether: 90,
    together: { fewestClients: lost, leastNoise: lost, smallestClusters: lost },
  },
  [
    ["holds if", "all clusters at once lose somewhere", {}],
    ["holds if", "all clusters at once lose in this run alone", { own: [lost], together: null }],
    [
      "holds if",
      "all clusters at once lose under this run's noise alone",
      { ownNoise: { ...lost, noise: otherNoise }, together: null, lossesTogether: 0 },
    ],
    ["holds", "both gain everywhere", { together: null, lossesTogether: 0 }],
    ["holds", "both gain, and the run adds nothing", { own: [], ownNoise: null, together: null }],
    [
      "fails",
      "a cluster no better in the region",
      { lossesAlone: 1, firstAlone: { ...gain, cluster: 0.76 } },
    ],
    ["fails", "a cluster no better in this run", { own: [{ ...gain, cluster: 0.75 }] }],
    [
      "fails",
      "a cluster no better under this run's noise, but for rounding",
      { ownNoise: { ...gain, noise: otherNoise, cluster: gain.global * (1 + 1e-15) } },
    ],
    ["undecided", "nothing to compare", { points: 0, own: [], ownNoise: null, together: null }],
  ],
);

test("FI-1 takes its condition from where all clusters at once lose, and names the run's own loss", () => {
  const at = (clients: number, clusterSize: number, probability: number) => ({
    ...lost,
    clients,
    clusterSize,
    noise: { ...noise, probability },
  });
  const together = {
    fewestClients: at(70, 35, 0.048),
    leastNoise: at(90, 45, 0.013),
    smallestClusters: at(99, 25, 0.049),
  };
  const evidence: ClusterFidelityEvidence = {
    own: [gain],
    ownNoise: { ...lost, clients: 80, clusterSize: 40, noise: otherNoise },
    points: 7000,
    largestClients: 100,
    largestProbability: 0.05,
    lossesAlone: 0,
    firstAlone: null,
    lossesTogether: 77,
    together,
  };
  const verdict = claims.fi1.decide(evidence);
  expect(verdict).toMatchObject({
    condition: expect.stringMatching(
      /only where \(for N ≤ 100\) k < 25 or p < 0\.013, and not at N = 80, k = 40, dephasing p = 0\.02/,
    ) as string,
    region: expect.stringMatching(/lose at 77 .*N = 70, k = 35.*least noise at N = 90, k = 45/) as string,
  });
});

table<PopulationEvidence>(
  claims.fi2,
  {
    qubits: 2,
    population: 1,
    visibility: 0,
    fidelity: 0.5,
    contrast: 0,
    perfectContrast: 1,
    readingError: 1.8,
    perfectError: 0.03,
    phases: 2000,
    noise: { channel: "dephasing", probability: 0.5 },
    own: { noise, qubits: 5, population: 0.985, visibility: 0.979, fidelity: 0.982 },
  },
  [
    ["fails", "P = 1 and no contrast", {}],
    ["fails", "whatever the shots: contrast is exact", { readingError: 1.8, perfectError: 1.5 }],
    ["fails", "some contrast", { contrast: 0.98 }],
    ["fails", "a run without noise", { own: null }],
    ["holds", "the contrast of a perfect state", { contrast: 0.99, visibility: 1, fidelity: 1 }],
    ["undecided", "a population that is not close to 1", { population: 0.99 }],
    ["undecided", "nothing read", { phases: 0 }],
  ],
);

table<RecurrenceEvidence>(
  claims.fi3,
  {
    noise,
    own: null,
    qubits: 100,
    exact: 0.67,
    extrapolated: 0.42,
    decayBefore: 0.996,
    decayAtEnd: 0.996,
    recurrenceDecay: 0.99,
    independentDecay: 0.993,
    firstDeviation: { qubits: 21, exact: 0.92, extrapolated: 0.91 },
  },
  [
    ["fails", "off at once", {}],
    ["fails", "off late", { firstDeviation: { qubits: 99, exact: 0.68, extrapolated: 0.67 } }],
    ["fails", "off without a kink", { decayBefore: 0.99 }],
    ["holds", "never off", { firstDeviation: null, extrapolated: 0.67 }],
    [
      "fails",
      "a run with another noise",
      {
        own: {
          noise: otherNoise,
          exact: 1,
          extrapolated: 0.2,
          decayAtEnd: 1,
          recurrenceDecay: 0.9604,
        },
      },
    ],
    ["undecided", "no noise", { noise: { ...noise, probability: 0 }, firstDeviation: null }],
  ],
);

const point = { clients: 100, clusterSize: 50, probability: 0.024, clustered: 0.1, global: 0.11 };

table<SurfaceEvidence>(
  claims.fi4,
  {
    points: 832,
    populationLosses: 0,
    fidelityLosses: 14,
    ties: 82,
    populationException: null,
    fidelityException: point,
    largestClients: 100,
    largestProbability: 0.05,
    figurePoints: 70,
    figureLosses: 0,
    own: { noise: otherNoise, population: point, fidelity: point },
  },
  [
    ["holds if", "losses in true fidelity", {}],
    ["holds if", "a run without a point of its own", { own: null }],
    ["holds if", "ties alone", { fidelityException: null, fidelityLosses: 0 }],
    ["holds", "neither", { fidelityException: null, fidelityLosses: 0, ties: 0 }],
    ["fails", "a loss in population", { populationException: point, populationLosses: 1 }],
    ["undecided", "no point", { points: 0, ties: 0 }],
    ["undecided", "ties only", { points: 82 }],
  ],
);

table<MetricEvidence>(
  claims.fi5,
  {
    clients: 60,
    noise,
    own: { noise, best: 1, total: 1 },
    byClusterSize: [
      { clusterSize: 1, total: 1 },
      { clusterSize: 2, total: 0.92 },
    ],
    best: 1,
    exposure: 1e-16,
  },
  [
    ["fails", "the best size hides nothing", {}],
    ["fails", "no error at all", { exposure: 0 }],
    ["fails", "an error at the limit", { exposure: 0.01 }],
    ["fails", "a run with another noise", { own: { noise: otherNoise, best: 2, total: 0.8 } }],
    ["fails", "a run without noise", { own: null }],
    ["holds", "the best size hides updates", { exposure: 0.011 }],
    ["holds", "the best size has several members", { best: 2, exposure: null }],
    ["undecided", "a single size", { byClusterSize: [{ clusterSize: 1, total: 1 }] }],
  ],
);

table<DropoutEvidence>(
  claims.av1,
  {
    rounds: 200,
    clusters: 2400,
    compared: 1400,
    changed: 0,
    misplaced: 0,
    dropoutRate: 0.1,
    survived: 1417,
    survival: { lower: 0.54, upper: 0.64 },
    confidence: 0.999999,
    expectedSurvival: 0.59,
    globalSurvival: 0.0018,
    wasted: 0.31,
    expectedWasted: 0.3095,
  },
  [
    ["holds", "untouched clusters as before", {}],
    ["holds", "a rate at the end of its interval", { expectedSurvival: 0.64 }],
    ["fails", "a changed aggregate", { changed: 1 }],
    ["fails", "a cluster lost wrongly", { misplaced: 1 }],
    ["fails", "every comparison lost wrongly", { misplaced: 9, compared: 0 }],
    ["fails", "a rate above its interval", { expectedSurvival: 0.6401 }],
    ["fails", "a rate below its interval", { expectedSurvival: 0.5399 }],
    ["undecided", "nothing to compare", { compared: 0 }],
  ],
);

table<MaskEvidence>(
  claims.qn1,
  {
    trials: 200,
    wrong: 0,
    largestClients: 12,
    modulusBits: [8, 53],
    withoutOne: 183,
    rightWithoutOne: 0,
    worst: null,
  },
  [
    ["holds", "every sum right, none without a client", {}],
    ["holds", "a lucky sum without a client", { rightWithoutOne: 1 }],
    ["fails", "a wrong sum", { wrong: 1, worst: { clients: 2, modulusBits: 53 } }],
    ["undecided", "masks that hide nothing", { rightWithoutOne: 183 }],
    ["undecided", "no trial without a client", { withoutOne: 0 }],
    ["undecided", "no trial", { trials: 0, withoutOne: 0 }],
  ],
);

const layout = { layout: "chain", wrong: 0, preparation: 64, proportional: true };
const tree = { layout: "tree", wrong: 0, preparation: 7, proportional: false };

table<DepthEvidence>(
  claims.av2,
  {
    largestQubits: 64,
    layouts: [layout, tree],
    smallest: { layout: "tree", qubits: 4, steps: 3, proportional: 4 },
    own: {
      clients: 60,
      clusters: 12,
      clusterSize: 5,
      steps: [{ layout: "chain", global: 121, cluster: 11, inTurn: 132 }],
    },
  },
  [
    ["holds if", "a chain is in proportion and a tree is not", {}],
    ["holds if", "a run of one cluster", { own: null }],
    ["holds", "every way is in proportion", { layouts: [layout], smallest: null }],
    ["fails", "no way is in proportion", { layouts: [tree] }],
    ["undecided", "a circuit that makes no GHZ state", { layouts: [layout, { ...tree, wrong: 1 }] }],
    ["undecided", "no circuit", { layouts: [], smallest: null }],
  ],
);

table<CommunicationEvidence>(
  claims.co1,
  {
    clients: 60,
    clusters: 12,
    coordinates: 650,
    shots: 2000,
    states: 15_600_000,
    qubitTrips: 156_000_000,
    expectedStates: 15_600_000,
    expectedTrips: 156_000_000,
    byCoordinates: [
      { coordinates: 1, states: 4000, qubitTrips: 48_000 },
      { coordinates: 2, states: 8000, qubitTrips: 96_000 },
    ],
    smallest: { clients: 1, coordinates: 2, qubitTrips: 8, qubitTripsOfOne: 4 },
  },
  [
    ["fails", "a second coordinate costs as much as the first", {}],
    ["fails", "by another count than d·M·R", { expectedStates: 1 }],
    [
      "fails",
      "several clients",
      { smallest: { clients: 2, coordinates: 3, qubitTrips: 9, qubitTripsOfOne: 8 } },
    ],
    ["holds", "no number of coordinates costs more", { smallest: null }],
    ["undecided", "nothing measured", { states: 0 }],
    ["undecided", "no circuit counted", { byCoordinates: [] }],
  ],
);

table<QuantizedSizeEvidence>(
  claims.qn2,
  {
    quantizerBits: 8,
    unquantizedBits: 32,
    savedShare: 0.75,
    smallest: { clients: 2, integer: 64, share: 64 / 127, trueSum: 128, read: -128 },
    clients: 60,
    sums: 192,
    wrappedSums: 29,
    wrongInSufficientModulus: 0,
    sufficientModulusBits: 14,
    sufficientSavedShare: 0.5625,
    paperClients: 200,
    paperSufficientBits: 16,
    paperSavedShare: 0.5,
  },
  [
    ["holds if", "some sum wraps", {}],
    ["holds if", "none of this run's", { wrappedSums: 0 }],
    ["holds", "none at all", { smallest: null, wrappedSums: 0 }],
    ["undecided", "sums that are wrong in any modulus", { wrongInSufficientModulus: 1 }],
    ["undecided", "no sum", { sums: 0, wrappedSums: 0 }],
  ],
);

table<CollusionEvidence>(
  claims.qn3,
  {
    coalitions: 20,
    largestClients: 6,
    coordinates: 16,
    partial: 15,
    partialExposed: 0,
    complete: 5,
    completeExposed: 5,
    smallestPeer: { clients: 2, members: 1, integer: 7, read: 7 },
    smallestCoalition: { clients: 3, members: 2, integer: -4, read: -4 },
    uniformPValue: 0.3,
    uniformLevel: 1e-6,
    residues: 10_240,
  },
  [
    ["fails", "a peer reads the other's integers", {}],
    ["fails", "a peer, and no coalition of more", { smallestCoalition: null }],
    ["holds if", "coalitions of all others alone", { smallestPeer: null }],
    ["holds if", "a residue test at its level", { smallestPeer: null, uniformPValue: 1e-6 }],
    ["holds", "nobody", { smallestPeer: null, smallestCoalition: null, completeExposed: 0 }],
    ["fails", "a coalition that leaves a client out", { smallestPeer: null, partialExposed: 1 }],
    ["fails", "residues that are not uniform", { smallestPeer: null, uniformPValue: 9e-7 }],
    ["undecided", "no coalition", { coalitions: 0, partial: 0, complete: 0, completeExposed: 0 }],
    ["undecided", "none that leaves a client out", { partial: 0 }],
    ["undecided", "no residue", { residues: 0 }],
  ],
);

const keyTime = {
  clients: 200,
  coordinates: 61_706,
  modulusBits: 16,
  bits: 19_647_190_400,
  secondsAtOnce: 30.1,
  secondsInTurn: 599_000,
};

table<KeyEvidence>(
  claims.qn4,
  {
    bitsPerSecond: 32_800,
    quantizerBits: 8,
    paper: { ...keyTime, modulusBits: 8, secondsAtOnce: 15.05, secondsInTurn: 299_500 },
    paperHoldingSum: keyTime,
    own: { ...keyTime, clients: 60, coordinates: 650, secondsAtOnce: 0.28, secondsInTurn: 491 },
    drawn: 11,
    miscounted: 0,
  },
  [
    ["holds if", "keys that take their time", {}],
    ["holds if", "a minute and more in turn", { paperHoldingSum: { ...keyTime, secondsInTurn: 60.1 } }],
    [
      "holds",
      "a minute in turn",
      { paperHoldingSum: { ...keyTime, secondsAtOnce: 0.003, secondsInTurn: 60 } },
    ],
    ["holds if", "a day at once", { paperHoldingSum: { ...keyTime, secondsAtOnce: 86_400 } }],
    ["fails", "more than a day at once", { paperHoldingSum: { ...keyTime, secondsAtOnce: 86_401 } }],
    ["undecided", "pads of other bits than computed", { miscounted: 1 }],
    ["undecided", "no pads", { drawn: 0 }],
  ],
);

table<MissingClientEvidence>(
  claims.qn5,
  {
    rounds: 200,
    clients: 12,
    coordinates: 16,
    dropoutRate: 0.1,
    incomplete: 144,
    incompleteRight: 0,
    complete: 56,
    completeWrong: 0,
    lost: 144,
    loss: { lower: 0.55, upper: 0.86 },
    confidence: 0.999999,
    expectedLoss: 0.7176,
    paperClients: 200,
    paperLoss: 0.9999999993,
    smallest: { clients: 2, trueSum: 1, read: -97 },
  },
  [
    ["fails", "every round with somebody missing is lost", {}],
    [
      "fails",
      "some of them, and a rate at the end of its interval",
      { incompleteRight: 3, expectedLoss: 0.86 },
    ],
    ["fails", "none of few clients", { smallest: null }],
    ["holds", "no round is lost", { incompleteRight: 144, lost: 0, smallest: null }],
    ["undecided", "rounds that are lost with nobody missing", { completeWrong: 1 }],
    ["undecided", "a rate above its interval", { expectedLoss: 0.861 }],
    ["undecided", "a rate below its interval", { expectedLoss: 0.549 }],
    ["undecided", "nobody missing", { incomplete: 0, lost: 0 }],
  ],
);

table<PadUseEvidence>(
  claims.qn6,
  {
    pairs: 50,
    reused: 800,
    reusedRevealed: 800,
    renewed: 800,
    renewedRevealed: 2,
    chance: 2 ** -9,
    firstReuse: { first: -2, second: 2, difference: -4 },
    tampered: 50,
    refused: 0,
    shifted: 50,
    firstShift: { added: 8, trueSum: 0, read: 8 },
    uniformPValue: 0.3,
    uniformLevel: 1e-6,
    residues: 10_240,
  },
  [
    ["holds if", "reuse reveals and changes pass", {}],
    ["holds if", "changes pass alone", { reusedRevealed: 1, firstReuse: null }],
    ["holds if", "reuse reveals alone", { shifted: 0, refused: 50, firstShift: null }],
    ["holds", "neither", { reusedRevealed: 1, shifted: 0, refused: 50 }],
    ["fails", "new pads reveal too", { renewedRevealed: 400 }],
    ["fails", "residues that are not uniform", { uniformPValue: 9e-7 }],
    ["undecided", "nothing masked twice", { reused: 0, reusedRevealed: 0 }],
    ["undecided", "nothing changed", { tampered: 0, shifted: 0 }],
  ],
);

test("QN-6 names the conditions that are left", () => {
  const conditionOf = (change: Partial<PadUseEvidence>): string => {
    const verdict = claims.qn6.decide({
      pairs: 50,
      reused: 800,
      reusedRevealed: 800,
      renewed: 800,
      renewedRevealed: 2,
      chance: 2 ** -9,
      firstReuse: null,
      tampered: 50,
      refused: 0,
      shifted: 50,
      firstShift: null,
      uniformPValue: 0.3,
      uniformLevel: 1e-6,
      residues: 10_240,
      ...change,
    });
    return verdict.verdict === "holds if" ? verdict.condition : verdict.verdict;
  };
  expect(conditionOf({})).toBe("no pad is used twice and messages are authenticated");
  expect(conditionOf({ shifted: 0 })).toBe("no pad is used twice");
  expect(conditionOf({ reusedRevealed: 1 })).toBe("messages are authenticated");
});

const qualities = [
  { bits: 4, ofPaper: false, ratio: 1.71 },
  { bits: 8, ofPaper: true, ratio: 0.99 },
  { bits: 16, ofPaper: true, ratio: 1.02 },
];

table<QuantizationEvidence>(
  claims.qn7,
  {
    values: 60_000,
    largestError: 0.49999,
    roundingAllowance: 1.5e-11,
    beyondBoundRefused: true,
    clients: 60,
    means: 1000,
    drawnRatio: 1.01,
    drawnMeans: 4000,
    drawnClients: 12,
    drawnInterval: { lower: 0.945, upper: 1.052 },
    confidence: 0.999999,
    byBits: qualities,
    ownInterval: { lower: 0.84, upper: 1.16 },
  },
  [
    ["holds", "errors independent at the paper's bits, and alike at coarser ones", {}],
    [
      "holds if",
      "errors alike at one of the paper's",
      { byBits: qualities.map((q) => ({ ...q, ofPaper: true })) },
    ],
    ["holds if", "errors alike at every step", { byBits: qualities.map((q) => ({ ...q, ratio: 1.17 })) }],
    ["holds", "errors independent at every step", { byBits: qualities.slice(1) }],
    ["holds", "errors of zeros", { byBits: [{ bits: 8, ofPaper: true, ratio: 0 }], largestError: 0 }],
    [
      "holds",
      "an error of half a step and rounding",
      { byBits: qualities.slice(1), largestError: 0.5 + 1e-11 },
    ],
    ["fails", "more than half a step", { largestError: 0.5 + 2e-11 }],
    ["fails", "a weight beyond the bound that is taken", { beyondBoundRefused: false }],
    ["fails", "drawn means that are further off", { drawnRatio: 1.053 }],
    ["fails", "drawn means that are nearer", { drawnRatio: 0.944 }],
    ["undecided", "no weight", { values: 0 }],
    ["undecided", "no bits of the paper", { byBits: qualities.slice(0, 1) }],
  ],
);

const calm = {
  rule: "mean",
  adversary: null,
  byzantine: 0,
  accuracy: 0.79,
  loss: { value: 0.01, lower: 0, upper: 0.02 },
};

table<ConvergenceEvidence>(
  claims.cv1,
  {
    data: "generated data",
    clients: 60,
    trainSamples: 500,
    testSamples: 1000,
    rounds: 15,
    seeds: 4,
    clusterSize: 5,
    shots: 1000,
    noise: { channel: "depolarizing2", layout: "chain", probability: 0.005 },
    confidence: 0.95,
    plainAccuracy: 0.8,
    trainings: [calm, { ...calm, adversary: "ipm", byzantine: 6 }],
  },
  [
    ["holds", "as accurate with and without attack", {}],
    [
      "holds",
      "a loss of just the margin",
      { trainings: [calm, { ...calm, adversary: "ipm", loss: { value: 0.04, lower: 0.03, upper: 0.05 } }] },
    ],
    [
      "holds if",
      "a loss under attack",
      { trainings: [calm, { ...calm, adversary: "ipm", loss: { value: 0.3, lower: 0.2, upper: 0.4 } }] },
    ],
    [
      "holds if",
      "a wide interval under attack",
      { trainings: [calm, { ...calm, adversary: "ipm", loss: { value: 0.05, lower: 0, upper: 0.1 } }] },
    ],
    ["holds if", "nothing was tried under attack", { trainings: [calm] }],
    [
      "fails",
      "a loss without attack",
      { trainings: [{ ...calm, loss: { value: 0.2, lower: 0.06, upper: 0.34 } }] },
    ],
    [
      "undecided",
      "a wide interval without attack",
      { trainings: [{ ...calm, loss: { value: 0.02, lower: -0.02, upper: 0.06 } }] },
    ],
  ],
);

test("QN-7 says from which bits on the errors are independent", () => {
  const conditionOf = (ratios: readonly number[]): string => {
    const verdict = claims.qn7.decide({
      values: 1,
      largestError: 0.4,
      roundingAllowance: 0,
      beyondBoundRefused: true,
      clients: 60,
      means: 1000,
      drawnRatio: 1,
      drawnMeans: 4000,
      drawnClients: 12,
      drawnInterval: { lower: 0.9, upper: 1.1 },
      confidence: 0.9,
      byBits: ratios.map((ratio, i) => ({ bits: 4 * (i + 1), ofPaper: true, ratio })),
      ownInterval: { lower: 0.9, upper: 1.1 },
    });
    return verdict.verdict === "holds if" ? verdict.condition : verdict.verdict;
  };
  expect(conditionOf([1.2, 1, 1])).toContain("from 8 on");
  expect(conditionOf([1, 1.2, 1])).toContain("from 12 on");
  expect(conditionOf([1, 1, 1.2])).toContain("none here");
});

test.each([
  [0.25, "25 % of this run's sums are negative and lose their sign"],
  [0, "none of this run's sums is negative, and a negative one would lose its sign"],
])("PH-3 with a share of %d negative sums says: %s", (negativeShare, text) => {
  const verdict = claims.ph3.decide({
    coordinates: 1000,
    negativeShare,
    arccosError: 0.3,
    quadratureError: 0.03,
    predictedError: 0.03,
    shots: 1000,
    members: 5,
    visibility: 0.98,
    biasAtZero: 0.2,
    smallest: { weight: -0.1, read: 0.1 },
  });
  expect(verdict).toMatchObject({ because: expect.stringContaining(text) as string });
  expect(verdict).toMatchObject({
    because: expect.stringContaining("it reads Θ = 0 as 0.2 rad however many the shots") as string,
  });
});

test.each([
  [0, "exactly"],
  [1.7e-16, "to within 1.7e-16 of the bound"],
  [0.004, "to within 0.004 of the bound"],
])("an error of %d is reading %s", (error, text) => {
  expect(offByText(error)).toBe(text);
});

test("a claim tested in the paper's setting says so, and what is different under the run's own noise", () => {
  expect(paperSettingText(noise, noise)).toBe(
    "the paper's setting, depolarizing2 p = 0.005 (this run's too)",
  );
  for (const own of [otherNoise, null, { ...noise, probability: 0.006 }])
    expect(paperSettingText(noise, own)).toBe("the paper's setting, depolarizing2 p = 0.005");
  expect(ownNoiseText(noise, otherNoise, "so")).toBe("; under this run's own noise, dephasing p = 0.02, so");
  expect(ownNoiseText(noise, noise, "so")).toBe("");
  expect(ownNoiseText(noise, null, "so")).toBe("");
});

/** Claims with a table in a file of their own, `decide.….test.ts`. */
function elsewhere(): string[] {
  const folder = new URL(".", import.meta.url);
  const texts = readdirSync(folder)
    .filter((name) => /^decide\..+\.test\.ts$/u.test(name))
    .map((name) => readFileSync(new URL(name, folder), "utf8"));
  return Object.entries(claims).flatMap(([name, { id }]) =>
    texts.some((text) => text.includes(`\n  claims.${name},\n`)) ? [id] : [],
  );
}

test("every claim that is measured has a table, with three verdicts or more, undecided among them", () => {
  expect([...tables.keys(), ...elsewhere()].toSorted()).toEqual(
    Object.values(claims)
      .filter((claim) => "decide" in claim)
      .map(({ id }) => id)
      .toSorted(),
  );
  for (const verdicts of tables.values()) {
    expect(verdicts.size).toBeGreaterThanOrEqual(3);
    expect(verdicts).toContain("undecided");
  }
});
