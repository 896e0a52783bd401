import { checkInteger, checkName, checkNumber, checkProbability } from "../base/check.ts";
import { rangeRefusal } from "../base/refusal.ts";
import {
  checkDecodingNoise,
  checkGateNoise,
  checkReadoutError,
  NO_READOUT_ERROR,
  noiseless,
} from "./noise.ts";
import type { GateNoise, ReadoutError } from "./noise.ts";

/** A complex number. */
export interface Complex {
  readonly re: number;
  readonly im: number;
}

/** A 2 × 2 complex matrix, row-major. */
export type Complex2x2 = readonly [Complex, Complex, Complex, Complex];

/** Where a measurement looks: the Pauli whose ±1 outcomes it reads. */
export const AXES = ["x", "y", "z"] as const;

export type Axis = (typeof AXES)[number];

/** The basis in which the server reads qubit 0: `x` gives cos Θ, `y` gives sin Θ. */
export const BASES = ["x", "y"] as const;

export type Basis = (typeof BASES)[number];

/** What happens to one qubit on its way. */
export type QubitOperation =
  /** diag(1, e^{i·angle}), radians: the honest encoding (an R_z up to a global phase). */
  | { readonly kind: "phase"; readonly angle: number }
  /** The Pauli X. */
  | { readonly kind: "flip" }
  /** Measured along `axis` in a `fraction` of the shots and sent on as found. */
  | { readonly kind: "measure"; readonly axis: Axis; readonly fraction: number }
  /** A phase drawn anew in every shot from N(0, deviation²), radians. */
  | { readonly kind: "phase-noise"; readonly deviation: number }
  /**
   * Exchanged with a qubit, |+⟩ at first, of whoever is on that qubit's way: the one that was in place is kept, and is back
   * after the next exchange.
   */
  | { readonly kind: "swap" }
  /** Any single-qubit channel ρ → Σ KρK†, with Σ K†K = 1. */
  | { readonly kind: "kraus"; readonly operators: readonly Complex2x2[] };

/** What the server prepares: a GHZ state with X on the qubits in `flips`, or |+⟩ for everyone. */
export type Source =
  { readonly kind: "ghz"; readonly flips: readonly number[] } | { readonly kind: "product" };

/** The operations on each qubit, in order: entry j is qubit j's list. */
export type PerQubit = readonly (readonly QubitOperation[])[];

/**
 * One run of a cluster's circuit, as data: prepare → outbound link → clients → return link → decode →
 * read. Qubit j belongs to the cluster's j-th member; qubit 0 is the one that the server reads.
 *
 * The preparation is H on qubit 0 and a CNOT cascade (for a product source: H on every qubit, no
 * CNOT); decoding is the inverse cascade, in the same layout, then H (basis x) or H·S† (basis y)
 * on qubit 0, and a computational measurement of all qubits.
 */
export interface CircuitRecord {
  readonly qubits: number;
  readonly source: Source;
  readonly preparation: GateNoise;
  readonly outbound: PerQubit;
  readonly clients: PerQubit;
  readonly returning: PerQubit;
  readonly decoding: GateNoise;
  readonly readout: ReadoutError;
}

const UNTOUCHED: readonly QubitOperation[] = [];

/** An empty list of operations for each of `qubits` qubits. */
export function untouched(qubits: number): PerQubit {
  return Array.from({ length: qubits }, () => UNTOUCHED);
}

/** What may differ between honest records besides the phases. */
export interface HonestOptions {
  readonly preparation?: GateNoise;
  readonly decoding?: GateNoise;
  readonly readout?: ReadoutError;
}

/**
 * The record of an honest run: every client applies its phase once and nothing else happens.
 *
 * @param phases θ_j in radians, one for each member, at least one
 */
export function honestRecord(phases: ArrayLike<number>, options: HonestOptions = {}): CircuitRecord {
  const preparation = options.preparation ?? noiseless();
  const idle = untouched(phases.length);
  return {
    qubits: phases.length,
    source: { kind: "ghz", flips: [] },
    preparation,
    outbound: idle,
    clients: Array.from(phases, (angle) => [{ kind: "phase", angle }]),
    returning: idle,
    decoding: options.decoding ?? noiseless(preparation.layout),
    readout: options.readout ?? NO_READOUT_ERROR,
  };
}

const OPERATION_KINDS = ["phase", "flip", "measure", "phase-noise", "swap", "kraus"] as const;

function checkOperation(name: string, operation: QubitOperation): void {
  checkName(`${name}.kind`, operation.kind, OPERATION_KINDS);
  switch (operation.kind) {
    case "phase":
      checkNumber(`${name}.angle`, operation.angle);
      return;
    case "flip":
    case "swap":
      return;
    case "measure":
      checkName(`${name}.axis`, operation.axis, AXES);
      checkProbability(`${name}.fraction`, operation.fraction);
      return;
    case "phase-noise":
      checkNumber(`${name}.deviation`, operation.deviation, { min: 0 });
      return;
    case "kraus":
      checkKraus(name, operation.operators);
  }
}

function checkKraus(name: string, operators: readonly Complex2x2[]): void {
  // Σ K†K must be the identity; its four entries, (row, column) of K†K.
  for (const [row, column] of [
    [0, 0],
    [0, 1],
    [1, 1],
  ] as const) {
    let re = row === column ? -1 : 0;
    let im = 0;
    for (const k of operators) {
      for (const inner of [0, 1] as const) {
        const left = k[inner * 2 + row]!;
        const right = k[inner * 2 + column]!;
        re += left.re * right.re + left.im * right.im;
        im += left.re * right.im - left.im * right.re;
      }
    }
    if (!(Math.hypot(re, im) <= 1e-9)) {
      throw rangeRefusal(`${name}.operators`, "Kraus operators with Σ K†K = 1", operators);
    }
  }
}

/**
 * Checks a record: sizes, names, probabilities, finite angles, trace-preserving Kraus operators.
 *
 * @throws TypeError or RangeError that names the first offending part
 */
export function checkRecord(record: CircuitRecord): void {
  const { qubits, source } = record;
  checkInteger("qubits", qubits, { min: 1 });
  checkName("source.kind", source.kind, ["ghz", "product"]);
  if (source.kind === "ghz") {
    for (const flip of source.flips) checkInteger("source.flips", flip, { min: 0, max: qubits - 1 });
  }
  checkGateNoise("preparation", record.preparation);
  checkDecodingNoise("decoding", record.decoding, record.preparation);
  checkReadoutError("readout", record.readout);
  for (const stage of ["outbound", "clients", "returning"] as const) {
    const lists = record[stage];
    if (lists.length !== qubits) throw rangeRefusal(stage, `${qubits} lists of operations`, lists.length);
    for (const [q, list] of lists.entries()) {
      for (const [i, operation] of list.entries()) checkOperation(`${stage}[${q}][${i}]`, operation);
    }
  }
}
