import { contractedQuadratures } from "./contract.ts";
import { NO_READOUT_ERROR, noiseless } from "./noise.ts";
import { untouched } from "./record.ts";
import type { Axis, CircuitRecord, Complex2x2, QubitOperation } from "./record.ts";

const O = { re: 0, im: 0 };
const H = { re: Math.SQRT1_2, im: 0 };
const MINUS_H = { re: -Math.SQRT1_2, im: 0 };

/** Makes any state |+⟩. */
const RESET: QubitOperation = {
  kind: "kraus",
  operators: [
    [H, O, H, O],
    [O, H, O, H],
  ],
};

/** Turns an axis into x. */
const ONTO_X: Readonly<Record<Axis, readonly QubitOperation[]>> = {
  x: [],
  y: [{ kind: "phase", angle: -Math.PI / 2 }],
  z: [{ kind: "kraus", operators: [[H, H, H, MINUS_H] satisfies Complex2x2] }],
};

/**
 * What one qubit of a run shows by itself: the expectation of a Pauli, in [−1, 1], on its way out or back. Of a GHZ
 * state it is 0 along every axis, the state I/2 (CQSA §3).
 *
 * The circuit is read with every other qubit replaced by |+⟩: the decoded reading in x is the product of all qubits' x,
 * and theirs is 1.
 *
 * @param link `outbound`: after what happened on the way out; `returning`: after client and way back as well
 * @throws TypeError, RangeError for a malformed record or a qubit that does not exist
 */
export function bareExpectation(
  record: CircuitRecord,
  qubit: number,
  link: "outbound" | "returning",
  axis: Axis,
): number {
  const { qubits, outbound, clients, returning, preparation } = record;
  const idle = untouched(qubits);
  const wayBack = (link === "outbound" ? idle : returning).map((operations, other) => [
    ...operations,
    ...(other === qubit ? ONTO_X[axis] : [RESET]),
  ]);
  return contractedQuadratures({
    ...record,
    outbound,
    clients: link === "outbound" ? idle : clients,
    returning: wayBack,
    decoding: noiseless(preparation.layout),
    readout: NO_READOUT_ERROR,
  }).x;
}
