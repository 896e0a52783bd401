import { checkName } from "../base/check.ts";
import { rangeRefusal } from "../base/refusal.ts";
import type { Hardening } from "../protocol/hardening/hardening.ts";
import { DEFAULT_REMAINDER, REMAINDER_POLICIES } from "../protocol/partition.ts";
import type { RemainderPolicy } from "../protocol/partition.ts";
import { LAYOUTS } from "../quantum/noise.ts";
import type { Layout } from "../quantum/noise.ts";
import { optionKeys, rules } from "../rules/index.ts";
import { undeclared } from "./declared.ts";
import type {
  Capabilities,
  DeclaredLimits,
  Implementation,
  OperationParams,
  OperationResults,
  Outcome,
} from "./implementation.ts";
import { answerInitialize } from "./initialize.ts";
import { ok, outcomeOfError, reject, typedCall, unsupported } from "./outcome.ts";
import { decodeOperation, encodeOperation } from "./reference/encoding.ts";
import {
  dequantizeOperation,
  maskOperation,
  quantizeOperation,
  unmaskOperation,
} from "./reference/masking.ts";
import { partitionOperation } from "./reference/partition.ts";
import { aggregateOperation, fidelityOperation } from "./reference/quantum.ts";
import { roundOperation } from "./reference/round.ts";
import { screenOperation } from "./reference/screen.ts";
import { parse } from "./schemas/explain.ts";
import { operationParams } from "./schemas/params.ts";
import { CODES, isOperation, PROTOCOL_ITEMS, WIRE_CHANNELS } from "./vocabulary.ts";
import type { OperationName, ProtocolItem, WireChannel } from "./vocabulary.ts";

/** The version that the reference declares: the package's. */
export const REFERENCE_VERSION = "0.1.0";

/** What the reference takes at most; anything larger is "unsupported" rather than a process out of memory. */
export const REFERENCE_LIMITS: DeclaredLimits = { clients: 1_000_000, coordinates: 10_000_000 };

/** How a reference differs from the full one. Whatever is left out of a list is not declared. */
export interface ReferenceOptions {
  /** What becomes of clients that fill no cluster; {@link DEFAULT_REMAINDER} by default. */
  readonly remainder?: RemainderPolicy;
  readonly operations?: readonly ProtocolItem[];
  /** Names of rules, each with all its options. */
  readonly rules?: readonly string[];
  readonly channels?: readonly WireChannel[];
  readonly layouts?: readonly Layout[];
  readonly extensions?: readonly ("view" | "hardening")[];
  readonly limits?: DeclaredLimits;
  /** The measures of every round that names none itself; none by default. */
  readonly hardening?: Hardening;
}

function declare(options: ReferenceOptions): Capabilities {
  const { operations = PROTOCOL_ITEMS, channels = WIRE_CHANNELS, layouts = LAYOUTS } = options;
  const {
    remainder = DEFAULT_REMAINDER,
    extensions = ["view", "hardening"],
    limits = REFERENCE_LIMITS,
  } = options;
  for (const item of operations) checkName("operations", item, PROTOCOL_ITEMS);
  checkName("remainder", remainder, REMAINDER_POLICIES);
  if (operations.includes("partition-draws") && !operations.includes("partition")) {
    throw rangeRefusal("operations", "partition beside partition-draws", operations);
  }
  const offered = new Map(rules.map((rule) => [rule.id, optionKeys(rule)]));
  const names = options.rules ?? [...offered.keys()];
  for (const name of names) checkName("rules", name, [...offered.keys()]);
  const has = (...wanted: readonly ProtocolItem[]): boolean =>
    wanted.some((item) => operations.includes(item));
  return {
    protocol: 1,
    implementation: { name: "cqsa-reference", version: REFERENCE_VERSION, language: "TypeScript" },
    operations: [...operations],
    ...(has("screen", "round") && {
      rules: Object.fromEntries(names.map((name) => [name, offered.get(name)!])),
    }),
    ...(has("aggregate", "fidelity", "round") && {
      noise: { channels: [...channels], layouts: [...layouts] },
    }),
    ...(has("partition", "round") && { remainder }),
    limits: { ...limits },
    ...(has("round") && { extensions: [...extensions] }),
  };
}

type Handlers = { readonly [O in OperationName]: (params: OperationParams[O]) => OperationResults[O] };

function handlersOf(remainder: RemainderPolicy, hardening: Hardening = {}): Handlers {
  return {
    encode: encodeOperation,
    decode: decodeOperation,
    partition: (params) => partitionOperation(params, remainder),
    aggregate: aggregateOperation,
    fidelity: fidelityOperation,
    screen: screenOperation,
    quantize: quantizeOperation,
    dequantize: dequantizeOperation,
    mask: maskOperation,
    unmask: unmaskOperation,
    round: (params) => roundOperation(params, remainder, hardening),
  };
}

/**
 * The reference: the library of this package behind the interface that every implementation is seen
 * through. It holds no state; the same call gives the same outcome in any instance.
 *
 * @param options what to declare; everything by default
 * @throws TypeError, RangeError for a name that is not known or not offered
 */
export function createReference(options: ReferenceOptions = {}): Implementation {
  const capabilities = declare(options);
  const handlers = handlersOf(options.remainder ?? DEFAULT_REMAINDER, options.hardening);

  function run<O extends OperationName>(operation: O, params: unknown): Outcome<OperationResults[O]> {
    const parsed = parse<OperationParams[O]>(operationParams[operation], params);
    if (!parsed.valid) return reject(parsed.message);
    return undeclared(capabilities, operation, parsed.value) ?? ok(handlers[operation](parsed.value));
  }

  const callRaw: Implementation["callRaw"] = async (operation, params) => {
    try {
      if (operation === "initialize") return answerInitialize(capabilities, params);
      if (isOperation(operation) && capabilities.operations.includes(operation))
        return run(operation, params);
      return unsupported(`the operation ${JSON.stringify(operation)} is not declared`, CODES.methodNotFound);
    } catch (error) {
      return outcomeOfError(error);
    }
  };
  return { capabilities, call: typedCall(callRaw), callRaw };
}
