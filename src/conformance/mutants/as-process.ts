import type { Implementation, Outcome } from "../../implementation/implementation.ts";
import { outcomeOfError } from "../../implementation/outcome.ts";

async function settled<T>(call: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await call();
  } catch (error) {
    return outcomeOfError(error);
  }
}

/**
 * An implementation of this process as one of its own would be: an error that it throws is answered as a
 * server answers it, and what it kept is lost when it is started anew.
 */
export function asProcess(make: () => Implementation): Implementation {
  let current = make();
  return {
    capabilities: current.capabilities,
    call: (operation, params) => settled(() => current.call(operation, params)),
    callRaw: (operation, params) => settled(() => current.callRaw(operation, params)),
    restart: async () => {
      current = make();
    },
  };
}
