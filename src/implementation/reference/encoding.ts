import { decode, encode } from "../../protocol/encode.ts";
import type { DecodeParams, DecodeResult, EncodeParams, EncodeResult } from "../implementation.ts";
import { fromVector, toVector } from "../wire-numbers.ts";

/** `encode` on the library. */
export function encodeOperation({ weights, clusterSize, weightBound }: EncodeParams): EncodeResult {
  return { phases: fromVector("phases", encode(toVector(weights), clusterSize, weightBound)) };
}

/** `decode` on the library. */
export function decodeOperation({ phaseSum, clusterSize, weightBound }: DecodeParams): DecodeResult {
  return { weightSum: fromVector("weightSum", decode(toVector(phaseSum), clusterSize, weightBound)) };
}
