import { rangeRefusal } from "../base/refusal.ts";
import type { ChannelName, GateNoise } from "./noise.ts";

/** A single-qubit Pauli: 0 = I, 1 = X, 2 = Y, 3 = Z. */
export type Pauli = 0 | 1 | 2 | 3;

const PAULIS: readonly Pauli[] = [0, 1, 2, 3];

/** One two-qubit Pauli error on a CNOT's control and target, and how likely it is. */
export interface PauliError {
  readonly control: Pauli;
  readonly target: Pauli;
  readonly probability: number;
}

/** What a channel does after every CNOT, and what may be concluded from it. */
export interface Channel {
  readonly id: ChannelName;
  /**
   * The distribution of one qubit's or both qubits' Paulis; undefined for a coherent channel, which is
   * no mixture of Paulis.
   */
  readonly paulis: ((probability: number) => PauliError[]) | undefined;
  /**
   * By which factor one CNOT of the decoding shrinks the visibility: what the channel leaves of the
   * control's coherence, since the target is read and done. Undefined for a channel whose flipped
   * patterns carry a phase of their own, where an honest run does not read V·cos Θ and V·sin Θ.
   */
  readonly decodingFactor: ((probability: number) => number) | undefined;
}

function independent(single: readonly number[]): PauliError[] {
  return PAULIS.flatMap((control) =>
    PAULIS.map((target) => ({ control, target, probability: single[control]! * single[target]! })),
  ).slice(1);
}

/** Every channel that the simulator knows; `none` and the two depolarizing ones travel on the wire. */
export const channels: Readonly<Record<ChannelName, Channel>> = {
  /** No error. */
  none: {
    id: "none",
    paulis: () => [],
    decodingFactor: () => 1,
  },
  /** With probability p one of the 15 two-qubit Paulis, each p/15. */
  depolarizing2: {
    id: "depolarizing2",
    paulis: (p) =>
      PAULIS.flatMap((control) => PAULIS.map((target) => ({ control, target, probability: p / 15 }))).slice(
        1,
      ),
    decodingFactor: (p) => 1 - (16 * p) / 15,
  },
  /** X, Y or Z, each p/3, on both qubits independently. */
  depolarizing1x2: {
    id: "depolarizing1x2",
    paulis: (p) => independent([1 - p, p / 3, p / 3, p / 3]),
    decodingFactor: (p) => 1 - (4 * p) / 3,
  },
  /** X with probability p on both qubits independently. */
  "bit-flip": {
    id: "bit-flip",
    paulis: (p) => independent([1 - p, p, 0, 0]),
    decodingFactor: undefined,
  },
  /** Z with probability p on both qubits independently. */
  dephasing: {
    id: "dephasing",
    paulis: (p) => independent([1 - p, 0, 0, p]),
    decodingFactor: (p) => 1 - 2 * p,
  },
  /** The target turns by R_x(ε) too far, sin²(ε/2) = p. */
  "over-rotation": {
    id: "over-rotation",
    paulis: undefined,
    decodingFactor: undefined,
  },
};

/**
 * The Pauli errors after each CNOT of a cascade, without the identity.
 *
 * @throws RangeError for a coherent channel
 */
export function pauliErrors(noise: GateNoise): readonly PauliError[] {
  const { paulis } = channels[noise.channel];
  if (paulis === undefined) throw rangeRefusal("channel", "a mixture of Pauli errors", noise.channel);
  return paulis(noise.probability).filter((error) => error.probability > 0);
}
