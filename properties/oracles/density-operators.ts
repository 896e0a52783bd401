import type { Matrix } from "mathjs";
import { math } from "./math.ts";

const { add, complex, ctranspose, kron, matrix, multiply, sparse } = math;

/**
 * What the density-matrix oracle is built of: gates and channels as full matrices on all qubits.
 */

export const PAULI_NAMES: readonly ["I", "X", "Y", "Z"] = ["I", "X", "Y", "Z"];
export type PauliName = (typeof PAULI_NAMES)[number];

export const PAULIS: Readonly<Record<PauliName, Matrix>> = {
  I: matrix([
    [1, 0],
    [0, 1],
  ]),
  X: matrix([
    [0, 1],
    [1, 0],
  ]),
  Y: matrix([
    [0, complex(0, -1)],
    [complex(0, 1), 0],
  ]),
  Z: matrix([
    [1, 0],
    [0, -1],
  ]),
};
export const HADAMARD: Matrix = matrix([
  [Math.SQRT1_2, Math.SQRT1_2],
  [Math.SQRT1_2, -Math.SQRT1_2],
]);
export const S_DAGGER: Matrix = matrix([
  [1, 0],
  [0, complex(0, -1)],
]);
export const ONTO_ZERO: Matrix = matrix([
  [1, 0],
  [0, 0],
]);
export const ONTO_ONE: Matrix = matrix([
  [0, 0],
  [0, 1],
]);

/** A 2 × 2 matrix for each qubit that is not left alone. */
export type Factors = Readonly<Record<number, Matrix>>;

/** A term of a channel: its weight and its operator K, for ρ → Σ weight·KρK†. */
export type Term = readonly [weight: number, operator: Matrix];

/** The same 2 × 2 matrix for every qubit. */
export function onEvery(qubits: number, factor: Matrix): Factors {
  return Array.from({ length: qubits }, () => factor);
}

/** The tensor product F_{n−1} ⊗ … ⊗ F_0, so that qubit j is bit j of an index. */
export function embed(qubits: number, factors: Factors): Matrix {
  let product: Matrix = matrix([[1]]);
  for (let qubit = qubits - 1; qubit >= 0; qubit--) {
    product = kron(product, factors[qubit] ?? PAULIS.I);
  }
  // Almost all entries of a local operator are zero: sparse storage keeps n = 5 within reach.
  return sparse(product);
}

/** A channel: ρ → Σ weight·KρK†. */
export function applyTerms(rho: Matrix, terms: readonly Term[]): Matrix {
  const parts = terms.map(([weight, operator]) =>
    multiply(multiply(multiply(operator, rho), ctranspose(operator)), weight),
  );
  return parts.reduce((sum, part) => add(sum, part));
}

/** A gate: ρ → UρU†. */
export function applyUnitary(rho: Matrix, unitary: Matrix): Matrix {
  return applyTerms(rho, [[1, unitary]]);
}
