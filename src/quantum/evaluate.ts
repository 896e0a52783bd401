import { checkInteger } from "../base/check.ts";
import { channels } from "./channel.ts";
import { contractedQuadratures } from "./contract.ts";
import type { Quadratures } from "./contract.ts";
import { ghzQuality } from "./ghz.ts";
import { checkGateNoise } from "./noise.ts";
import type { GateNoise, ReadoutError } from "./noise.ts";
import { misreadExpectation } from "./readout.ts";
import { checkRecord } from "./record.ts";
import type { CircuitRecord, QubitOperation } from "./record.ts";

/** The single phase of an honest client's list of operations, or undefined. */
function honestPhase(operations: readonly QubitOperation[]): number | undefined {
  const [only] = operations;
  return operations.length === 1 && only?.kind === "phase" ? only.angle : undefined;
}

/**
 * A phase for a sum: the same point of the circle, with a magnitude of at most π. The phase of a Byzantine
 * client may be any finite number; added as it is, it would swallow the digits of the others or overflow.
 *
 * @param phase radians, finite
 */
export function reducePhase(phase: number): number {
  return Math.abs(phase) <= Math.PI ? phase : Math.atan2(Math.sin(phase), Math.cos(phase));
}

/**
 * The sum of the phases of a record in which nothing happens but each client's one rotation. A prepared X on qubit j
 * turns the sign of θ_j, on the qubit that is read that of all others: Paulis pass a mixture of Paulis unchanged.
 */
function honestPhaseSum(record: CircuitRecord): number | undefined {
  const { source } = record;
  if (source.kind !== "ghz") return undefined;
  if ([...record.outbound, ...record.returning].some((list) => list.length > 0)) return undefined;
  let sum = 0;
  const isFlipped = (qubit: number): boolean =>
    source.flips.filter((flip) => flip === qubit).length % 2 === 1;
  const control = isFlipped(0);
  for (const [qubit, list] of record.clients.entries()) {
    const phase = honestPhase(list);
    if (phase === undefined) return undefined;
    const turned = qubit === 0 ? phase : control !== isFlipped(qubit) ? -phase : phase;
    sum += reducePhase(turned);
  }
  return sum;
}

/**
 * The visibility V of honest runs, prepared and decoded with the given noise: outcome 0 has the
 * probability ½(1 + V·cos Θ) in the x basis, ½(1 + V·sin Θ) in the y basis. Undefined for channels under which an honest run has no such form.
 *
 * @param qubits k ≥ 1
 * @throws TypeError, RangeError for a qubit count that is no positive integer or malformed noise
 */
export function honestVisibility(
  qubits: number,
  preparation: GateNoise,
  decoding: GateNoise,
): number | undefined {
  checkInteger("qubits", qubits, { min: 1 });
  checkGateNoise("preparation", preparation);
  checkGateNoise("decoding", decoding);
  const { decodingFactor } = channels[decoding.channel];
  if (channels[preparation.channel].decodingFactor === undefined || decodingFactor === undefined) {
    return undefined;
  }
  return ghzQuality(qubits, preparation).visibility * decodingFactor(decoding.probability) ** (qubits - 1);
}

/** The last record of each preparation, and its visibility: those of a round's coordinates have the same noise. */
const known = new WeakMap<
  GateNoise,
  { readonly of: CircuitRecord; readonly visibility: number | undefined }
>();

function visibilityOf(record: CircuitRecord): number | undefined {
  const { qubits, preparation, decoding } = record;
  const last = known.get(preparation);
  if (last?.of.qubits === qubits && last.of.decoding === decoding) return last.visibility;
  const visibility = honestVisibility(qubits, preparation, decoding);
  known.set(preparation, { of: record, visibility });
  return visibility;
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
  checkRecord(record);
  const sum = honestPhaseSum(record);
  if (sum === undefined) return contractedQuadratures(record);
  const visibility = visibilityOf(record);
  if (visibility === undefined) return contractedQuadratures(record);
  return honestQuadratures(visibility, sum, record.readout);
}
