/* What is measured for the claims about relations between clusters and about Byzantine clients, as plain data. */

/** A measured value with an interval at the evidence's confidence. */
export interface Estimate {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

/** PH-7: what becomes of cosines, distances and outliers between an update and what is read of its cluster. */
export interface RelationEvidence {
  /** Rounds that were measured anew, each on other clusters, and the pairs of clusters in them. */
  readonly rounds: number;
  readonly pairs: number;
  readonly coordinates: number;
  readonly clusterSize: number;
  readonly shots: number;
  readonly confidence: number;
  /** ρ: energy of the sums over that of their shot noise; null where no closed form says the latter, or it is none. */
  readonly signalToNoise: number | null;
  /** Σ read·true / Σ true² over the cosines of pairs, and what 1/√((1 + 1/ρ)(1 + 1/ρ′)) says; null without pairs. */
  readonly cosineFactor: Estimate | null;
  readonly expectedCosineFactor: number | null;
  /** Mean squared distance that is read over the true one, and 1 + noise/distance². */
  readonly distanceFactor: Estimate | null;
  readonly expectedDistanceFactor: number | null;
  /** The pair whose cosine moved most. */
  readonly furthest: { readonly trueCosine: number; readonly read: number } | null;
  /**
   * How much one client stands out in its cluster, of how much it does alone: with exact means, with those that are
   * read, and 1/√k but for a finite number of clients. Null where one cluster is all.
   */
  readonly dilution: Estimate | null;
  readonly dilutionRead: Estimate | null;
  readonly expectedDilution: number | null;
  /** One coordinate, two members, one of them at its largest phase and one at twice that: radians. */
  readonly wrapped: { readonly trueSum: number; readonly read: number };
}

/** BY-1: what rules over cluster means reject. */
export interface DetectionEvidence {
  readonly clients: number;
  readonly coordinates: number;
  readonly shots: number;
  /** Rounds of each setting in which less than half of the clusters can be contaminated. */
  readonly rounds: number;
  readonly confidence: number;
  readonly settings: readonly DetectionSetting[];
}

/** So many attackers in clusters of a size. */
export interface DetectionSetting {
  readonly clusterSize: number;
  readonly clusters: number;
  readonly byzantine: number;
  readonly rounds: number;
  /** Share of clusters with an attacker, and 1 − C(N−f, k)/C(N, k). */
  readonly contaminated: Estimate;
  readonly expected: number;
  readonly points: readonly DetectionPoint[];
}

/** One rule against one attack. */
export interface DetectionPoint {
  readonly attack: string;
  readonly rule: string;
  /** Share of contaminated and of clean clusters that were rejected; null where no cluster was clean. */
  readonly truePositives: Estimate;
  readonly falsePositives: Estimate | null;
  /** How far the update is from the honest mean, of how far it is where nobody attacks; null where that is nothing. */
  readonly harm: number | null;
}

/** BY-2: how often random clusters leave a rule's precondition intact. */
export interface PreconditionEvidence {
  readonly clients: number;
  readonly clusterSize: number;
  readonly clusters: number;
  readonly partitions: number;
  readonly confidence: number;
  /** Rules that ask for nothing. */
  readonly unconditional: readonly string[];
  readonly rules: readonly {
    readonly rules: string;
    readonly condition: string;
    /** The most contaminated clusters that they stand; −1 where not even none. */
    readonly mostClusters: number;
  }[];
  readonly points: readonly {
    readonly condition: string;
    readonly byzantine: number;
    /** Share of partitions that meet the condition, and the same by counting; null where that takes too long. */
    readonly met: Estimate;
    readonly exact: number | null;
  }[];
}

/** BY-3: the mean of a cluster with one client that sends −c times its update. */
export interface CosineEvidence {
  readonly clients: number;
  readonly clusterSize: number;
  readonly coordinates: number;
  readonly shots: number;
  readonly rounds: number;
  readonly confidence: number;
  /** Rounds without noise on members that are all alike, and how far their means are from (k−1−c)/k at most. */
  readonly exactChecked: number;
  readonly exactError: number;
  /** The smallest k, then c, at which the mean shrinks and points as before. */
  readonly smallest: {
    readonly clusterSize: number;
    readonly scale: number;
    readonly factor: number;
    readonly cosine: number;
  } | null;
  /** On the run's updates, measured like a round of it. */
  readonly byScale: readonly CosinePoint[];
}

export interface CosinePoint {
  /** c. */
  readonly scale: number;
  /** (k−1−c)/k, and the projection of the cluster's mean on that of all, in units of it. */
  readonly expected: number;
  readonly factor: Estimate;
  /** How often the contaminated cluster has a smaller cosine with the median of all clusters than a clean one. */
  readonly auc: Estimate;
}

/** BY-4: suspicion over rounds. */
export interface SuspicionEvidence {
  readonly clients: number;
  readonly clusterSize: number;
  readonly byzantine: number;
  readonly confidence: number;
  /** With every contaminated cluster known: honest clients that were in one in all of T rounds. */
  readonly trials: number;
  readonly perfect: readonly {
    readonly rounds: number;
    readonly honestSuspects: Estimate;
    readonly expected: number;
  }[];
  /** With what rules reject: how attackers rank among honest clients by the number of rejections. */
  readonly attack: string;
  readonly playedTrials: number;
  readonly byRule: readonly {
    readonly rule: string;
    readonly rounds: number;
    readonly auc: Estimate;
    /** Of as many clients as there are attackers, rejected most often: share of attackers. */
    readonly named: Estimate;
  }[];
}

/** BY-5: which member of a cluster attacked. */
export interface MemberEvidence {
  readonly clusterSize: number;
  /** Pairs of rounds alike but for who attacks, under the run's noise, and the largest difference of an expectation. */
  readonly pairs: number;
  readonly largestDifference: number;
  /** The smallest such pair with equal views, without noise: weights in tenths of the bound, and both expectations. */
  readonly smallest: {
    readonly weights: readonly number[];
    readonly otherWeights: readonly number[];
    readonly x: number;
    readonly y: number;
  } | null;
  readonly confidence: number;
  /** How often the largest bound report of an attacked cluster is the attacker's, who sends −c times its update. */
  readonly chance: number;
  readonly byReports: readonly { readonly scale: number; readonly named: Estimate }[];
}

/** BY-6: tests on one sum of all clients. */
export interface GlobalSumEvidence {
  /** Clients of each sum, drawn from the run's; the trusted ones are besides. */
  readonly clients: number;
  readonly trusted: number;
  readonly byzantine: number;
  readonly coordinates: number;
  readonly shots: number;
  readonly rounds: number;
  readonly confidence: number;
  /** P(an attacked round ranks above an honest one), ½ if they are alike. */
  readonly byAttack: readonly {
    readonly attack: string;
    /** By the sum's norm in units of the bound, in whichever direction it departs. */
    readonly norm: Estimate;
    /** By its angle with the mean of the trusted clients. */
    readonly direction: Estimate;
  }[];
}
