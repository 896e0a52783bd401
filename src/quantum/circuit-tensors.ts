import type { CircuitRecord, QubitOperation } from "./record.ts";
import { noisyCnotMap, operationsMap } from "./superoperator.ts";
import type { Superoperator } from "./superoperator.ts";

/*
 * A record as a chain of small tensors, which `contract.ts` contracts. Preparing walks one qubit (its
 * element l of the density matrix) through the CNOTs and leaves a finished qubit behind at each; decoding
 * walks back through the same order with the element b. So the whole run is a 16-vector w[l, b] that
 * takes one step a gate, from the last gate to the first: prepare⁻ · (what happened to the qubit) · decode.
 * In a chain the walking qubit is the gate's target and the finished one its control; in a star the
 * walking qubit is the control (qubit 0) all the time.
 */

/** A complex array, flat. */
export interface ComplexArray {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** What the measurement of a decoded qubit shows, or that nobody looks. */
type Outcome = 0 | 1 | "any";

/** All that happens to a qubit between preparation and decoding. */
function site(record: CircuitRecord, qubit: number): Superoperator {
  const operations: QubitOperation[] = [
    ...record.outbound[qubit]!,
    ...record.clients[qubit]!,
    ...record.returning[qubit]!,
  ];
  const { source } = record;
  if (source.kind === "ghz") {
    const flips = source.flips.filter((flip) => flip === qubit).length;
    if (flips % 2 === 1) operations.unshift({ kind: "flip" });
  }
  return operationsMap(operations);
}

/** One step of preparation: [walking before][finished][walking after] → 64 amplitudes. */
function preparationTensor(record: CircuitRecord): ComplexArray {
  const tensor = { re: new Float64Array(64), im: new Float64Array(64) };
  if (record.source.kind === "product") {
    // |+⟩ for everyone: every element is ½, and nothing is carried from qubit to qubit.
    for (let finished = 0; finished < 4; finished++) tensor.re[finished * 4] = 0.5;
    return tensor;
  }
  const gate = noisyCnotMap(record.preparation);
  const chain = record.preparation.layout === "chain";
  for (let before = 0; before < 4; before++) {
    for (let finished = 0; finished < 4; finished++) {
      for (let after = 0; after < 4; after++) {
        const row = chain ? finished * 4 + after : after * 4 + finished;
        tensor.re[before * 16 + finished * 4 + after] = gate.re[row * 16 + before * 4]!;
        tensor.im[before * 16 + finished * 4 + after] = gate.im[row * 16 + before * 4]!;
      }
    }
  }
  return tensor;
}

/** One step of decoding: [walking after][finished before][walking before] → 64 amplitudes. */
export function decodingTensor(record: CircuitRecord, outcome: Outcome): ComplexArray {
  const tensor = { re: new Float64Array(64), im: new Float64Array(64) };
  const gate = noisyCnotMap(record.decoding);
  const chain = record.decoding.layout === "chain";
  // The target is measured: its diagonal elements 00 (index 0) and 11 (index 3).
  const measured = outcome === "any" ? [0, 3] : [outcome * 3];
  for (let after = 0; after < 4; after++) {
    for (let finished = 0; finished < 4; finished++) {
      for (let walking = 0; walking < 4; walking++) {
        const column = chain ? finished * 4 + walking : walking * 4 + finished;
        const to = after * 16 + finished * 4 + walking;
        for (const diagonal of measured) {
          tensor.re[to]! += gate.re[(after * 4 + diagonal) * 16 + column]!;
          tensor.im[to]! += gate.im[(after * 4 + diagonal) * 16 + column]!;
        }
      }
    }
  }
  return tensor;
}

/** A record as the tensors of its steps, from the last gate of the preparation to the first. */
export interface Contraction {
  /** The walk after the last prepared qubit. */
  readonly start: ComplexArray;
  /** What happened to the finished qubit of each step. */
  readonly sites: readonly Superoperator[];
  /** The qubit whose measurement each step reveals. */
  readonly measured: readonly number[];
  readonly preparation: ComplexArray;
}

/** The tensors of a checked record, apart from those of the decoding. */
export function contraction(record: CircuitRecord): Contraction {
  const { qubits } = record;
  const chain = record.preparation.layout === "chain";
  const steps = Array.from({ length: qubits - 1 }, (_, step) => qubits - 1 - step);
  const first = site(record, chain ? qubits - 1 : 0);
  const start = { re: new Float64Array(16), im: new Float64Array(16) };
  for (let l = 0; l < 4; l++) {
    for (let b = 0; b < 4; b++) {
      if (record.source.kind === "ghz") {
        start.re[l * 4 + b] = first.re[b * 4 + l]!;
        start.im[l * 4 + b] = first.im[b * 4 + l]!;
      } else if (l === 0) {
        for (let element = 0; element < 4; element++) {
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
