import type { Law } from "../law.ts";
import { aggregateForm } from "./aggregate-form.ts";
import { aggregateRange } from "./aggregate-range.ts";
import { beyondLimits } from "./beyond-limits.ts";
import { decodeForm } from "./decode-form.ts";
import { decodeRange } from "./decode-range.ts";
import { dequantizeForm } from "./dequantize-form.ts";
import { dequantizeRange } from "./dequantize-range.ts";
import { encodeForm } from "./encode-form.ts";
import { encodeRange } from "./encode-range.ts";
import { everyClusterLost } from "./every-cluster-lost.ts";
import { fidelityForm } from "./fidelity-form.ts";
import { fidelityRange } from "./fidelity-range.ts";
import { maskForm } from "./mask-form.ts";
import { maskRange } from "./mask-range.ts";
import { neededByRule } from "./needed-by-rule.ts";
import { optionRange } from "./option-range.ts";
import { otherProtocol } from "./other-protocol.ts";
import { partitionForm } from "./partition-form.ts";
import { partitionRange } from "./partition-range.ts";
import { quantizeForm } from "./quantize-form.ts";
import { quantizeRange } from "./quantize-range.ts";
import { roundForm } from "./round-form.ts";
import { roundRange } from "./round-range.ts";
import { screenForm } from "./screen-form.ts";
import { screenRange } from "./screen-range.ts";
import { tolerateAfterLoss } from "./tolerate-after-loss.ts";
import { undeclaredExtension } from "./undeclared-extension.ts";
import { undeclaredName } from "./undeclared-name.ts";
import { undeclaredOperation } from "./undeclared-operation.ts";
import { undeclaredOption } from "./undeclared-option.ts";
import { unmaskForm } from "./unmask-form.ts";
import { unmaskRange } from "./unmask-range.ts";

export const refusalsLaws: readonly Law[] = [
  aggregateForm,
  aggregateRange,
  beyondLimits,
  decodeForm,
  decodeRange,
  dequantizeForm,
  dequantizeRange,
  encodeForm,
  encodeRange,
  everyClusterLost,
  fidelityForm,
  fidelityRange,
  maskForm,
  maskRange,
  neededByRule,
  optionRange,
  otherProtocol,
  partitionForm,
  partitionRange,
  quantizeForm,
  quantizeRange,
  roundForm,
  roundRange,
  screenForm,
  screenRange,
  tolerateAfterLoss,
  undeclaredExtension,
  undeclaredName,
  undeclaredOperation,
  undeclaredOption,
  unmaskForm,
  unmaskRange,
];
