import { describe, expect, test } from "vitest";
import type { Claim, Verdict } from "../../src/audit/claim.ts";
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
import * as claims from "./index.ts";

type Row<Evidence> = readonly [verdict: Verdict["verdict"], why: string, change: Partial<Evidence>];

const tables = new Map<string, ReadonlySet<string>>();

function textsOf(verdict: Verdict): string[] {
  return Object.values(verdict);
}

/** One test a row: the sound evidence with a change. The first row changes nothing. */
function table<Evidence>(claim: Claim<Evidence>, sound: Evidence, rows: readonly Row<Evidence>[]): void {
  tables.set(claim.id, new Set(rows.map(([verdict]) => verdict)));
  describe(`${claim.id} ${claim.title}`, () => {
    test.each(rows)("%s: %s", (expected, _why, change) => {
      const verdict = claim.decide({ ...sound, ...change });
      expect(verdict).toMatchObject({ verdict: expected });
      expect(textsOf(verdict).filter((text) => text.length < 4)).toEqual([]);
      expect(textsOf(verdict).join("\n")).not.toMatch(/NaN|undefined|null|Infinity|\[object/);
    });
  });
}

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

const gain = { probability: 0.01, cluster: 0.96, global: 0.57, product: 0.65 };

table<ClusterFidelityEvidence>(claims.fi1, { clients: 60, clusterSize: 5, cases: [gain], formulaRatio: 1 }, [
  ["holds if", "the paper's formula gains nothing over all clusters", {}],
  [
    "holds if",
    "a formula that gains, exact values that do not",
    { formulaRatio: 2, cases: [{ ...gain, product: 0.5 }] },
  ],
  ["holds", "both gain", { formulaRatio: 2 }],
  ["fails", "a cluster no better", { cases: [gain, { ...gain, cluster: 0.57 }] }],
  ["undecided", "no noise", { cases: [{ ...gain, probability: 0 }] }],
  ["undecided", "one cluster of all", { clusterSize: 60 }],
  ["undecided", "no case", { cases: [] }],
]);

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
  },
  [
    ["fails", "P = 1 and no contrast", {}],
    ["fails", "whatever the shots: contrast is exact", { readingError: 1.8, perfectError: 1.5 }],
    ["fails", "some contrast", { contrast: 0.98 }],
    ["holds", "the contrast of a perfect state", { contrast: 0.99, visibility: 1, fidelity: 1 }],
    ["undecided", "a population that is not close to 1", { population: 0.99 }],
    ["undecided", "nothing read", { phases: 0 }],
  ],
);

table<RecurrenceEvidence>(
  claims.fi3,
  {
    probability: 0.005,
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
    ["undecided", "no noise", { probability: 0, firstDeviation: null }],
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
  },
  [
    ["holds if", "losses in true fidelity", {}],
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
    probability: 0.005,
    byClusterSize: [
      { clusterSize: 1, total: 1 },
      { clusterSize: 2, total: 0.92 },
    ],
    best: 1,
    exposure: 1e-16,
  },
  [
    ["fails", "the best size hides nothing", {}],
    ["fails", "an error at the limit", { exposure: 0.01 }],
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

test("every claim has a table here, with three verdicts or more, undecided among them", () => {
  expect([...tables.keys()].toSorted()).toEqual(
    Object.values(claims)
      .map(({ id }) => id)
      .toSorted(),
  );
  for (const verdicts of tables.values()) {
    expect(verdicts.size).toBeGreaterThanOrEqual(3);
    expect(verdicts).toContain("undecided");
  }
});
