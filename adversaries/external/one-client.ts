import { matrixOf } from "../../src/base/matrix.ts";
import { decode } from "../../src/protocol/encode.ts";
import type { LinkOutcomes } from "../external-adversary.ts";
import type { Reconstruction } from "../inference.ts";

/** An estimate of one client's update from its phases. */
export function fromOwnPhases(
  { client, scaleSize, weightBound, setting }: LinkOutcomes,
  phases: Float64Array,
): Reconstruction {
  const update = decode(phases, scaleSize, setting.guard * weightBound);
  const estimate = matrixOf("estimate", update, 1, update.length);
  return { kind: "reconstruction", of: "update", clients: [client], estimate };
}

/** The angle of two quadratures, no further from 0 than an honest phase. */
export function phaseWithin(y: number, x: number, reach: number): number {
  return Math.max(-reach, Math.min(reach, Math.atan2(y, x)));
}

/** The phase that its measurements show in each coordinate: of one axis only a cosine or sine is known, of z nothing. */
export function phasesSeen({ means, scaleSize, setting }: LinkOutcomes): Float64Array {
  const reach = Math.PI / scaleSize;
  return Float64Array.from({ length: setting.coordinates }, (_, c) =>
    phaseWithin(means.y?.[c] ?? 0, means.x?.[c] ?? 1, reach),
  );
}
