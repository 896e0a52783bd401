import { typedCall } from "../outcome.ts";
import type { Implementation } from "../implementation.ts";

/** An implementation as a program serves it that many ask in turn: `initialize` makes it anew. */
export function renewed(make: () => Implementation): Implementation {
  let current = make();
  const callRaw: Implementation["callRaw"] = (operation, params) => {
    if (operation === "initialize") current = make();
    return current.callRaw(operation, params);
  };
  return { capabilities: current.capabilities, call: typedCall(callRaw), callRaw };
}
