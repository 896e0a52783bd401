import type { CircuitRecord, QubitOperation } from "./record.ts";
import { complexZeros, ELEMENTS, noisyCnotMap, operationsMap } from "./superoperator.ts";
import type { ComplexArray, Superoperator } from "./superoperator.ts";

/*
 * A record as a chain of small tensors, which `contract.ts` contracts. Preparing walks one qubit (its
 * element l of the density matrix) through the CNOTs and leaves a finished qubit behind at each; decoding
 * walks back through the same order with the element b. So the whole run is a 16-vector w[l, b] that
 * takes one step a gate, from the last gate to the first: prepare⁻ · (what happened to the qubit) · decode.
 * In a chain the walking qubit is the gate's target and the finished one its control; in a star the
 * walking qubit is the control (qubit 0) all the time.
 */

/** An entry of a tensor of three indices, each from 0 to 3. */
export interface TensorEntry {
  readonly outer: number;
  readonly finished: number;
  readonly inner: number;
  readonly re: number;
  readonly im: number;
}

/** All entries but those that are 0, as most are. */
function nonZero({ re, im }: ComplexArray): TensorEntry[] {
  const entries: TensorEntry[] = [];
  for (const outer of ELEMENTS) {
    for (const finished of ELEMENTS) {
      for (const inner of ELEMENTS) {
        const at = outer * 16 + finished * 4 + inner;
        if (re[at] === 0 && im[at] === 0) continue;
        entries.push({ outer, finished, inner, re: re[at]!, im: im[at]! });
      }
    }
  }
  return entries;
}

/** All that happens to a qubit between preparation and decoding. */
function site(record: CircuitRecord, qubit: number): Superoperator {
  const { source, outbound, clients, returning } = record;
  const flips = source.kind === "ghz" ? source.flips : [];
  return operationsMap([
    ...flips.filter((flip) => flip === qubit).map((): QubitOperation => ({ kind: "flip" })),
    ...outbound[qubit]!,
    ...clients[qubit]!,
    ...returning[qubit]!,
  ]);
}

/** One step of preparation: [walking before][finished][walking after]. */
function preparationTensor(record: CircuitRecord): TensorEntry[] {
  const tensor = complexZeros(64);
  if (record.source.kind === "product") {
    // |+⟩ for everyone: every element is ½, and nothing is carried from qubit to qubit.
    for (const finished of ELEMENTS) tensor.re[finished * 4] = 0.5;
    return nonZero(tensor);
  }
  const gate = noisyCnotMap(record.preparation);
  const chain = record.preparation.layout === "chain";
  for (const before of ELEMENTS) {
    for (const finished of ELEMENTS) {
      for (const after of ELEMENTS) {
        const row = chain ? finished * 4 + after : after * 4 + finished;
        tensor.re[before * 16 + finished * 4 + after] = gate.re[row * 16 + before * 4]!;
        tensor.im[before * 16 + finished * 4 + after] = gate.im[row * 16 + before * 4]!;
      }
    }
  }
  return nonZero(tensor);
}

/**
 * One step of decoding: [walking after][finished before][walking before].
 *
 * @param weights of what the finished qubit's measurement shows, 0 and 1: both 1 where nobody looks
 */
export function decodingTensor(record: CircuitRecord, weights: readonly [number, number]): TensorEntry[] {
  const tensor = complexZeros(64);
  const gate = noisyCnotMap(record.decoding);
  const chain = record.decoding.layout === "chain";
  for (const [outcome, weight] of weights.entries()) {
    // The target is measured: its diagonal elements 00 (index 0) and 11 (index 3).
    const measured = 3 * outcome;
    for (const after of ELEMENTS) {
      for (const finished of ELEMENTS) {
        for (const walking of ELEMENTS) {
          const column = chain ? finished * 4 + walking : walking * 4 + finished;
          const from = (after * 4 + measured) * 16 + column;
          const to = after * 16 + finished * 4 + walking;
          tensor.re[to]! += weight * gate.re[from]!;
          tensor.im[to]! += weight * gate.im[from]!;
        }
      }
    }
  }
  return nonZero(tensor);
}

/** A record as the tensors of its steps, from the last gate of the preparation to the first. */
export interface Contraction {
  /** The walk after the last prepared qubit. */
  readonly start: ComplexArray;
  /** What happened to the finished qubit of each step. */
  readonly sites: readonly Superoperator[];
  /** The qubit whose measurement each step reveals. */
  readonly measured: readonly number[];
  readonly preparation: readonly TensorEntry[];
}

/** The tensors of a checked record, apart from those of the decoding. */
export function contraction(record: CircuitRecord): Contraction {
  const { qubits } = record;
  const chain = record.preparation.layout === "chain";
  const steps = Array.from({ length: qubits - 1 }, (_, step) => qubits - 1 - step);
  const first = site(record, chain ? qubits - 1 : 0);
  const start = complexZeros(16);
  for (const l of ELEMENTS) {
    for (const b of ELEMENTS) {
      if (record.source.kind === "ghz") {
        start.re[l * 4 + b] = first.re[b * 4 + l]!;
        start.im[l * 4 + b] = first.im[b * 4 + l]!;
      } else if (l === 0) {
        for (const element of ELEMENTS) {
          start.re[b]! += first.re[b * 4 + element]! / 2;
          start.im[b]! += first.im[b * 4 + element]! / 2;
        }
      }
    }
  }
  return {
    start,
    sites: steps.map((qubit) => site(record, chain ? qubit - 1 : qubit)),
    measured: steps,
    preparation: preparationTensor(record),
  };
}
