import { rowOf } from "../../base/matrix.ts";
import { encode, phaseScale } from "../../protocol/encode.ts";
import type { AuditContext } from "../context.ts";
import type { GeometryEvidence } from "../evidence.ts";

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
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
    const clients = Math.min(updates.rows, Math.ceil(effort.trials));
    // The largest weight as unit, so that squares neither overflow nor vanish.
    const unit = Array.from({ length: clients }, (_, client) =>
      rowOf(updates, client).map((weight) => weight / (result.weightBound || 1)),
    );
    const phases = Array.from({ length: clients }, (_, client) =>
      encode(rowOf(updates, client), settings.clusterSize, result.weightBound),
    );
    for (let client = 0; client + 1 < clients; client++) {
      const [v, w] = [unit[client]!, unit[client + 1]!];
      const [sv, sw] = [phases[client]!, phases[client + 1]!];
      const norms = [v, w, sv, sw].map((vector) => Math.sqrt(dot(vector, vector)));
      if (norms.some((norm) => norm === 0)) continue;
      pairs++;
      const expectedNorm = scale * result.weightBound * norms[0]!;
      normError = Math.max(normError, Math.abs(norms[2]! / expectedNorm - 1));
      const before = dot(v, w) / (norms[0]! * norms[1]!);
      const after = dot(sv, sw) / (norms[2]! * norms[3]!);
      cosineError = Math.max(cosineError, Math.abs(after - before));
    }
  }
  return { pairs, coordinates, normError, cosineError, roundingBound: (coordinates + 8) * Number.EPSILON };
}
