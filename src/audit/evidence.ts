import type { Interval } from "../statistics/clopper-pearson.ts";

/* What is measured for each claim, as plain data: it goes into the report as it is. */

/** PH-1: the phase read from full simulations, against Σθ. */
export interface AccumulationEvidence {
  /** Circuits simulated, of 1 to 10 clients, and how many of them have phases of the run's own rounds. */
  readonly circuits: number;
  readonly ownCircuits: number;
  /** Those of them that a dense density matrix also simulated. */
  readonly denseCircuits: number;
  readonly largestClients: number;
  /** Radians on the circle. */
  readonly largestError: number;
  readonly worst: { readonly phases: number[]; readonly read: number };
}

/** PH-2: what a global and what a relative phase do to the outcomes. */
export interface GlobalPhaseEvidence {
  /** Largest change of any outcome's probability under a factor e^{iφ} on the whole state. */
  readonly changeByGlobalPhase: number;
  /** The smallest circuit and simplest phase found whose outcomes change with the encoded sum. */
  readonly smallest: {
    readonly clients: number;
    readonly phase: number;
    readonly zeroWithout: number;
    readonly zeroWith: number;
  } | null;
}

/** PH-3: inverting P(0) = ½(1 + cos Θ), against reading two quadratures. */
export interface InversionEvidence {
  readonly coordinates: number;
  /** Share of the run's cluster sums that are negative, whose sign the inversion loses. */
  readonly negativeShare: number;
  /** Root mean square error of Θ over the run's cluster sums, radians, with all shots of both bases. */
  readonly arccosError: number;
  readonly quadratureError: number;
  /** The error that Var = (2/(RV²))(1 − ½V² sin² 2Θ) predicts for the same sums; null where that does not apply. */
  readonly predictedError: number | null;
  readonly shots: number;
  /** Of the run's largest cluster: its size, its visibility, and what the inversion reads at Θ = 0, radians. */
  readonly members: number;
  readonly visibility: number;
  readonly biasAtZero: number;
  /** The smallest weight, in tenths of the bound, whose sum does not come back, with exact expectations. */
  readonly smallest: { readonly weight: number; readonly read: number } | null;
}

/** PH-4: whether phase sums stay in [−π, π]. */
export interface WrapEvidence {
  readonly sums: number;
  /** Largest |Σθ|/π over the run's cluster sums. */
  readonly largestShare: number;
  /** Sums of the run that a small reading error carried across ±π, and the one nearest to 0, radians. */
  readonly readAcross: number;
  readonly nearestAcross: { readonly trueSum: number; readonly read: number } | null;
  /** Largest excess of k maximal honest phases over π, and the first k with any, 1 ≤ k ≤ 2000. */
  readonly roundingExcess: number;
  readonly firstExcessAt: number | null;
  /** Distance on the circle, radians, between what is read of members all at +bound and all at −bound. */
  readonly endsApart: number;
  /** Two members, one at its largest phase and one at twice that: their sum and what is read, radians. */
  readonly byzantine: { readonly trueSum: number; readonly read: number };
}

/** PH-5: the range of a single phase. */
export interface PhaseRangeEvidence {
  readonly phases: number;
  readonly clusterSize: number;
  /** Largest |θ|/π of the run. */
  readonly largestShare: number;
  /** Two clients that take [−π, π] at its word: their sum, and what is read. */
  readonly twoAtPi: { readonly sum: number; readonly read: number };
}

/** PH-6: geometry under scaling, on the run's updates. */
export interface GeometryEvidence {
  readonly pairs: number;
  readonly coordinates: number;
  /** Largest relative error of a norm, largest absolute error of a cosine. */
  readonly normError: number;
  readonly cosineError: number;
  /** What rounding allows: (2d + 8)·2⁻⁵², half an ulp for each product and sum of the four scalar products. */
  readonly roundingBound: number;
}

/** PR-8: sizes and uniformity of partitions. */
export interface PartitionEvidence {
  /** Pairs N, k of which a partition was drawn, and the share of them where k does not divide N. */
  readonly sizesChecked: number;
  readonly indivisibleShare: number;
  /** The smallest N (then k) whose partition misses a client, names one twice, or has no clusters of k though k divides N. */
  readonly wrong: { readonly clients: number; readonly clusterSize: number } | null;
  /** The smallest N (then k ≥ 2) with a cluster of a single client when slicing, and under `balanced`; null: none. */
  readonly loneClient: { readonly clients: number; readonly clusterSize: number } | null;
  readonly loneUnderBalanced: { readonly clients: number; readonly clusterSize: number } | null;
  /** Largest error with which the server reads the lone client's update there, relative to the bound. */
  readonly loneError: number;
  /** Sizes of the smallest and the largest cluster of the run's own rounds. */
  readonly smallestCluster: number;
  readonly largestCluster: number;
  /** Chi-square test of `permutations` shuffles of five clients over the 120 orders; it rejects below `uniformLevel`. */
  readonly uniformPValue: number;
  readonly uniformLevel: number;
  readonly permutations: number;
}

/** FI-1: one cluster against one global state. */
export interface ClusterFidelityEvidence {
  readonly clients: number;
  readonly clusterSize: number;
  readonly cases: readonly {
    readonly probability: number;
    readonly cluster: number;
    readonly global: number;
    /** All N/k clusters at once: the exact fidelities multiplied. */
    readonly product: number;
  }[];
  /** ((1−ε)^k)^{N/k} over (1−ε)^N at the paper's own formula. */
  readonly formulaRatio: number;
}

/** FI-2: population against fidelity. */
export interface PopulationEvidence {
  readonly qubits: number;
  readonly population: number;
  readonly visibility: number;
  readonly fidelity: number;
  /** Largest |2P(0) − 1| in either basis, exactly, over the run's cluster sums: from that state, and from a perfect one. */
  readonly contrast: number;
  readonly perfectContrast: number;
  /** Root mean square error of the sums read with the run's shots, radians, from both. */
  readonly readingError: number;
  readonly perfectError: number;
  readonly phases: number;
}

/** FI-3: the recurrence F_n = F_{n−1}(1−p)² beyond n = 20, against the exact population. */
export interface RecurrenceEvidence {
  readonly probability: number;
  readonly qubits: number;
  readonly exact: number;
  readonly extrapolated: number;
  /** Exact decay of the population by one more qubit, around n = 20 and at the end, and (1−p)². */
  readonly decayBefore: number;
  readonly decayAtEnd: number;
  readonly recurrenceDecay: number;
  /** The exact decay at the end if both qubits of a CNOT are depolarized independently instead. */
  readonly independentDecay: number;
  /** The first n > 20 at which the two differ by more than a thousandth of the exact value. */
  readonly firstDeviation: {
    readonly qubits: number;
    readonly exact: number;
    readonly extrapolated: number;
  } | null;
}

/** FI-4: both sides by the same exact model, over N, k and p. */
export interface SurfaceEvidence {
  readonly points: number;
  readonly populationLosses: number;
  readonly fidelityLosses: number;
  readonly ties: number;
  /** The first tie or loss with p > 0 and k < N, by the fewest clients, the smallest k, the least noise. */
  readonly populationException: SurfacePoint | null;
  readonly fidelityException: SurfacePoint | null;
  readonly largestClients: number;
  readonly largestProbability: number;
  /** Of the points with p > 0 and k < N, those in the range of figure 3 (k = 4, p ≤ 2 %), and losses of either kind there. */
  readonly figurePoints: number;
  readonly figureLosses: number;
}

export interface SurfacePoint {
  readonly clients: number;
  readonly clusterSize: number;
  readonly probability: number;
  readonly clustered: number;
  readonly global: number;
}

/** FI-5: which cluster size the metric of figure 2 prefers. */
export interface MetricEvidence {
  readonly clients: number;
  readonly probability: number;
  readonly byClusterSize: readonly { readonly clusterSize: number; readonly total: number }[];
  readonly best: number;
  /** Largest error with which the server then reads an update of one client, relative to the bound; null for best > 1. */
  readonly exposure: number | null;
}

/** AV-1: what a dropout costs. */
export interface DropoutEvidence {
  readonly rounds: number;
  readonly clusters: number;
  /** Aggregates of untouched clusters compared, in rounds with a dropout, and those that were not identical bit for bit. */
  readonly compared: number;
  readonly changed: number;
  /** Clusters lost without a dropout of theirs, or kept with one. */
  readonly misplaced: number;
  readonly dropoutRate: number;
  readonly survived: number;
  readonly survival: Interval;
  readonly confidence: number;
  readonly expectedSurvival: number;
  readonly globalSurvival: number;
  /** Share of all clients that were live in a lost cluster: measured, and (1−δ) − (1−δ)^k. */
  readonly wasted: number;
  readonly expectedWasted: number;
}

/** QN-1: pairwise masks. */
export interface MaskEvidence {
  readonly trials: number;
  readonly wrong: number;
  readonly largestClients: number;
  readonly modulusBits: readonly number[];
  /** Sums tried with a client missing, and those that were right all the same. */
  readonly withoutOne: number;
  readonly rightWithoutOne: number;
  readonly worst: { readonly clients: number; readonly modulusBits: number } | null;
}
