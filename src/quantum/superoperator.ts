import { channels } from "./channel.ts";
import type { Pauli } from "./channel.ts";
import type { GateNoise } from "./noise.ts";
import type { Axis, Complex, Complex2x2, QubitOperation } from "./record.ts";

/** Complex numbers in a row: of so few, typed arrays would take ten times as long to make. */
export interface ComplexArray {
  readonly re: number[];
  readonly im: number[];
}

const ZEROS: readonly number[] = Array.from({ length: 256 }, () => 0);

/** So many zeros, at most 256. */
export function complexZeros(length: number): ComplexArray {
  return { re: ZEROS.slice(0, length), im: ZEROS.slice(0, length) };
}

/**
 * Linear maps on density matrices, in the computational basis. A single-qubit element ρ_{uv} has the
 * index 2u + v; a map on one qubit is 4 × 4, one on (control, target) is 16 × 16 with the index
 * 4·(control element) + (target element). Row = after, column = before.
 */
export interface Superoperator extends ComplexArray {
  readonly size: 4 | 16;
}

/** The indices of a single qubit's elements. */
export const ELEMENTS: readonly number[] = [0, 1, 2, 3];

/** The indices of the elements of (control, target). */
export const PAIRS: readonly number[] = ELEMENTS.flatMap((control) =>
  ELEMENTS.map((target) => 4 * control + target),
);

function zeroMap(size: 4 | 16): Superoperator {
  return { size, ...complexZeros(size * size) };
}

/** `second` after `first`. */
export function compose(second: Superoperator, first: Superoperator): Superoperator {
  const { size } = first;
  const result = zeroMap(size);
  const elements = size === 4 ? ELEMENTS : PAIRS;
  for (const row of elements) {
    for (const inner of elements) {
      const re = second.re[row * size + inner]!;
      const im = second.im[row * size + inner]!;
      if (re === 0 && im === 0) continue;
      for (const column of elements) {
        const a = first.re[inner * size + column]!;
        const b = first.im[inner * size + column]!;
        result.re[row * size + column]! += re * a - im * b;
        result.im[row * size + column]! += re * b + im * a;
      }
    }
  }
  return result;
}

/** Adds weight · KρK† for one 2 × 2 operator K. */
function addConjugation(map: Superoperator, k: Complex2x2, weight: number): void {
  for (const row of ELEMENTS) {
    for (const column of ELEMENTS) {
      const left = k[(row >> 1) * 2 + (column >> 1)]!;
      const right = k[(row & 1) * 2 + (column & 1)]!;
      map.re[row * 4 + column]! += weight * (left.re * right.re + left.im * right.im);
      map.im[row * 4 + column]! += weight * (left.im * right.re - left.re * right.im);
    }
  }
}

const O: Complex = { re: 0, im: 0 };
const I: Complex = { re: 1, im: 0 };

const PAULI_MATRICES: readonly Complex2x2[] = [
  [I, O, O, I],
  [O, I, I, O],
  [O, { re: 0, im: -1 }, { re: 0, im: 1 }, O],
  [I, O, O, { re: -1, im: 0 }],
];

const AXIS_PAULI: Readonly<Record<Axis, Pauli>> = { x: 1, y: 2, z: 3 };

function conjugation(weighted: readonly (readonly [number, Complex2x2])[]): Superoperator {
  const map = zeroMap(4);
  for (const [weight, k] of weighted) addConjugation(map, k, weight);
  return map;
}

function diagonal(re: number, im: number): Superoperator {
  const map = zeroMap(4);
  map.re[0] = 1;
  map.re[5] = re;
  map.im[5] = -im;
  map.re[10] = re;
  map.im[10] = im;
  map.re[15] = 1;
  return map;
}

/** An operation that acts on the qubit in place, whichever that is. */
type LocalOperation = Exclude<QubitOperation, { readonly kind: "swap" }>;

/** The map of one operation on a qubit. */
export function operationMap(operation: LocalOperation): Superoperator {
  switch (operation.kind) {
    case "phase":
      return diagonal(Math.cos(operation.angle), Math.sin(operation.angle));
    case "flip":
      return conjugation([[1, PAULI_MATRICES[1]!]]);
    case "measure": {
      // Measuring without looking at the outcome is the Pauli of that axis with probability ½.
      const half = operation.fraction / 2;
      return conjugation([
        [1 - half, PAULI_MATRICES[0]!],
        [half, PAULI_MATRICES[AXIS_PAULI[operation.axis]]!],
      ]);
    }
    case "phase-noise":
      return diagonal(Math.exp(-(operation.deviation ** 2) / 2), 0);
    case "kraus":
      return conjugation(operation.operators.map((k) => [1, k] as const));
  }
}

/** What makes every state the one that a map makes of |+⟩. */
function replacement(map: Superoperator): Superoperator {
  const made = zeroMap(4);
  for (const row of ELEMENTS) {
    for (const column of ELEMENTS) {
      // All elements of |+⟩⟨+| are ½, and a state's trace is that of its elements 00 and 11.
      for (const into of [0, 3]) {
        made.re[row * 4 + into]! += map.re[row * 4 + column]! / 2;
        made.im[row * 4 + into]! += map.im[row * 4 + column]! / 2;
      }
    }
  }
  return made;
}

/**
 * The map of a list of operations, applied in order. What a qubit goes through while another is in its place
 * acts on that one alone.
 */
export function operationsMap(operations: readonly QubitOperation[]): Superoperator {
  let [inPlace, aside] = [diagonal(1, 0), diagonal(1, 0)];
  let isExchanged = false;
  for (const operation of operations) {
    if (operation.kind === "swap") {
      [inPlace, aside] = [aside, inPlace];
      isExchanged = !isExchanged;
    } else {
      inPlace = compose(operationMap(operation), inPlace);
    }
  }
  return isExchanged ? replacement(inPlace) : inPlace;
}

/** The product of a real map on the control and any on the target, scaled by `weight` and added to `sum`. */
function addProduct(sum: Superoperator, control: Superoperator, target: Superoperator, weight: number): void {
  for (const place of PAIRS) {
    const c = control.re[place]!;
    if (c === 0) continue;
    const [row, column] = [place >> 2, place & 3];
    for (const inner of PAIRS) {
      const to = (row * 4 + (inner >> 2)) * 16 + column * 4 + (inner & 3);
      sum.re[to]! += weight * (c * target.re[inner]!);
      sum.im[to]! += weight * (c * target.im[inner]!);
    }
  }
}

function cnotMap(): Superoperator {
  const map = zeroMap(16);
  for (const column of PAIRS) {
    const control = column >> 2;
    // Ket and bra of the target flip with ket and bra of the control: XOR of both bit pairs.
    map.re[((control << 2) | ((column & 3) ^ control)) * 16 + column] = 1;
  }
  return map;
}

function noiseMap(noise: GateNoise): Superoperator {
  const { paulis } = channels[noise.channel];
  const identity = diagonal(1, 0);
  const map = zeroMap(16);
  if (paulis === undefined) {
    const cos = Math.sqrt(1 - noise.probability);
    const sin = Math.sqrt(noise.probability);
    const rotation: Complex2x2 = [
      { re: cos, im: 0 },
      { re: 0, im: -sin },
      { re: 0, im: -sin },
      { re: cos, im: 0 },
    ];
    addProduct(map, identity, conjugation([[1, rotation]]), 1);
    return map;
  }
  const singles = PAULI_MATRICES.map((k) => conjugation([[1, k]]));
  let remaining = 1;
  for (const { control, target, probability } of paulis(noise.probability)) {
    remaining -= probability;
    addProduct(map, singles[control]!, singles[target]!, probability);
  }
  addProduct(map, identity, identity, remaining);
  return map;
}

const gates = new WeakMap<GateNoise, Superoperator>();

/** A CNOT followed by its noise, on (control, target). Remembered for each noise object. */
export function noisyCnotMap(noise: GateNoise): Superoperator {
  const known = gates.get(noise);
  if (known !== undefined) return known;
  const map = compose(noiseMap(noise), cnotMap());
  gates.set(noise, map);
  return map;
}
