import type { Implementation, Outcome } from "../src/implementation/implementation.ts";

/** Makes a call and looks after it: `go` is the call itself. */
export type Around = <T>(
  operation: string,
  params: unknown,
  go: () => Promise<Outcome<T>>,
) => Promise<Outcome<T>>;

/** An implementation with something done around each of its calls, typed or not. */
export function around(implementation: Implementation, each: Around): Implementation {
  return {
    ...implementation,
    call: async (operation, params) =>
      each(operation, params, async () => implementation.call(operation, params)),
    callRaw: async (operation, params) =>
      each(operation, params, async () => implementation.callRaw(operation, params)),
  };
}
