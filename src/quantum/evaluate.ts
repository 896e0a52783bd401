import { checkInteger } from "../base/check.ts";
import { channels } from "./channel.ts";
import { ghzQuality } from "./ghz.ts";
import type { GateNoise, ReadoutError } from "./noise.ts";
import type { Basis, CircuitRecord, QubitOperation } from "./record.ts";
import { checkRecord } from "./record.ts";
import { noisyCnotMap, operationsMap } from "./superoperator.ts";
import type { Superoperator } from "./superoperator.ts";

/** Expectations of qubit 0's ±1 outcome in the two bases: V·cos Θ and V·sin Θ of an honest run. */
export interface Quadratures {
  readonly x: number;
  readonly y: number;
}

/** The largest record whose joint distribution is written out (2^k outcomes). */
export const MAX_JOINT_QUBITS = 16;

/*
 * The evaluator contracts a chain of small tensors. Preparing walks one qubit (its element l of the
 * density matrix) through the CNOTs and leaves a finished qubit behind at each; decoding walks back
 * through the same order with the element b. So the whole run is a 16-vector w[l, b] that takes one
 * step a gate, from the last gate to the first: prepare⁻ · (what happened to the qubit) · decode.
 * In a chain the walking qubit is the gate's target and the finished one its control; in a star the
 * walking qubit is the control (qubit 0) all the time.
 */
interface Walk {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

type Outcome = 0 | 1 | "any";

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

/** The prepared element: gate index [before][finished][after] → 64 amplitudes. */
function preparationTensor(record: CircuitRecord): Walk {
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
function decodingTensor(record: CircuitRecord, outcome: Outcome): Walk {
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

interface Contraction {
  /** The walk after the last prepared qubit. */
  readonly start: Walk;
  /** What happened to the finished qubit of each step. */
  readonly sites: readonly Superoperator[];
  /** The qubit whose measurement each step reveals. */
  readonly measured: readonly number[];
  readonly preparation: Walk;
}

function contraction(record: CircuitRecord): Contraction {
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

const scratch = { a: new Float64Array(128), b: new Float64Array(128) };

/** One step: w′[l′, b′] = Σ T[l′, f, l] · S[f′, f] · D[b′, f′, b] · w[l, b]. */
function step(walk: Walk, preparation: Walk, operation: Superoperator, decoding: Walk): Walk {
  const { a, b } = scratch;
  a.fill(0);
  b.fill(0);
  for (let before = 0; before < 4; before++) {
    for (let finished = 0; finished < 4; finished++) {
      for (let l = 0; l < 4; l++) {
        const re = preparation.re[before * 16 + finished * 4 + l]!;
        const im = preparation.im[before * 16 + finished * 4 + l]!;
        if (re === 0 && im === 0) continue;
        for (let w = 0; w < 4; w++) {
          const to = (before * 16 + finished * 4 + w) * 2;
          const x = walk.re[l * 4 + w]!;
          const y = walk.im[l * 4 + w]!;
          a[to]! += re * x - im * y;
          a[to + 1]! += re * y + im * x;
        }
      }
    }
  }
  for (let changed = 0; changed < 4; changed++) {
    for (let finished = 0; finished < 4; finished++) {
      const re = operation.re[changed * 4 + finished]!;
      const im = operation.im[changed * 4 + finished]!;
      if (re === 0 && im === 0) continue;
      for (let before = 0; before < 4; before++) {
        for (let w = 0; w < 4; w++) {
          const from = (before * 16 + finished * 4 + w) * 2;
          const to = (before * 16 + changed * 4 + w) * 2;
          b[to]! += re * a[from]! - im * a[from + 1]!;
          b[to + 1]! += re * a[from + 1]! + im * a[from]!;
        }
      }
    }
  }
  const next = { re: new Float64Array(16), im: new Float64Array(16) };
  for (let after = 0; after < 4; after++) {
    for (let inner = 0; inner < 16; inner++) {
      const re = decoding.re[after * 16 + inner]!;
      const im = decoding.im[after * 16 + inner]!;
      if (re === 0 && im === 0) continue;
      for (let before = 0; before < 4; before++) {
        const from = (before * 16 + inner) * 2;
        next.re[before * 4 + after]! += re * b[from]! - im * b[from + 1]!;
        next.im[before * 4 + after]! += re * b[from + 1]! + im * b[from]!;
      }
    }
  }
  return next;
}

/** Qubit 0's reduced element b at the end: contracted with the state that the preparation starts from. */
function finish(record: CircuitRecord, walk: Walk, element: number): { re: number; im: number } {
  if (record.source.kind === "product") return { re: walk.re[element]!, im: walk.im[element]! };
  let re = 0;
  let im = 0;
  for (let l = 0; l < 4; l++) {
    re += walk.re[l * 4 + element]! / 2;
    im += walk.im[l * 4 + element]! / 2;
  }
  return { re, im };
}

/** Twice the coherence ρ₁₀ = ½·V·e^{iΘ} of qubit 0: its real part is read in x, its imaginary part in y. */
function coherence(record: CircuitRecord, walk: Walk): Quadratures {
  const element = finish(record, walk, 2);
  return { x: 2 * element.re, y: 2 * element.im };
}

function misreadExpectation(expectation: number, { zeroToOne, oneToZero }: ReadoutError): number {
  return (1 - zeroToOne - oneToZero) * expectation + (oneToZero - zeroToOne);
}

/**
 * The exact expectations of any record, by contraction: O(k) with 16-dimensional steps. The reference
 * for {@link quadratures}, which takes the closed form where it may.
 *
 * @throws TypeError, RangeError for a malformed record
 */
export function contractedQuadratures(record: CircuitRecord): Quadratures {
  checkRecord(record);
  const { start, sites, preparation } = contraction(record);
  const decoding = decodingTensor(record, "any");
  let walk = start;
  for (const operation of sites) walk = step(walk, preparation, operation, decoding);
  const { x, y } = coherence(record, walk);
  return { x: misreadExpectation(x, record.readout), y: misreadExpectation(y, record.readout) };
}

/** The single phase of an honest client's list of operations, or undefined. */
function honestPhase(operations: readonly QubitOperation[]): number | undefined {
  const [only] = operations;
  return operations.length === 1 && only?.kind === "phase" ? only.angle : undefined;
}

/** The sum of the phases of a record in which nothing happens but each client's one rotation. */
function honestPhaseSum(record: CircuitRecord): number | undefined {
  const { source } = record;
  if (source.kind !== "ghz" || source.flips.length > 0) return undefined;
  if ([...record.outbound, ...record.returning].some((list) => list.length > 0)) return undefined;
  let sum = 0;
  for (const list of record.clients) {
    const phase = honestPhase(list);
    if (phase === undefined) return undefined;
    sum += phase;
  }
  return sum;
}

/**
 * The visibility V of honest runs, prepared and decoded with the given noise: P(0) = ½(1 + V·cos Θ) in x
 * and ½(1 + V·sin Θ) in y. Undefined for channels under which an honest run has no such form.
 *
 * @throws TypeError, RangeError for a qubit count that is no positive integer or malformed noise
 */
export function honestVisibility(
  qubits: number,
  preparation: GateNoise,
  decoding: GateNoise,
): number | undefined {
  const { decodingFactor } = channels[decoding.channel];
  if (channels[preparation.channel].decodingFactor === undefined || decodingFactor === undefined) {
    return undefined;
  }
  return ghzQuality(qubits, preparation).visibility * decodingFactor(decoding.probability) ** (qubits - 1);
}

/** The closed form's expectations at phase sum Θ: V·cos Θ and V·sin Θ, as a faulty reading shows them. */
export function honestQuadratures(visibility: number, phaseSum: number, error: ReadoutError): Quadratures {
  return {
    x: misreadExpectation(visibility * Math.cos(phaseSum), error),
    y: misreadExpectation(visibility * Math.sin(phaseSum), error),
  };
}

/**
 * Expectations of the ±1 outcome of qubit 0 in the x and y basis, exactly: by the closed form where the
 * record is an honest one, by contraction where it is not. CQSA §2.3.1, P(0) = ½(1 + cos Θ), with the
 * second basis added.
 *
 * @throws TypeError, RangeError for a malformed record
 */
export function quadratures(record: CircuitRecord): Quadratures {
  const sum = honestPhaseSum(record);
  const visibility = honestVisibility(record.qubits, record.preparation, record.decoding);
  if (sum === undefined || visibility === undefined) return contractedQuadratures(record);
  checkRecord(record);
  return honestQuadratures(visibility, sum, record.readout);
}

/** Applies the reading errors of every bit to a joint distribution, in place. */
function misread(distribution: Float64Array, record: CircuitRecord): void {
  const { zeroToOne, oneToZero } = record.readout;
  if (zeroToOne === 0 && oneToZero === 0) return;
  for (let bit = 1; bit < distribution.length; bit *= 2) {
    for (let outcome = 0; outcome < distribution.length; outcome++) {
      if ((outcome & bit) !== 0) continue;
      const zero = distribution[outcome]!;
      const one = distribution[outcome | bit]!;
      distribution[outcome] = zero * (1 - zeroToOne) + one * oneToZero;
      distribution[outcome | bit] = zero * zeroToOne + one * (1 - oneToZero);
    }
  }
}

/**
 * The joint distribution of all k decoded qubits, exactly.
 *
 * @param record any record of at most 16 qubits
 * @param basis in which qubit 0 is read; the others (the residues) are read in the computational basis
 * @returns 2^k probabilities; outcome o has qubit j's bit at (o >> j) & 1
 * @throws TypeError, RangeError for a malformed or larger record
 */
export function outcomeDistribution(record: CircuitRecord, basis: Basis): Float64Array {
  checkRecord(record);
  checkInteger("qubits", record.qubits, { max: MAX_JOINT_QUBITS });
  const { start, sites, measured, preparation } = contraction(record);
  const decoding = [decodingTensor(record, 0), decodingTensor(record, 1)] as const;
  const distribution = new Float64Array(2 ** record.qubits);
  const descend = (walk: Walk, depth: number, outcome: number): void => {
    const operation = sites[depth];
    if (operation === undefined) {
      const both = finish(record, walk, 0).re + finish(record, walk, 3).re;
      const interference = coherence(record, walk)[basis];
      // Rounding may leave an impossible outcome a hair below zero.
      distribution[outcome] = Math.max(0, (both + interference) / 2);
      distribution[outcome | 1] = Math.max(0, (both - interference) / 2);
      return;
    }
    for (const bit of [0, 1] as const) {
      const next = step(walk, preparation, operation, decoding[bit]);
      descend(next, depth + 1, outcome | (bit << measured[depth]!));
    }
  };
  descend(start, 0, 0);
  misread(distribution, record);
  return distribution;
}
