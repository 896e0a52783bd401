import type {
  Capabilities,
  Implementation,
  OperationParams,
  OperationResults,
} from "../../src/implementation/implementation.ts";
import { ok, outcomeOfError, typedCall } from "../../src/implementation/outcome.ts";
import type { OperationName } from "../../src/implementation/vocabulary.ts";
import { ask } from "../violation.ts";

/** One operation, answered. */
export type Answer<O extends OperationName> = (params: OperationParams[O]) => Promise<OperationResults[O]>;

/**
 * An implementation that answers one operation in its own way and is otherwise the given one: what a law's test
 * shows the law.
 *
 * @param answer makes the spoiled answer, with the good one at hand
 */
export function spoiled<O extends OperationName>(
  good: Implementation,
  operation: O,
  answer: (
    params: OperationParams[O],
    honest: Answer<O>,
  ) => OperationResults[O] | Promise<OperationResults[O]>,
): Implementation {
  const callRaw: Implementation["callRaw"] = async (name, params) => {
    if (name !== operation) return good.callRaw(name, params);
    try {
      const honest: Answer<O> = (asked) => ask(good, operation, asked);
      return ok(await answer(params as OperationParams[O], honest));
    } catch (error) {
      return outcomeOfError(error);
    }
  };
  return { capabilities: good.capabilities, call: typedCall(callRaw), callRaw };
}

/** An implementation that declares something else than it does. */
export function declaring(good: Implementation, declared: Partial<Capabilities>): Implementation {
  return { ...good, capabilities: { ...good.capabilities, ...declared } };
}
