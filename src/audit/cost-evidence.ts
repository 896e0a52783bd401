/* What is measured for the claims about time, communication and keys, as plain data like `evidence.ts`. */

/** AV-2: circuit depth by cluster size. */
export interface DepthEvidence {
  /** Circuits of 1 to this many qubits were scheduled in every way of preparing. */
  readonly largestQubits: number;
  readonly layouts: readonly LayoutDepth[];
  /** The fewest qubits at which a preparation is not in proportion to them, and its steps; null: none. */
  readonly smallest: {
    readonly layout: string;
    readonly qubits: number;
    readonly steps: number;
    readonly proportional: number;
  } | null;
  /** The run's own clusters; null where one cluster is all. */
  readonly own: {
    readonly clients: number;
    readonly clusters: number;
    /** Of the largest cluster. */
    readonly clusterSize: number;
    /** Steps of whole circuits in each way: of one state of all, of one cluster, of all clusters one after another. */
    readonly steps: readonly {
      readonly layout: string;
      readonly global: number;
      readonly cluster: number;
      readonly inTurn: number;
    }[];
  } | null;
}

/** How deep the circuits of one way of preparing are. */
export interface LayoutDepth {
  readonly layout: string;
  /** Circuits whose CNOTs do not leave a GHZ state. */
  readonly wrong: number;
  /** Steps from the first gate to the GHZ state, at the largest number of qubits. */
  readonly preparation: number;
  /** True where n qubits take n times the steps of one, for every n. */
  readonly proportional: boolean;
}

/** CO-1: what a round sends. */
export interface CommunicationEvidence {
  /** The run's first round. */
  readonly clients: number;
  readonly clusters: number;
  readonly coordinates: number;
  /** In both bases. */
  readonly shots: number;
  /** GHZ states that it consumed, and qubits that crossed links in either direction. */
  readonly states: number;
  readonly qubitTrips: number;
  /** d·M·R and 2·d·N·R. */
  readonly expectedStates: number;
  readonly expectedTrips: number;
  /** The same round on more and more of its coordinates, its circuits counted one by one. */
  readonly byCoordinates: readonly {
    readonly coordinates: number;
    readonly states: number;
    readonly qubitTrips: number;
  }[];
  /** Rounds of few clients, one shot a basis: the first in which another number of coordinates costs more. */
  readonly smallest: {
    readonly clients: number;
    readonly coordinates: number;
    readonly qubitTrips: number;
    /** With one coordinate. */
    readonly qubitTripsOfOne: number;
  } | null;
}

/** The keys of one setting, and the time that they take. */
export interface KeyTime {
  readonly clients: number;
  readonly coordinates: number;
  readonly modulusBits: number;
  readonly bits: number;
  /** Every pair at once, and one pair after another. */
  readonly secondsAtOnce: number;
  readonly secondsInTurn: number;
}

/** QN-4: key time. */
export interface KeyEvidence {
  /** Secret key rate of a pair, bits a second: the experiment's. */
  readonly bitsPerSecond: number;
  readonly quantizerBits: number;
  /** The simulation of 200 clients with LeNet5: pads of the quantizer's bits, and of the bits that hold the sum. */
  readonly paper: KeyTime;
  readonly paperHoldingSum: KeyTime;
  /** This run's N and d, with pads that hold the sum. */
  readonly own: KeyTime;
  /** Pads drawn for small settings, and those whose bits were not as many as computed. */
  readonly drawn: number;
  readonly miscounted: number;
}
