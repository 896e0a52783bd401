import type { Implementation, Outcome } from "../implementation.ts";
import { typedCall } from "../outcome.ts";
import { createReference } from "../reference.ts";

interface Known {
  readonly operation: string;
  readonly outcome: Outcome<unknown>;
}

const known = new WeakMap<object, Known>();

/**
 * Keeps what the reference answers to a request, for {@link knowingReference}. Parameters and outcome may not change any
 * more: they are told again by their identity.
 */
export function keepAnswer(operation: string, params: unknown, outcome: Outcome<unknown>): void {
  if (typeof params === "object" && params !== null) known.set(params, { operation, outcome });
}

/** The reference, which computes nothing again that was kept of it. Its answers are the same without. */
export function knowingReference(): Implementation {
  const { capabilities, callRaw: compute } = createReference();
  const callRaw: Implementation["callRaw"] = async (operation, params) => {
    const kept = typeof params === "object" && params !== null ? known.get(params) : undefined;
    return kept?.operation === operation ? kept.outcome : compute(operation, params);
  };
  return { capabilities, call: typedCall(callRaw), callRaw };
}
