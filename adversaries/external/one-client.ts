import { matrixOf } from "../../src/base/matrix.ts";
import { decode } from "../../src/protocol/encode.ts";
import type { LinkOutcomes } from "../external-adversary.ts";
import type { Reconstruction } from "../inference.ts";

/** An estimate of one client's update from its phases. */
export function fromOwnPhases(
  { client, scaleSize, weightBound }: LinkOutcomes,
  phases: Float64Array,
): Reconstruction {
  const update = decode(phases, scaleSize, weightBound);
  const estimate = matrixOf("estimate", update, 1, update.length);
  return { kind: "reconstruction", of: "update", clients: [client], estimate };
}

/** The angle of two quadratures, no further from 0 than an honest phase. */
export function phaseWithin(y: number, x: number, reach: number): number {
  return Math.max(-reach, Math.min(reach, Math.atan2(y, x)));
}
