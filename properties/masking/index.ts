import type { Law } from "../law.ts";
import { cancellationOrder } from "./cancellation-order.ts";
import { dequantizeDefinition } from "./dequantize-definition.ts";
import { dequantizeLinear } from "./dequantize-linear.ts";
import { endToEnd } from "./end-to-end.ts";
import { maskCancellation } from "./mask-cancellation.ts";
import { maskDefinition } from "./mask-definition.ts";
import { maskRange } from "./mask-range.ts";
import { missingClientResidue } from "./missing-client-residue.ts";
import { quantizationError } from "./quantization-error.ts";
import { quantizeDefinition } from "./quantize-definition.ts";
import { quantizeSymmetric } from "./quantize-symmetric.ts";
import { unmaskDefinition } from "./unmask-definition.ts";
import { zeroBound } from "./zero-bound.ts";

export const maskingLaws: readonly Law[] = [
  cancellationOrder,
  dequantizeDefinition,
  dequantizeLinear,
  endToEnd,
  maskCancellation,
  maskDefinition,
  maskRange,
  missingClientResidue,
  quantizationError,
  quantizeDefinition,
  quantizeSymmetric,
  unmaskDefinition,
  zeroBound,
];
