import type { RandomStream } from "../base/random.ts";
import { outcomeDistribution } from "./contract.ts";
import { sampleMultinomial } from "./counts.ts";
import type { Basis, CircuitRecord } from "./record.ts";

/**
 * Runs a record: how often each outcome of all k decoded qubits comes up in `shots` shots. This is what a server holds
 * that keeps the residues; a round itself reads qubit 0 alone.
 *
 * @param record any record of at most 16 qubits
 * @param basis in which qubit 0 is read; the others are read in the computational basis
 * @param shots ≥ 0
 * @returns 2^k counts that add up to `shots`; outcome o has qubit j's bit at (o >> j) & 1
 * @throws TypeError, RangeError as {@link outcomeDistribution} and {@link sampleMultinomial}
 */
export function sampleOutcomes(
  rng: RandomStream,
  record: CircuitRecord,
  basis: Basis,
  shots: number,
): Float64Array {
  return sampleMultinomial(rng, shots, outcomeDistribution(record, basis));
}
