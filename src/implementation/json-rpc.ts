import { isUtf8 } from "node:buffer";
import type { Implementation, Outcome } from "./implementation.ts";
import { oneLine, outcomeOfError } from "./outcome.ts";
import { isObject } from "./schemas/expect.ts";
import { CODES } from "./vocabulary.ts";
import { wireText } from "./wire-numbers.ts";

type Id = string | number | null;

function errorText(id: Id, code: number, message: string): string {
  return JSON.stringify({ jsonrpc: "2.0", id, error: { code, message: oneLine(message) } });
}

/** The answer to a line that is beyond the limit. */
export function tooLongText(maxBytes: number): string {
  return errorText(null, CODES.invalidRequest, `a line of more than ${maxBytes} bytes`);
}

function outcomeText(id: Id, outcome: Outcome<unknown>): string {
  if (outcome.outcome === "ok") {
    const result = wireText(outcome.result);
    if (result === undefined) return errorText(id, CODES.internalError, "the operation returned no value");
    return `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":${result}}`;
  }
  return errorText(id, codeOf(outcome), outcome.message);
}

function codeOf(outcome: Exclude<Outcome<unknown>, { readonly outcome: "ok" }>): number {
  if (outcome.outcome === "unsupported") return outcome.code;
  return outcome.outcome === "reject" ? CODES.invalidParams : CODES.internalError;
}

interface Request {
  /** Undefined for a notification. */
  readonly id: Id | undefined;
  readonly method: string;
  readonly params: unknown;
}

/** A request, or the text of the answer to what is none. */
function readRequest(value: unknown): Request | string {
  if (!isObject(value)) return errorText(null, CODES.invalidRequest, "a request is one JSON object");
  const { jsonrpc, method, params = {} } = value;
  const id = Object.hasOwn(value, "id") ? value["id"] : undefined;
  const valid = id === undefined || id === null || typeof id === "string" || Number.isFinite(id);
  if (!valid) return errorText(null, CODES.invalidRequest, '"id" expected a string or a number');
  const known = (id ?? null) as Id;
  if (jsonrpc !== "2.0") return errorText(known, CODES.invalidRequest, '"jsonrpc" expected "2.0"');
  if (typeof method !== "string") return errorText(known, CODES.invalidRequest, '"method" expected a string');
  return { id: id as Id | undefined, method, params };
}

function parseLine(bytes: Buffer): { readonly value: unknown } | { readonly failure: string } {
  if (!isUtf8(bytes)) return { failure: "the line is not UTF-8" };
  try {
    return { value: JSON.parse(bytes.toString("utf8")) as unknown };
  } catch (error) {
    return { failure: `the line is not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}

async function outcomeOf(implementation: Implementation, request: Request): Promise<Outcome<unknown>> {
  try {
    return await implementation.callRaw(request.method, request.params);
  } catch (error) {
    return outcomeOfError(error);
  }
}

/** Space, tab and carriage return. */
function isBlank(byte: number): boolean {
  return byte === 32 || byte === 9 || byte === 13;
}

/**
 * Answers one line of JSON-RPC 2.0.
 *
 * @param bytes the line without its line break
 * @returns the answer without a line break, or null where none is due: a blank line, a notification
 */
export async function answerLine(implementation: Implementation, bytes: Buffer): Promise<string | null> {
  if (bytes.every(isBlank)) return null;
  const parsed = parseLine(bytes);
  if ("failure" in parsed) return errorText(null, CODES.parseError, parsed.failure);
  const request = readRequest(parsed.value);
  if (typeof request === "string") return request;
  // Nothing here has a side effect: a call without an answer need not run.
  if (request.id === undefined) return null;
  const outcome = await outcomeOf(implementation, request);
  try {
    return outcomeText(request.id, outcome);
  } catch (error) {
    return errorText(request.id, CODES.internalError, `the result has no JSON text: ${String(error)}`);
  }
}
