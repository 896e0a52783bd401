import { contractedQuadratures } from "./contract.ts";
import { NO_READOUT_ERROR, noiseless } from "./noise.ts";
import { untouched } from "./record.ts";
import type { CircuitRecord } from "./record.ts";

/**
 * The expectation of the product of all clients' ±1 outcomes, where each measures its qubit along x when it has done
 * what `clients` of the record says: what the state is worth to those who hold it, without the server's decoding. For
 * the GHZ state and phases φ_j it is cos Σφ_j. Exact, in O(k); the return link, decoding and readout play no part.
 *
 * Both cascades without noise take X on all qubits to X on qubit 0: the product is what an ideal decoding would read.
 *
 * @returns a number in [−1, 1]
 * @throws TypeError, RangeError for a malformed record
 */
export function clientParity(record: CircuitRecord): number {
  return contractedQuadratures({
    ...record,
    returning: untouched(record.qubits),
    decoding: noiseless(record.preparation.layout),
    readout: NO_READOUT_ERROR,
  }).x;
}
