import { mask, unmask } from "../../masking/mask.ts";
import { dequantize, quantize } from "../../masking/quantize.ts";
import type {
  DequantizeParams,
  DequantizeResult,
  MaskParams,
  MaskResult,
  QuantizeParams,
  QuantizeResult,
  UnmaskParams,
  UnmaskResult,
} from "../implementation.ts";
import { fromVector, toMatrix, toVector } from "../wire-numbers.ts";

/** `quantize` on the library. */
export function quantizeOperation({ values, bits, bound }: QuantizeParams): QuantizeResult {
  return { integers: fromVector("integers", quantize(toVector(values), bits, bound)) };
}

/** `dequantize` on the library. */
export function dequantizeOperation({ integers, bits, bound }: DequantizeParams): DequantizeResult {
  return { values: fromVector("values", dequantize(toVector(integers), bits, bound)) };
}

/** `mask` on the library. */
export function maskOperation({ integers, client, pads, modulusBits }: MaskParams): MaskResult {
  const byPeer = new Map(Object.entries(pads).map(([peer, pad]) => [Number(peer), pad]));
  return { masked: fromVector("masked", mask(integers, client, byPeer, modulusBits)) };
}

/** `unmask` on the library. */
export function unmaskOperation({ masked, modulusBits }: UnmaskParams): UnmaskResult {
  return { sum: fromVector("sum", unmask(toMatrix(masked), modulusBits)) };
}
