import type { Complex, Matrix } from "mathjs";
import type { OracleNoise, OracleOperation, OracleRecord } from "./circuit-shape.ts";
import { applyCascade, cascade } from "./density-cascade.ts";
import {
  applyTerms,
  applyUnitary,
  embed,
  HADAMARD,
  onEvery,
  ONTO_ZERO,
  PAULIS,
  S_DAGGER,
} from "./density-operators.ts";
import type { PauliName, Term } from "./density-operators.ts";
import { math } from "./math.ts";

const { add, complex, ctranspose, kron, matrix, multiply } = math;

/**
 * The slow oracle of everything quantum: a dense density matrix on mathjs, gate after gate.
 *
 * Every channel is applied as the sum Σ KρK† that defines it, every K built as a full tensor product.
 */

/** A prepared state's overlap with the ideal GHZ state. */
export interface OracleFidelity {
  /** ρ_{0…0,0…0} + ρ_{1…1,1…1}. */
  readonly population: number;
  /** 2·Re ρ_{0…0,1…1}, signed. */
  readonly visibility: number;
  /** ⟨GHZ|ρ|GHZ⟩. */
  readonly fidelity: number;
}

const MOST_QUBITS = 5;
/** |0…0⟩⟨0…0|. */
function ground(qubits: number): Matrix {
  return embed(qubits, onEvery(qubits, ONTO_ZERO));
}

function prepareGhz(qubits: number, noise: OracleNoise): Matrix {
  const plus = applyUnitary(ground(qubits), embed(qubits, { 0: HADAMARD }));
  return applyCascade(plus, qubits, noise, cascade(qubits, noise.layout));
}

function prepare({ qubits, source, preparation }: OracleRecord): Matrix {
  if (source.kind === "product") {
    return applyUnitary(ground(qubits), embed(qubits, onEvery(qubits, HADAMARD)));
  }
  let rho = prepareGhz(qubits, preparation);
  for (const qubit of source.flips) rho = applyUnitary(rho, embed(qubits, { [qubit]: PAULIS.X }));
  return rho;
}

type InPlace = Exclude<OracleOperation, { readonly kind: "swap" }>;

function operationTerms(qubits: number, qubit: number, operation: InPlace): Term[] {
  switch (operation.kind) {
    case "phase": {
      const turn = complex(Math.cos(operation.angle), Math.sin(operation.angle));
      const gate = matrix([
        [1, 0],
        [0, turn],
      ]);
      return [[1, embed(qubits, { [qubit]: gate })]];
    }
    case "flip":
      return [[1, embed(qubits, { [qubit]: PAULIS.X })]];
    case "measure": {
      const pauli = PAULIS[operation.axis.toUpperCase() as PauliName];
      const up = multiply(add(PAULIS.I, pauli), 0.5);
      const down = multiply(add(PAULIS.I, multiply(pauli, -1)), 0.5);
      return [
        [1 - operation.fraction, embed(qubits, {})],
        [operation.fraction, embed(qubits, { [qubit]: up })],
        [operation.fraction, embed(qubits, { [qubit]: down })],
      ];
    }
    case "phase-noise": {
      // E[e^{iφ}] = exp(−σ²/2) for φ from N(0, σ²): a dephasing that leaves that factor on the coherence.
      const kept = Math.exp(-(operation.deviation ** 2) / 2);
      return [
        [(1 + kept) / 2, embed(qubits, {})],
        [(1 - kept) / 2, embed(qubits, { [qubit]: PAULIS.Z })],
      ];
    }
    case "kraus":
      break;
  }
  return operation.operators.map(([a, b, c, d]): Term => {
    const gate = matrix([
      [complex(a.re, a.im), complex(b.re, b.im)],
      [complex(c.re, c.im), complex(d.re, d.im)],
    ]);
    return [1, embed(qubits, { [qubit]: gate })];
  });
}

const QUIET: OracleNoise = { channel: "none", layout: "chain", probability: 0 };

/** @param beside by qubit: the place of the one that it is exchanged with */
function applyStage(
  rho: Matrix,
  qubits: number,
  lists: readonly (readonly OracleOperation[])[],
  beside: ReadonlyMap<number, number>,
): Matrix {
  let result = rho;
  for (const [qubit, operations] of lists.entries()) {
    for (const operation of operations) {
      if (operation.kind === "swap") {
        const other = beside.get(qubit)!;
        // Three CNOTs exchange two qubits.
        const pairs = [
          [qubit, other],
          [other, qubit],
          [qubit, other],
        ] as const;
        result = applyCascade(result, qubits, QUIET, pairs);
      } else {
        result = applyTerms(result, operationTerms(qubits, qubit, operation));
      }
    }
  }
  return result;
}

function checkQubits(qubits: number): void {
  if (!(Number.isInteger(qubits) && qubits >= 1 && qubits <= MOST_QUBITS)) {
    throw new RangeError(`"qubits" expected an integer from 1 to ${MOST_QUBITS}, got ${qubits}`);
  }
}

function realEntry(rho: Matrix, row: number, column: number): number {
  const entry: number | Complex = rho.get([row, column]);
  return typeof entry === "number" ? entry : entry.re;
}

/** The chance of reading `read` where the qubits truly show `truth`, each bit misread independently. */
function readoutProbability(qubits: number, truth: number, read: number, record: OracleRecord): number {
  let probability = 1;
  for (let qubit = 0; qubit < qubits; qubit++) {
    const wrong = ((truth >> qubit) & 1) === 0 ? record.readout.zeroToOne : record.readout.oneToZero;
    probability *= ((truth >> qubit) & 1) === ((read >> qubit) & 1) ? 1 - wrong : wrong;
  }
  return probability;
}

/**
 * The joint distribution of all decoded qubits of a circuit record.
 *
 * @param record up to 5 qubits, those that some are exchanged with included
 * @param basis of qubit 0: `x` (H before the measurement) or `y` (S† and H)
 * @returns 2^n probabilities; in entry o qubit j shows the bit (o >> j) & 1
 * @throws RangeError beyond 5 qubits
 */
export function densityMatrixOutcomes(record: OracleRecord, basis: "x" | "y"): number[] {
  const { qubits, decoding } = record;
  checkQubits(qubits);
  const stages = [record.outbound, record.clients, record.returning];
  const exchanged = Array.from({ length: qubits }, (_, qubit) => qubit).filter((qubit) =>
    stages.some((lists) => lists[qubit]!.some(({ kind }) => kind === "swap")),
  );
  const beside = new Map(exchanged.map((qubit, at) => [qubit, qubits + at]));
  const all = qubits + exchanged.length;
  checkQubits(all);
  let rho = prepare(record);
  // Each further qubit is the highest of its index, in |+⟩.
  for (const _ of exchanged)
    rho = kron(
      matrix([
        [0.5, 0.5],
        [0.5, 0.5],
      ]),
      rho,
    );
  for (const lists of stages) rho = applyStage(rho, all, lists, beside);
  rho = applyCascade(rho, all, decoding, cascade(qubits, decoding.layout).reverse());
  if (basis === "y") rho = applyUnitary(rho, embed(all, { 0: S_DAGGER }));
  rho = applyUnitary(rho, embed(all, { 0: HADAMARD }));

  const size = 2 ** qubits;
  const truths = Array.from({ length: size }, (_, truth) => {
    let chance = 0;
    for (let at = truth; at < 2 ** all; at += size) chance += realEntry(rho, at, at);
    return chance;
  });
  return truths.map((_, read) =>
    truths.reduce((sum, chance, truth) => sum + chance * readoutProbability(qubits, truth, read, record), 0),
  );
}

/**
 * Population, visibility and fidelity of a noisily prepared GHZ state, read off its density matrix.
 *
 * @param qubits from 1 to 5
 * @throws RangeError beyond 5 qubits
 */
export function densityMatrixGhz(qubits: number, noise: OracleNoise): OracleFidelity {
  checkQubits(qubits);
  const rho = prepareGhz(qubits, noise);
  const last = 2 ** qubits - 1;
  const ideal = matrix(
    Array.from({ length: last + 1 }, (_, index) => [index === 0 || index === last ? Math.SQRT1_2 : 0]),
  );
  const overlap = multiply(multiply(ctranspose(ideal), rho), ideal);
  return {
    population: realEntry(rho, 0, 0) + realEntry(rho, last, last),
    visibility: 2 * realEntry(rho, 0, last),
    fidelity: realEntry(overlap, 0, 0),
  };
}
