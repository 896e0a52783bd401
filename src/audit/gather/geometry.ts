import { rowOf } from "../../base/matrix.ts";
import { encode, largestMagnitude, phaseScale } from "../../protocol/encode.ts";
import type { AuditContext } from "../context.ts";
import type { GeometryEvidence } from "../evidence.ts";

/** Phases below it lose digits to the end of float64's range, which is no matter of the mapping. */
const SMALLEST_PHASE = 1e-290;

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** A vector as its largest magnitude and what is left when divided by it: no square overflows or vanishes. */
interface Scaled {
  readonly unit: number;
  readonly vector: Float64Array;
  readonly norm: number;
}

function scaled(vector: Float64Array): Scaled {
  const unit = largestMagnitude(vector);
  const reduced = unit === 0 ? vector : vector.map((entry) => entry / unit);
  return { unit, vector: reduced, norm: Math.sqrt(dot(reduced, reduced)) };
}

function cosine(a: Scaled, b: Scaled): number {
  return dot(a.vector, b.vector) / (a.norm * b.norm);
}

/** PH-6: norms and cosines of the run's updates before and after encoding, neighbour by neighbour. */
export function gatherGeometry({ rounds, settings, effort }: AuditContext): GeometryEvidence {
  let pairs = 0;
  let coordinates = 0;
  let normError = 0;
  let cosineError = 0;
  for (const { updates, result } of rounds) {
    coordinates = Math.max(coordinates, updates.columns);
    const scale = phaseScale(settings.clusterSize, result.weightBound);
    const clients = Math.min(updates.rows, effort.trials);
    const mapped = Array.from({ length: clients }, (_, client) => {
      const weights = rowOf(updates, client);
      const phases = encode(weights, settings.clusterSize, result.weightBound);
      return { before: scaled(weights), after: scaled(phases) };
    });
    for (const [client, { before, after }] of mapped.entries()) {
      const other = mapped[client + 1];
      if (other === undefined || Math.min(after.unit, other.after.unit) < SMALLEST_PHASE) continue;
      pairs++;
      const ratio = (after.unit / (scale * before.unit)) * (after.norm / before.norm);
      normError = Math.max(normError, Math.abs(ratio - 1));
      const change = cosine(after, other.after) - cosine(before, other.before);
      cosineError = Math.max(cosineError, Math.abs(change));
    }
  }
  return {
    pairs,
    coordinates,
    normError,
    cosineError,
    roundingBound: (2 * coordinates + 8) * Number.EPSILON,
  };
}
