import type { ClusterMeasurement } from "./aggregate.ts";

/**
 * What the server sees of a round when it follows the protocol. It holds more than it reads: the other decoded qubits
 * of each cluster, which an honest run leaves in |0…0⟩ (`outcomeDistribution` in `src/quantum/contract.ts`).
 */
export interface ServerView {
  /**
   * Each client's bound report, length N: its update's L∞ norm when it is honest (CQSA §4). Empty where a public clip bound
   * stands in place of reports.
   */
  readonly reports: Float64Array;
  readonly weightBound: number;
  readonly clusters: readonly (readonly number[])[];
  /** What was measured of each cluster; null where a dropout broke its states, or its members did not encode. */
  readonly measurements: readonly (ClusterMeasurement | null)[];
}

/** What one client sees: its own values and what is broadcast. It does not learn its fellow members. */
export interface ClientView {
  readonly client: number;
  /** Null where none is asked for. */
  readonly report: number | null;
  readonly weightBound: number;
  /** The size that its encoding used, max(k, its cluster's size). */
  readonly scaleSize: number;
}

/** What one client's link carries: qubits, each in the state I/2 by itself. */
export interface LinkView {
  readonly client: number;
  /** Qubits sent each way: one for each coordinate, basis and shot; null where expectations are exact. */
  readonly qubitsEachWay: number | null;
  /** Qubits of test states, which the client measures and does not return. */
  readonly testQubits: number;
}

/** A round as each role saw it. */
export interface Transcript {
  readonly server: ServerView;
  readonly clients: readonly ClientView[];
  readonly links: readonly LinkView[];
}
