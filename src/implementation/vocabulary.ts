/** The version of the wire protocol that this package speaks. */
export const PROTOCOL_VERSION = 1;

/** The operations, in the order of a round and then of masking. */
export const OPERATION_NAMES = [
  "encode",
  "decode",
  "partition",
  "aggregate",
  "fidelity",
  "screen",
  "quantize",
  "dequantize",
  "mask",
  "unmask",
  "round",
] as const;

export type OperationName = (typeof OPERATION_NAMES)[number];

/** What `operations` of `initialize` may list: `partition-draws` says that `partition` takes `draws`. */
export type ProtocolItem = OperationName | "partition-draws";

export const PROTOCOL_ITEMS: readonly ProtocolItem[] = [...OPERATION_NAMES, "partition-draws"];

/** True for a name of {@link OPERATION_NAMES}. */
export function isOperation(name: string): name is OperationName {
  return (OPERATION_NAMES as readonly string[]).includes(name);
}

/** The channels that the wire knows: fewer than the library has. */
export const WIRE_CHANNELS = ["none", "depolarizing2", "depolarizing1x2"] as const;

export type WireChannel = (typeof WIRE_CHANNELS)[number];

/** Error codes of the wire. */
export const CODES = {
  parseError: -32700,
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  internalError: -32603,
  unsupported: -32001,
} as const;
