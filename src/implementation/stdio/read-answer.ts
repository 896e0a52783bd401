import { isUtf8 } from "node:buffer";
import { isObject } from "../schemas/expect.ts";
import { faultOf } from "./faults.ts";
import type { Fault } from "./faults.ts";
import { plain, quoted, quotedBytes } from "./quote.ts";
import { bareToken, excessOf } from "./scan-json.ts";

/** What one line of an adapter's stdout is to the request in flight. */
export type Reading =
  | { readonly kind: "result"; readonly value: unknown }
  | { readonly kind: "error"; readonly code: number; readonly message: string }
  /** A line beside the answer, which may yet come. */
  | { readonly kind: "chatter"; readonly detail: string }
  /**
   * A bad answer. `inStep`: it was the one to this request, so that the next request can follow. `stray`: the answer
   * itself, where it is one to something else.
   */
  | { readonly kind: "fault"; readonly fault: Fault; readonly inStep: boolean; readonly stray?: object };

const BRACE = 123;
/** Lines up to here are parsed unseen: they can't take much memory. */
const UNSEEN_BYTES = 1 << 20;

function firstByte(line: Buffer): number | undefined {
  for (const byte of line) if (byte !== 32 && byte !== 9 && byte !== 13) return byte;
  return undefined;
}

/** True if a line that can't be parsed is the answer to this request all the same. */
function names(line: Buffer, id: number): boolean {
  const ends = line.length > 1024 ? [line.subarray(0, 512), line.subarray(-512)] : [line];
  const member = new RegExp(`"id"\\s*:\\s*${id}\\s*[,}]`, "u");
  return ends.some((end) => member.test(end.toString("latin1")));
}

function chatter(detail: string): Reading {
  return { kind: "chatter", detail };
}

function bad(fault: Fault, inStep: boolean): Reading {
  return { kind: "fault", fault, inStep };
}

function readText(line: Buffer, id: number): Reading {
  const first = firstByte(line);
  if (first === undefined) return chatter("a blank line");
  const text = quotedBytes(line);
  if (!names(line, id)) return chatter(`the line ${text} is no JSON object`);
  const fault = faultOf("chatter", `the answer does not start its line: ${text}`);
  return bad(fault, true);
}

function readBroken(line: Buffer, id: number, error: unknown): Reading {
  const token = bareToken(line);
  const fault =
    token === null
      ? faultOf("invalid-json", plain(error instanceof Error ? error.message : String(error), 200))
      : faultOf("bare-nan", `it has a bare ${token}`);
  return bad(fault, names(line, id));
}

function readError(error: unknown): Reading {
  if (!isObject(error)) {
    return bad(faultOf("malformed-response", '"error" is no object'), true);
  }
  const { code, message } = error;
  if (!Number.isSafeInteger(code)) {
    return bad(faultOf("malformed-response", '"error.code" is no integer'), true);
  }
  if (typeof message !== "string") {
    return bad(faultOf("malformed-response", '"error.message" is no string'), true);
  }
  return { kind: "error", code: code as number, message: plain(message) };
}

function idText(value: unknown): string {
  if (typeof value === "string") return quoted(value);
  return typeof value === "object" && value !== null ? "an object" : String(value);
}

function stray(answer: object, detail: string, hint?: string): Reading {
  return { kind: "fault", fault: faultOf("wrong-id", detail, hint), inStep: false, stray: answer };
}

function readWrongId(answer: Readonly<Record<string, unknown>>, id: number): Reading {
  const got = answer["id"];
  if (got === undefined && answer["method"] === undefined) {
    if (answer["jsonrpc"] === undefined) return chatter("a JSON object that is no answer");
    return stray(answer, `expected ${id}, got none`);
  }
  if (answer["method"] !== undefined) {
    return chatter(`a JSON object with "method", which only requests have`);
  }
  const error = answer["error"];
  if (got === null && isObject(error) && typeof error["message"] === "string") {
    const detail = `expected ${id}, got null with the error ${quoted(error["message"])}`;
    return stray(answer, detail, "id null says that the adapter could not read the request");
  }
  const late = typeof got === "number" && got < id ? ", an earlier request's" : "";
  return stray(answer, `expected ${id}, got ${idText(got)}${late}`);
}

/**
 * Reads one line as the answer to a request.
 *
 * @param line the bytes without the line feed
 * @param id the id of the request in flight
 */
export function readAnswer(line: Buffer, id: number): Reading {
  if (line[0] !== BRACE && firstByte(line) !== BRACE) return readText(line, id);
  if (!isUtf8(line)) return bad(faultOf("invalid-utf8", quotedBytes(line)), names(line, id));
  if (line.length > UNSEEN_BYTES) {
    const excess = excessOf(line);
    if (excess !== null) return bad(faultOf("oversized-json", excess), names(line, id));
  }
  let answer: Readonly<Record<string, unknown>>;
  try {
    answer = JSON.parse(line.toString("utf8")) as Readonly<Record<string, unknown>>;
  } catch (error) {
    return readBroken(line, id, error);
  }
  if (answer["id"] !== id) return readWrongId(answer, id);
  if (answer["jsonrpc"] !== "2.0") {
    return bad(faultOf("wrong-jsonrpc", `"jsonrpc" expected "2.0", got ${idText(answer["jsonrpc"])}`), true);
  }
  const hasResult = Object.hasOwn(answer, "result");
  if (hasResult === Object.hasOwn(answer, "error")) {
    let detail = hasResult ? 'both "result" and "error"' : 'neither "result" nor "error"';
    if (Object.hasOwn(answer, "method")) detail = "a request, perhaps the one that was sent";
    return bad(faultOf("malformed-response", detail), true);
  }
  return hasResult ? { kind: "result", value: answer["result"] } : readError(answer["error"]);
}
