import { isDeepStrictEqual } from "node:util";
import type { CallText, Implementation, TextOutcome } from "../../src/implementation/implementation.ts";
import { PROTOCOL_VERSION } from "../../src/implementation/vocabulary.ts";
import { describeOutcome, violation } from "../violation.ts";

/** The one request that needs no operation: sent last, it shows that the lines before it are dealt with. */
export const LAST: Omit<CallText, "before"> = {
  operation: "initialize",
  params: JSON.stringify({
    protocol: PROTOCOL_VERSION,
    harness: { name: "cqsa-harness", version: "0" },
  }),
};

/** A call by its text, of an implementation that has them: laws about the stream apply to no other. */
export async function callText(implementation: Implementation, text: CallText): Promise<TextOutcome> {
  if (implementation.callText === undefined) throw new Error("there is no byte stream");
  return implementation.callText(text);
}

/**
 * Sends lines and then {@link LAST}, which is to be answered in any way that the protocol has.
 *
 * @param what the lines in words
 * @returns the answers before the last one
 */
export async function answersTo(
  implementation: Implementation,
  what: string,
  before: readonly string[],
): Promise<readonly object[]> {
  const outcome = await callText(implementation, { before, ...LAST });
  if (outcome.outcome !== "fault") return outcome.strays;
  throw violation(`${what}: the request after it has no answer`, "an answer", describeOutcome(outcome));
}

function isError(answer: object, code: number): boolean {
  const { error, ...rest } = answer as {
    readonly error?: { readonly code?: unknown; readonly message?: unknown };
  };
  return isDeepStrictEqual(rest, { jsonrpc: "2.0", id: null }) && error?.code === code;
}

/**
 * Sends one line, which is to be answered with an error and with id null, and be done with then.
 *
 * @param what the line in words
 */
export async function mustBeRefused(
  implementation: Implementation,
  what: string,
  line: string,
  code: number,
): Promise<void> {
  const answers = await answersTo(implementation, what, [line]);
  const expected = `error ${code} with id null`;
  const [first, second] = answers;
  if (first === undefined) throw violation(`${what} is not answered`, expected, "the next request's answer");
  if (!isError(first, code)) throw violation(`${what} has another answer`, expected, first);
  if (second !== undefined) throw violation(`${what} is answered more than once`, "one answer", answers);
}
