import type { Implementation, Outcome } from "../../src/implementation/implementation.ts";
import { CODES } from "../../src/implementation/vocabulary.ts";
import { show, violation } from "../violation.ts";

function codeOf(outcome: Outcome<unknown>): number | undefined {
  if (outcome.outcome === "unsupported") return outcome.code;
  return outcome.outcome === "reject" ? CODES.invalidParams : undefined;
}

/**
 * Sends a request for something that was not declared, to be answered with one of the error codes.
 *
 * @throws a violation for any other outcome
 */
export async function mustNotOffer(
  implementation: Implementation,
  operation: string,
  params: unknown,
  codes: readonly number[],
): Promise<void> {
  const outcome = await implementation.callRaw(operation, params);
  const code = codeOf(outcome);
  if (code !== undefined && codes.includes(code)) return;
  const received =
    outcome.outcome === "ok"
      ? `ok ${show(outcome.result)}`
      : `${outcome.outcome}${code === undefined ? "" : ` (${code})`}: ${outcome.message}`;
  throw violation(
    `${operation || "an operation without a name"} is not answered as something undeclared`,
    `error ${codes.join(" or ")}`,
    received,
  );
}
