import type { Implementation, Outcome } from "../src/implementation/implementation.ts";

/** Makes a call and looks after it: `go` is the call itself. */
export type Around = <End extends Outcome<unknown>>(
  operation: string,
  params: unknown,
  go: () => Promise<End>,
) => Promise<End>;

/**
 * An implementation with something done around each of its calls, typed or not. For a call by its text `params` is the
 * whole `CallText`.
 */
export function around(implementation: Implementation, each: Around): Implementation {
  const { callText } = implementation;
  return {
    ...implementation,
    call: async (operation, params) =>
      each(operation, params, async () => implementation.call(operation, params)),
    callRaw: async (operation, params) =>
      each(operation, params, async () => implementation.callRaw(operation, params)),
    ...(callText && { callText: async (text) => each(text.operation, text, async () => callText(text)) }),
  };
}
