import type { ChannelName } from "../quantum/noise.ts";
import type { Interval } from "../statistics/clopper-pearson.ts";

/* What is measured for each claim, as plain data: it goes into the report as it is. */

/** A channel after every CNOT; the layout is that of the run. */
export interface NoiseSetting {
  readonly channel: ChannelName;
  readonly probability: number;
}

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

/** PH-3: the sum from P(0) = ½(1 + cos Θ) alone, against reading two quadratures. */
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
  /** Of the run's largest cluster: its size, its visibility, and what the inversion tends to at Θ = 0 with ever more shots, radians. */
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
  /** The run's own N and clusters under the paper's channel, and under the run's noise; nothing where one cluster is all. */
  readonly own: readonly FidelityCase[];
  readonly ownNoise: FidelityCase | null;
  /** The region under the paper's channel: every N, every divisor k of it with 1 < k < N, every p > 0. */
  readonly points: number;
  readonly largestClients: number;
  readonly largestProbability: number;
  /** Its points where one cluster gains nothing, and the first by the fewest clients. */
  readonly lossesAlone: number;
  readonly firstAlone: FidelityCase | null;
  /** Its points where all clusters at once gain nothing, and the extreme ones. */
  readonly lossesTogether: number;
  readonly together: {
    readonly fewestClients: FidelityCase;
    readonly leastNoise: FidelityCase;
    readonly smallestClusters: FidelityCase;
  } | null;
}

/** Exact fidelities (P + V)/2 of one (N, k, p). */
export interface FidelityCase {
  readonly clients: number;
  readonly clusterSize: number;
  readonly noise: NoiseSetting;
  /** One cluster; of several sizes the largest. */
  readonly cluster: number;
  readonly global: number;
  /** All clusters at once: their fidelities multiplied. */
  readonly product: number;
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
  /** The noise of that state. */
  readonly noise: NoiseSetting;
  /** A cluster of the run, the largest, under the run's own noise; null without noise. */
  readonly own: {
    readonly noise: NoiseSetting;
    readonly qubits: number;
    readonly population: number;
    readonly visibility: number;
    readonly fidelity: number;
  } | null;
}

/** FI-3: for more than 20 qubits the recurrence F_n = F_{n−1}(1−p)², against the exact population. */
export interface RecurrenceEvidence {
  /** The paper's. */
  readonly noise: NoiseSetting;
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
  /** The same at n = `qubits` under the run's own noise; null without noise. */
  readonly own: {
    readonly noise: NoiseSetting;
    readonly exact: number;
    readonly extrapolated: number;
    readonly decayAtEnd: number;
    readonly recurrenceDecay: number;
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
  /** The run's own N, clusters and noise; null without noise, and where one cluster is all. */
  readonly own: {
    readonly noise: NoiseSetting;
    readonly population: SurfacePoint;
    readonly fidelity: SurfacePoint;
  } | null;
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
  /** The paper's. */
  readonly noise: NoiseSetting;
  /** F_k^{N/k} of the population, as the paper has it, for every divisor k of N. */
  readonly byClusterSize: readonly { readonly clusterSize: number; readonly total: number }[];
  readonly best: number;
  /** The best size under the run's own noise, and its total; null without noise. */
  readonly own: { readonly noise: NoiseSetting; readonly best: number; readonly total: number } | null;
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
  /** Clusters that have an aggregate after the dropouts; none in a round that was refused since it had none left. */
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
