import type { Bounded } from "../leakage/reconstruction.ts";

/* What is measured for the claims about what a server or colluders learn of a client, as plain data. */

/** PR-2: what the bound reports tell. */
export interface BoundReportEvidence {
  readonly rounds: number;
  readonly clients: number;
  /** Reports in the server's views, and those that are exactly the largest weight of their client. */
  readonly reports: number;
  readonly exact: number;
  /** Of the exact ones those below the round's bound: they are no part of it. */
  readonly beside: number;
  /** The largest report of the first round over its smallest that is not 0; 1 where none is. */
  readonly range: number;
  readonly confidence: number;
  /** R² of a client's root mean square, by a line through its report, over the first round; null where either is constant. */
  readonly scaleR2: Bounded | null;
  /** Two clients with one weight each, without noise or shots: the weights and the reports that the server holds. */
  readonly smallest: { readonly weights: readonly number[]; readonly reports: readonly number[] };
}

/** PR-3: what a cluster's sum tells of its members. */
export interface SumLeakageEvidence {
  readonly rounds: number;
  readonly clients: number;
  readonly clusters: number;
  readonly clusterSize: number;
  readonly coordinates: number;
  readonly shots: number;
  readonly confidence: number;
  /**
   * R² of a client's deviation from the mean of all, by the best multiple of its cluster's sum: as it is read, and
   * exact. Null where all clients are alike or in one cluster.
   */
  readonly read: Bounded | null;
  readonly exact: Bounded | null;
  /** (M − 1)/(N − 1): what exact sums tell on average over all partitions. */
  readonly expected: number;
  /** Mutual information along the leading components of the deviations, bits a component; null of too few pairs. */
  readonly bits: Bounded | null;
  readonly components: number;
  readonly pairs: number;
  /** ½·log₂(k/(k − 1)) of Gaussian updates; null for k = 1, where it has no bound. */
  readonly expectedBits: number | null;
  /** The client whose deviations are largest, among companions drawn at random; null as above. */
  readonly loudest: {
    /** ρ: its root mean square over that of the others. */
    readonly ratio: number;
    readonly draws: number;
    readonly r2: number;
    /** About ρ²/(ρ² + k − 1), for N − 1 others whose deviations make up for its own. */
    readonly expected: number;
  } | null;
}

/** PR-5: what sums of many rounds tell, under clusters drawn anew and under ones that stay. */
export interface ReshufflingEvidence {
  readonly clients: number;
  readonly clusterSize: number;
  readonly clusters: number;
  readonly confidence: number;
  readonly shots: number;
  /** The run's rounds, as they were read: R² of a client's mean deviation. Null of fewer than two rounds. */
  readonly curve: readonly ReshufflingPoint[] | null;
  /** Updates that stay, with exact sums; null of one cluster, whose rounds repeat each other. */
  readonly still: {
    readonly draws: number;
    /** ⌈(N − 1)/(M − 1)⌉. */
    readonly earliest: number;
    /** Draws in which all clients were told at the earliest, and within `limit` rounds. */
    readonly atEarliest: number;
    readonly told: number;
    readonly limit: number;
    /** The rank of as many rounds of one partition. */
    readonly fixedRank: number;
  } | null;
  /** Gaussian updates of which a part u stays, s = var(u)/var(fresh): R² of u. Empty where clients are many. */
  readonly drift: readonly DriftPoint[];
}

/** After so many of the run's rounds. */
export interface ReshufflingPoint {
  readonly rounds: number;
  readonly reshuffled: Bounded;
  readonly fixed: Bounded;
}

/** One setting of the Gaussian model with what its closed forms say. */
export interface DriftPoint {
  readonly ratio: number;
  readonly rounds: number;
  readonly reshuffled: Bounded;
  readonly expected: number;
  readonly fixed: Bounded;
  readonly expectedFixed: number;
}

/** PR-6: what colluding clients get over rounds. */
export interface CollusionRoundsEvidence {
  readonly clients: number;
  readonly clusterSize: number;
  /** c, a fifth of all. */
  readonly colluders: number;
  /** Over how many rounds. */
  readonly rounds: number;
  /** Partitions drawn, and how often some client was alone among colluders. */
  readonly partitions: number;
  readonly confidence: number;
  readonly measured: Bounded;
  /** The same by its closed form, and for one client. */
  readonly expected: number;
  readonly expectedOne: number;
  /** Within all rounds. */
  readonly within: number;
  /** Rounds until the chance is a half and a hundredth; null if never. */
  readonly half: number | null;
  readonly hundredth: number | null;
  /** The fewest colluders with a chance of a half within these rounds; null if none among N − 1. */
  readonly fewest: number | null;
  /**
   * What the others of a cluster make of its first member's update, over all clusters of the first round: R² of the best
   * multiple of the sum, as read, less their own. Null of fewer than three clusters.
   */
  readonly read: Bounded | null;
  /** Largest error of that, as a share of the bound. */
  readonly readError: number;
}
