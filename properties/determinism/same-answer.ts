import { isDeepStrictEqual } from "node:util";
import type { Implementation } from "../../src/implementation/implementation.ts";
import type { Request } from "../arbitraries/requests.ts";
import { ask, violation } from "../violation.ts";

/** An answer as plain JSON: −0 and 0 are one number there, and every other number keeps its bits. */
export async function answerTo(
  implementation: Implementation,
  { operation, params }: Request,
): Promise<unknown> {
  const result: unknown = await ask(implementation, operation, params as never);
  return JSON.parse(JSON.stringify(result));
}

/** Demands two equal answers to one request. @throws a violation. */
export function mustBeSame(what: string, first: unknown, second: unknown): void {
  if (!isDeepStrictEqual(first, second)) throw violation(what, first, second);
}
