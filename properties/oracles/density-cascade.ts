import type { Matrix } from "mathjs";
import type { OracleNoise } from "./circuit-shape.ts";
import {
  applyTerms,
  applyUnitary,
  embed,
  ONTO_ONE,
  ONTO_ZERO,
  PAULI_NAMES,
  PAULIS,
} from "./density-operators.ts";
import type { PauliName, Term } from "./density-operators.ts";
import { math } from "./math.ts";

const { add, complex, matrix } = math;

function controlledNot(qubits: number, control: number, target: number): Matrix {
  return add(
    embed(qubits, { [control]: ONTO_ZERO }),
    embed(qubits, { [control]: ONTO_ONE, [target]: PAULIS.X }),
  );
}

/** Where a CNOT has just acted, and with what channel parameter p. */
interface AfterGate {
  readonly qubits: number;
  readonly control: number;
  readonly target: number;
  readonly probability: number;
}

type Channel = (rho: Matrix, gate: AfterGate) => Matrix;

/** On control and target, independently: each listed Pauli with its share of the probability. */
function eachQubit(names: readonly PauliName[]): Channel {
  return (rho, { qubits, control, target, probability }) => {
    let result = rho;
    for (const qubit of [control, target]) {
      const errors = names.map((name): Term => {
        return [probability / names.length, embed(qubits, { [qubit]: PAULIS[name] })];
      });
      result = applyTerms(result, [[1 - probability, embed(qubits, {})], ...errors]);
    }
    return result;
  };
}

function depolarizing2(rho: Matrix, { qubits, control, target, probability }: AfterGate): Matrix {
  const terms = PAULI_NAMES.flatMap((first) =>
    PAULI_NAMES.map((second): Term => {
      const weight = first === "I" && second === "I" ? 1 - probability : probability / 15;
      return [weight, embed(qubits, { [control]: PAULIS[first], [target]: PAULIS[second] })];
    }),
  );
  return applyTerms(rho, terms);
}

/** RX(ε) = cos(ε/2)·1 − i·sin(ε/2)·X on the target, with sin²(ε/2) = p. */
function overRotation(rho: Matrix, { qubits, target, probability }: AfterGate): Matrix {
  const cosine = Math.sqrt(1 - probability);
  const sine = complex(0, -Math.sqrt(probability));
  const rotation = matrix([
    [cosine, sine],
    [sine, cosine],
  ]);
  return applyUnitary(rho, embed(qubits, { [target]: rotation }));
}

const CHANNELS: Readonly<Record<OracleNoise["channel"], Channel>> = {
  none: (rho) => rho,
  depolarizing2,
  depolarizing1x2: eachQubit(["X", "Y", "Z"]),
  "bit-flip": eachQubit(["X"]),
  dephasing: eachQubit(["Z"]),
  "over-rotation": overRotation,
};

/** Control and target of each CNOT, in the order of a preparation. */
export function cascade(qubits: number, layout: "chain" | "star"): [control: number, target: number][] {
  const pairs: [number, number][] = [];
  for (let target = 1; target < qubits; target++) {
    pairs.push([layout === "chain" ? target - 1 : 0, target]);
  }
  return pairs;
}

/**
 * CNOTs in the given order, each followed by its channel on control and target.
 */
export function applyCascade(
  rho: Matrix,
  qubits: number,
  noise: OracleNoise,
  pairs: readonly (readonly [number, number])[],
): Matrix {
  let result = rho;
  for (const [control, target] of pairs) {
    result = applyUnitary(result, controlledNot(qubits, control, target));
    result = CHANNELS[noise.channel](result, { qubits, control, target, probability: noise.probability });
  }
  return result;
}
