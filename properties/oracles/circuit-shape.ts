/**
 * The shapes of circuits that the oracles accept. They restate the circuit record on purpose: an oracle
 * shares nothing with what it checks, not even a type.
 */

interface ComplexEntry {
  readonly re: number;
  readonly im: number;
}

/** What happens to one qubit on its way; angles in radians. */
export type OracleOperation =
  | { readonly kind: "phase"; readonly angle: number }
  | { readonly kind: "flip" }
  | { readonly kind: "measure"; readonly axis: "x" | "y" | "z"; readonly fraction: number }
  | { readonly kind: "phase-noise"; readonly deviation: number }
  /** Exchanged with a qubit beside it, |+⟩ at first. */
  | { readonly kind: "swap" }
  | {
      readonly kind: "kraus";
      readonly operators: readonly (readonly [ComplexEntry, ComplexEntry, ComplexEntry, ComplexEntry])[];
    };

/** A CNOT cascade and the error that follows every CNOT. */
export interface OracleNoise {
  readonly channel: "none" | "depolarizing2" | "depolarizing1x2" | "bit-flip" | "dephasing" | "over-rotation";
  readonly layout: "chain" | "star";
  readonly probability: number;
}

/** A cluster's circuit as data; entry j of each stage is qubit j's list of operations. */
export interface OracleRecord {
  readonly qubits: number;
  readonly source: { readonly kind: "ghz"; readonly flips: readonly number[] } | { readonly kind: "product" };
  readonly preparation: OracleNoise;
  readonly outbound: readonly (readonly OracleOperation[])[];
  readonly clients: readonly (readonly OracleOperation[])[];
  readonly returning: readonly (readonly OracleOperation[])[];
  readonly decoding: OracleNoise;
  readonly readout: { readonly zeroToOne: number; readonly oneToZero: number };
}
