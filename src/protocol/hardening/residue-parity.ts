import type { RandomStream } from "../../base/random.ts";
import { clearResidues } from "../../quantum/contract.ts";
import { sampleBinomial } from "../../quantum/counts.ts";
import type { GateNoise, ReadoutError } from "../../quantum/noise.ts";
import { honestRecord } from "../../quantum/record.ts";
import type { CircuitRecord } from "../../quantum/record.ts";
import { binomialUpperTail } from "../../statistics/binomial-tails.ts";

/** Exact probabilities are off by rounding alone. */
const ROUNDING = 1e-9;

/**
 * The chance that the residues of an honest run – the decoded qubits other than the one that is read – are not all 0.
 * Phases move no qubit from 0 to 1 or back, so that it does not depend on the updates.
 */
export function honestResidues(
  qubits: number,
  preparation: GateNoise,
  decoding: GateNoise,
  readout: ReadoutError,
): number {
  return 1 - clearResidues(honestRecord(new Float64Array(qubits), { preparation, decoding, readout }));
}

/** The chance of residues that are not all 0, by coordinate: honest, but for the circuits that were changed. */
export function residuesByCoordinate(
  coordinates: number,
  honest: number,
  changed: ReadonlyMap<number, CircuitRecord>,
): Float64Array {
  const chances = new Float64Array(coordinates).fill(honest);
  for (const [coordinate, record] of changed) chances[coordinate] = 1 - clearResidues(record);
  return chances;
}

/**
 * Whether a cluster's residues are other than 0 more often than an honest run's: the exact binomial test over all
 * coordinates and both bases. A flip of the qubit that is read turns the sum's sign at full visibility, and is seen
 * nowhere else.
 *
 * The counts are drawn by themselves, beside those of the qubit that is read: their own distribution is right.
 *
 * @param chances by coordinate, in [0, 1]
 * @param shots in each basis; null: the exact probabilities
 */
export function residuesStandOut(
  chances: Float64Array,
  honest: number,
  shots: number | null,
  falseAlarm: number,
  rng: RandomStream,
): boolean {
  if (shots === null) return chances.some((chance) => chance > honest + ROUNDING);
  let count = 0;
  for (const chance of chances) count += sampleBinomial(rng, 2 * shots, Math.max(0, chance));
  return binomialUpperTail(count, 2 * shots * chances.length, Math.max(0, honest)) <= falseAlarm;
}
