import { checkInteger } from "../base/check.ts";
import { checkMatrix } from "../base/matrix.ts";
import type { Matrix } from "../base/matrix.ts";
import type { RandomStream } from "../base/random.ts";
import { sampleBinomial } from "../quantum/counts.ts";
import { quadratureEstimate } from "../quantum/estimate.ts";
import type { Quadratures } from "../quantum/contract.ts";
import { honestQuadratures, honestVisibility, quadratures, reducePhase } from "../quantum/evaluate.ts";
import {
  checkDecodingNoise,
  checkGateNoise,
  checkReadoutError,
  NO_READOUT_ERROR,
  noiseless,
} from "../quantum/noise.ts";
import type { GateNoise, ReadoutError } from "../quantum/noise.ts";
import { honestRecord } from "../quantum/record.ts";
import type { CircuitRecord } from "../quantum/record.ts";

/** The physical conditions of a round. */
export interface Conditions {
  /** Shots in each of the two bases; null: the exact expectations, as of infinitely many. */
  readonly shots: number | null;
  /** Noise of the preparation. */
  readonly noise: GateNoise;
  /** Noise of the decoding; none by default. */
  readonly decoding?: GateNoise;
  /** Errors of reading; none by default. */
  readonly readout?: ReadoutError;
}

/** What the server measures of one cluster, each array of length d. */
export interface ClusterMeasurement {
  /** Means of the ±1 outcomes of qubit 0 in the x and y basis. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** The two-quadrature estimate of the phase sum, in [−π, π] radians. */
  readonly phaseSum: Float64Array;
  /** The visibility that the same quadratures show, in [0, 1]. */
  readonly visibility: Float64Array;
}

/** Changes the circuit of one coordinate: how adversaries act on the quantum part. */
export type RecordEdit = (record: CircuitRecord, coordinate: number) => CircuitRecord;

/** Exact expectations by coordinate, of the honest run or of what an edit made of it. */
function expectations(
  phases: Matrix,
  { noise, decoding = noiseless(noise.layout), readout = NO_READOUT_ERROR }: Conditions,
  edit: RecordEdit | undefined,
): (coordinate: number) => Quadratures {
  const { rows, columns, data } = phases;
  const visibility = honestVisibility(rows, noise, decoding);
  const starts = Array.from({ length: rows }, (_, row) => row * columns);
  const sumAt = (coordinate: number): number => {
    let sum = 0;
    for (const start of starts) sum += reducePhase(data[start + coordinate]!);
    return sum;
  };
  if (edit === undefined && visibility !== undefined) {
    return (coordinate) => honestQuadratures(visibility, sumAt(coordinate), readout);
  }
  return (coordinate) => {
    const own = Float64Array.from(starts, (start) => data[start + coordinate]!);
    const honest = honestRecord(own, { preparation: noise, decoding, readout });
    const record = edit === undefined ? honest : edit(honest, coordinate);
    // An adversary elsewhere in the round leaves this circuit as it is, and the closed form with it.
    if (record === honest && visibility !== undefined) {
      return honestQuadratures(visibility, sumAt(coordinate), readout);
    }
    return quadratures(record);
  };
}

/**
 * Measures one cluster's phase sums: the GHZ protocol of CQSA §2.3.1 run for every coordinate in two
 * bases, each basis and coordinate drawn independently.
 *
 * @param phases m × d, radians: row j is what the cluster's j-th member applies
 * @param edit replaces the circuit of a coordinate; without it every circuit is the honest one
 * @throws TypeError, RangeError for phases of no member or coordinate or that are not finite, a shot count
 *   that is no positive integer, malformed noise, a decoding in another layout than the preparation,
 *   and what {@link quadratures} refuses of an edited circuit
 */
export function aggregate(
  phases: Matrix,
  conditions: Conditions,
  rng: RandomStream,
  edit?: RecordEdit,
): ClusterMeasurement {
  const { shots } = conditions;
  checkMatrix("phases", phases);
  checkGateNoise("noise", conditions.noise);
  if (conditions.decoding) checkDecodingNoise("decoding", conditions.decoding, conditions.noise);
  if (conditions.readout) checkReadoutError("readout", conditions.readout);
  if (shots !== null) checkInteger("shots", shots, { min: 1 });
  const at = expectations(phases, conditions, edit);
  const streams = { x: rng.fork("x"), y: rng.fork("y") };
  const mean = (expectation: number, stream: RandomStream): number =>
    shots === null ? expectation : (2 * sampleBinomial(stream, shots, (1 + expectation) / 2)) / shots - 1;
  const d = phases.columns;
  const measured = {
    x: new Float64Array(d),
    y: new Float64Array(d),
    phaseSum: new Float64Array(d),
    visibility: new Float64Array(d),
  };
  for (const coordinate of measured.x.keys()) {
    const exact = at(coordinate);
    const x = mean(exact.x, streams.x);
    const y = mean(exact.y, streams.y);
    const estimate = quadratureEstimate(x, y);
    measured.x[coordinate] = x;
    measured.y[coordinate] = y;
    measured.phaseSum[coordinate] = estimate.phase;
    measured.visibility[coordinate] = estimate.visibility;
  }
  return measured;
}
