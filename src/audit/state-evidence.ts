import type { Bounded } from "../leakage/reconstruction.ts";
import type { Layout } from "../quantum/noise.ts";
import type { NoiseSetting } from "./evidence.ts";

/* What is measured for the claims about quantum states: what a server, colluders or someone on a link find in them. */

/** What the server prepares. */
export type PreparedState = "GHZ" | "signed GHZ" | "product";

/** How far apart two states are that differ in their phases and not in the sum of these. */
export interface LockedPoint extends NoiseSetting {
  readonly prepared: PreparedState;
  /** Trace distance of what the decoded qubits show, the largest of all circuits: 0 for equal states. */
  readonly distance: number;
}

/** PR-1: states of clusters with one sum and different phases. */
export interface LockedEvidence {
  readonly clusterSize: number;
  readonly circuits: number;
  /** Members of the largest circuit: of larger clusters so many are taken. */
  readonly members: number;
  readonly layout: Layout;
  readonly points: readonly LockedPoint[];
}

/** What is read of an update under a channel: from the sum alone, and with the other decoded qubits. */
export interface ResiduePoint extends NoiseSetting {
  readonly sum: Bounded;
  readonly residues: Bounded;
  /** The largest interference that is left in a flipped pattern: 0 if residues can't tell anything. */
  readonly coherence: number;
}

/** PR-4: normal updates, read with and without the other decoded qubits. */
export interface ResidueEvidence {
  readonly clients: number;
  readonly clusterSize: number;
  readonly coordinates: number;
  readonly trials: number;
  readonly shots: number;
  readonly confidence: number;
  readonly points: readonly ResiduePoint[];
}

/** PR-7: colluders who compare what they find along z. */
export interface MatchingEvidence {
  readonly clients: number;
  readonly clusterSize: number;
  readonly clusters: number;
  readonly colluders: number;
  readonly trials: number;
  readonly confidence: number;
  /** n: shots of one coordinate that each measures, and the share of its shots. */
  readonly bits: number;
  readonly spent: number;
  /** Pairs of colluders in one cluster whose n bits agree, and pairs of different ones, without noise. */
  readonly mates: Matches;
  readonly others: Matches;
  /** 2^−n. */
  readonly falseMatch: number;
  /** The same under this run's noise, where more than three quarters of the bits agree; null without noise. */
  readonly noisy: { readonly mates: Matches; readonly others: Matches } | null;
}

/** Pairs, and those of them that look like one cluster. */
export interface Matches extends Bounded {
  readonly pairs: number;
}

/** Someone on one link, by what a round could see of it. */
export interface IntruderPoint {
  readonly intruder: string;
  /** Rounds that it was played in. */
  readonly trials: number;
  /** R² of the client's update. */
  readonly read: Bounded;
  /**
   * By checks at the level asked for: single coordinates by visibility, rounds by all of them, rounds by residues. Null
   * under a channel without a closed form of the visibility.
   */
  readonly coordinates: Bounded | null;
  readonly visibility: Bounded | null;
  readonly residues: Bounded | null;
  /** Rounds that secret test states flag, a measure of the hardened profile. */
  readonly verification: Bounded;
  /**
   * The least shares of flagged rounds and coordinates that would have been told from the rate of false alarms;
   * coordinates as if those of a round did not depend on each other.
   */
  readonly seen: { readonly rounds: number; readonly coordinates: number };
}

/** SE-1: intruders and what shows of them. */
export interface IntruderEvidence {
  readonly clusterSize: number;
  readonly coordinates: number;
  readonly trials: number;
  readonly shots: number;
  readonly confidence: number;
  /** The rate of false alarms that the checks are set to. */
  readonly level: number;
  /** Honest coordinates that the visibility check flags. */
  readonly honest: Bounded | null;
  /** Test states a round. */
  readonly tests: number;
  /** The chance with which the smallest effects are seen. */
  readonly power: number;
  /** The least share of rounds of the plain profile whose flag would have been seen at all. */
  readonly seen: number;
  /** Where a client's qubits are exchanged for others; null where it has no companions. */
  readonly replaced: {
    /** Rounds of the plain profile that flag its cluster. */
    readonly flagged: Bounded;
    /** Error of its phase, radians, and by its closed form. */
    readonly phaseError: Bounded;
    readonly expectedError: number;
  } | null;
  readonly intruders: readonly IntruderPoint[];
}

/** SE-2: single qubits on their way. */
export interface LinkQubitEvidence {
  readonly circuits: number;
  /** Qubits looked at, on both links. */
  readonly qubits: number;
  readonly smallestCluster: number;
  /** Length of the Bloch vector: 0 for I/2. */
  readonly largest: number;
  readonly worst: NoiseSetting & {
    readonly layout: Layout;
    readonly link: "outbound" | "returning";
    readonly members: number;
  };
  /** The same of a cluster of one client on its way back. */
  readonly alone: number;
}
