import fc from "fast-check";
import type { Capabilities } from "../../src/implementation/implementation.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { violation } from "../violation.ts";
import { anyRequest, nothingToAsk } from "./askable.ts";
import { answersTo, LAST } from "./lines.ts";

interface Message {
  readonly operation: string;
  readonly params: unknown;
}

/** Messages that would be answered, with a result or with an error, if they had an id. */
function messages(capabilities: Capabilities): fc.Arbitrary<Message> {
  const some = fc.constantFrom<Message>(
    { operation: "no-such-operation", params: {} },
    { operation: LAST.operation, params: JSON.parse(LAST.params) },
    ...capabilities.operations.map((operation) => ({ operation, params: {} })),
  );
  if (nothingToAsk(capabilities) !== undefined) return some;
  return fc.oneof({ withCrossShrink: true }, some, anyRequest(capabilities));
}

export const notification: Law = deterministicLaw<readonly Message[]>({
  id: "stream/notification",
  sentence: "a message without an id gets no answer, whatever it asks for, and the request after it gets one",
  clauses: ["WIRE-MSG-2"],
  needs: [],
  needsStream: true,
  cases: (capabilities) => fc.array(messages(capabilities), { minLength: 1, maxLength: 3 }),
  check: async (implementation, asked) => {
    const what = "a message without an id";
    const lines = asked.map(({ operation: method, params }) =>
      JSON.stringify({ jsonrpc: "2.0", method, params }),
    );
    const [first] = await answersTo(implementation, what, lines);
    if (first !== undefined) throw violation(`${what} is answered`, "the next request's answer", first);
    return "held";
  },
});
