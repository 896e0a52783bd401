import { checkInteger, checkName } from "../base/check.ts";
import { contraction, decodingTensor } from "./circuit-tensors.ts";
import type { TensorEntry } from "./circuit-tensors.ts";
import { misreadDistribution, misreadExpectation } from "./readout.ts";
import { BASES, checkRecord } from "./record.ts";
import type { Basis, CircuitRecord } from "./record.ts";
import { complexZeros, ELEMENTS } from "./superoperator.ts";
import type { ComplexArray, Superoperator } from "./superoperator.ts";

/** Expectations of qubit 0's ±1 outcome in the two bases: V·cos Θ and V·sin Θ of an honest run. */
export interface Quadratures {
  readonly x: number;
  readonly y: number;
}

/** The largest record whose joint distribution is written out (2^k outcomes). */
export const MAX_JOINT_QUBITS = 16;

/** Where in the scratch arrays the numbers with the finished qubit's element 0 begin. */
const OTHERS: readonly number[] = ELEMENTS.flatMap((before) => ELEMENTS.map((w) => before * 32 + w * 2));

// One pair for all steps: a step finds and leaves nothing in it, and allocating it would cost more than the step.
const scratch = { a: new Float64Array(128), b: new Float64Array(128) };

/** One step: w′[l′, b′] = Σ T[l′, f, l] · S[f′, f] · D[b′, f′, b] · w[l, b]. */
function step(
  walk: ComplexArray,
  preparation: readonly TensorEntry[],
  operation: Superoperator,
  decoding: readonly TensorEntry[],
): ComplexArray {
  const { a, b } = scratch;
  a.fill(0);
  b.fill(0);
  for (const { outer, finished, inner, re, im } of preparation) {
    for (const w of ELEMENTS) {
      const to = outer * 32 + finished * 8 + w * 2;
      const x = walk.re[inner * 4 + w]!;
      const y = walk.im[inner * 4 + w]!;
      a[to]! += re * x - im * y;
      a[to + 1]! += re * y + im * x;
    }
  }
  for (const changed of ELEMENTS) {
    for (const finished of ELEMENTS) {
      const re = operation.re[changed * 4 + finished]!;
      const im = operation.im[changed * 4 + finished]!;
      if (re === 0 && im === 0) continue;
      for (const other of OTHERS) {
        const from = other + finished * 8;
        const to = other + changed * 8;
        b[to]! += re * a[from]! - im * a[from + 1]!;
        b[to + 1]! += re * a[from + 1]! + im * a[from]!;
      }
    }
  }
  const next = complexZeros(16);
  for (const { outer, finished, inner, re, im } of decoding) {
    for (const before of ELEMENTS) {
      const from = before * 32 + finished * 8 + inner * 2;
      const to = before * 4 + outer;
      next.re[to]! += re * b[from]! - im * b[from + 1]!;
      next.im[to]! += re * b[from + 1]! + im * b[from]!;
    }
  }
  return next;
}

/** Qubit 0's reduced element b at the end: contracted with the state that the preparation starts from. */
function finish(record: CircuitRecord, walk: ComplexArray, element: number): { re: number; im: number } {
  if (record.source.kind === "product") return { re: walk.re[element]!, im: walk.im[element]! };
  let re = 0;
  let im = 0;
  for (const l of ELEMENTS) {
    re += walk.re[l * 4 + element]! / 2;
    im += walk.im[l * 4 + element]! / 2;
  }
  return { re, im };
}

/** Twice the coherence ρ₁₀ = ½·V·e^{iΘ} of qubit 0: its real part is read in x, its imaginary part in y. */
function coherence(record: CircuitRecord, walk: ComplexArray): Quadratures {
  const element = finish(record, walk, 2);
  return { x: 2 * element.re, y: 2 * element.im };
}

function read(expectation: number, { readout }: CircuitRecord): number {
  // Rounding may leave a certain outcome a hair beyond ±1, which is no expectation any more.
  return misreadExpectation(Math.max(-1, Math.min(1, expectation)), readout);
}

/**
 * The exact expectations of any record, by contraction: O(k) with 16-dimensional steps. The reference
 * for `quadratures` of `evaluate.ts`, which takes the closed form where it may.
 *
 * @throws TypeError, RangeError for a malformed record
 */
export function contractedQuadratures(record: CircuitRecord): Quadratures {
  checkRecord(record);
  const { start, sites, preparation } = contraction(record);
  const decoding = decodingTensor(record, [1, 1]);
  let walk = start;
  for (const operation of sites) walk = step(walk, preparation, operation, decoding);
  const { x, y } = coherence(record, walk);
  return { x: read(x, record), y: read(y, record) };
}

/**
 * The probability that every decoded qubit but the one that is read shows 0, exactly and in O(k): 1 in an honest run
 * without noise.
 *
 * @throws TypeError, RangeError for a malformed record
 */
export function clearResidues(record: CircuitRecord): number {
  checkRecord(record);
  const { start, sites, preparation } = contraction(record);
  const { zeroToOne, oneToZero } = record.readout;
  const shown = decodingTensor(record, [1 - zeroToOne, oneToZero]);
  let walk = start;
  for (const operation of sites) walk = step(walk, preparation, operation, shown);
  const probability = finish(record, walk, 0).re + finish(record, walk, 3).re;
  return Math.max(0, Math.min(1, probability));
}

/**
 * The joint distribution of all k decoded qubits, exactly.
 *
 * @param record any record of at most 16 qubits
 * @param basis in which qubit 0 is read; the others (the residues) are read in the computational basis
 * @returns 2^k probabilities; outcome o has qubit j's bit at (o >> j) & 1
 * @throws TypeError, RangeError for a malformed or larger record, or another basis
 */
export function outcomeDistribution(record: CircuitRecord, basis: Basis): Float64Array {
  checkRecord(record);
  checkName("basis", basis, BASES);
  checkInteger("qubits", record.qubits, { max: MAX_JOINT_QUBITS });
  const { start, sites, measured, preparation } = contraction(record);
  const decoding = [decodingTensor(record, [1, 0]), decodingTensor(record, [0, 1])] as const;
  const distribution = new Float64Array(2 ** record.qubits);
  const descend = (walk: ComplexArray, depth: number, outcome: number): void => {
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
  misreadDistribution(distribution, record.readout);
  return distribution;
}
