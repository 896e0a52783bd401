import type { Capabilities, Outcome } from "../implementation.ts";
import { ok, reject, unsupported } from "../outcome.ts";
import { parse } from "../schemas/explain.ts";
import { operationResults } from "../schemas/results.ts";
import { CODES, isOperation } from "../vocabulary.ts";
import type { Reply } from "./conversation.ts";
import { declarationFault, readDeclaration } from "./declaration.ts";
import { faultOf } from "./faults.ts";
import type { Fault } from "./faults.ts";
import { plain, quoted } from "./quote.ts";

/** A value, or the fault in its place. */
export type OrFault<T> =
  { readonly fault: null; readonly value: T } | { readonly fault: Fault; readonly value?: undefined };

/** What an answer to `initialize` declares. */
export function readHandshake(reply: Reply): OrFault<Capabilities> {
  if (reply.kind === "fault") return { fault: reply.fault };
  if (reply.kind === "error") {
    const detail = `error ${reply.code} to initialize: ${quoted(reply.message, 300)}`;
    return { fault: faultOf(reply.code === CODES.unsupported ? "protocol-version" : "error-code", detail) };
  }
  const parsed = readDeclaration(reply.value);
  return parsed.valid
    ? { fault: null, value: parsed.value }
    : { fault: declarationFault(reply.value, parsed.message) };
}

function resultProblem(operation: string, result: unknown): string | null {
  if (operation === "initialize") {
    const parsed = readDeclaration(result);
    return parsed.valid ? null : parsed.message;
  }
  // Of an operation that the protocol does not have, any result is as wrong as the next.
  if (!isOperation(operation)) return null;
  const parsed = parse<unknown>(operationResults[operation], result, "result");
  return parsed.valid ? null : plain(parsed.message);
}

/** The outcome that a reply stands for. A result has the shape of its operation; whether it is right is open. */
export function readReply(operation: string, reply: Reply): OrFault<Outcome<unknown>> {
  if (reply.kind === "fault") return { fault: reply.fault };
  if (reply.kind === "result") {
    const problem = resultProblem(operation, reply.value);
    if (problem !== null) return { fault: faultOf("malformed-result", `${operation}: ${problem}`) };
    return { fault: null, value: ok(reply.value) };
  }
  const { code, message } = reply;
  if (code === CODES.invalidParams) return { fault: null, value: reject(message) };
  if (code === CODES.methodNotFound || code === CODES.unsupported) {
    return { fault: null, value: unsupported(message, code) };
  }
  const detail = `error ${code} to ${plain(operation, 80)}: ${quoted(message, 300)}`;
  return { fault: faultOf("error-code", detail) };
}
