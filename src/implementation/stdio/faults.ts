/** Every way in which an adapter goes wrong that the client tells apart. */
export const FAULT_KINDS = [
  "no-command",
  "exit",
  "closed-output",
  "closed-input",
  "memory",
  "time-out",
  "unflushed",
  "unfinished-line",
  "unread-input",
  "chatter",
  "unsolicited",
  "line-too-long",
  "endless-output",
  "invalid-utf8",
  "invalid-json",
  "bare-nan",
  "oversized-json",
  "wrong-id",
  "wrong-jsonrpc",
  "malformed-response",
  "malformed-result",
  "error-code",
  "protocol-version",
  "malformed-declaration",
  "changed-declaration",
  "not-coming-back",
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

interface Wording {
  readonly what: string;
  readonly hint: string;
}

const WORDINGS: { readonly [K in FaultKind]: Wording } = {
  "no-command": {
    what: "the command cannot be run",
    hint: "it is run without a shell: give the program and each argument as a word of its own, and look at PATH",
  },
  exit: {
    what: "the adapter ended",
    hint: "it has to run until its standard input ends, and to answer a failure with error -32603",
  },
  "closed-output": {
    what: "the adapter closed its stdout",
    hint: "keep stdout open until standard input ends",
  },
  "closed-input": {
    what: "the adapter closed its stdin",
    hint: "read one line after the other until standard input ends",
  },
  memory: {
    what: "the adapter takes too much memory",
    hint: "look for what it keeps between calls: no answer may depend on what came before",
  },
  "time-out": {
    what: "no answer in time",
    hint: "allow a call more time, or see that every path through the adapter writes an answer and flushes stdout",
  },
  unflushed: {
    what: "no answer in time",
    hint: "flush stdout after each line (Python: print(…, flush=True))",
  },
  "unfinished-line": {
    what: "an unfinished line",
    hint: "end each answer with a line feed, and flush stdout after it",
  },
  "unread-input": {
    what: "the request is not read",
    hint: "read standard input to the line feed, however long the line is",
  },
  chatter: {
    what: "the adapter prints to stdout",
    hint: "stdout is for answers alone; log to stderr",
  },
  unsolicited: {
    what: "output that nothing asked for",
    hint: "write exactly one line for a request, and log to stderr",
  },
  "line-too-long": {
    what: "a line is too long",
    hint: "end each answer with a line feed, and send no more than the result has",
  },
  "endless-output": {
    what: "endless output",
    hint: "write exactly one line for a request, and log to stderr",
  },
  "invalid-utf8": {
    what: "the answer is not UTF-8",
    hint: "encode stdout as UTF-8, or escape other characters in JSON strings",
  },
  "invalid-json": {
    what: "the answer is not JSON",
    hint: "write one JSON object a line with a JSON library (Python: json.dumps)",
  },
  "bare-nan": {
    what: "the answer is not JSON",
    hint:
      'JSON has no such number: write NaN as the string "NaN", or refuse what has no finite result with error -32602 ' +
      "(Python: json.dumps(…, allow_nan=False) finds it)",
  },
  "oversized-json": {
    what: "the answer is no possible result",
    hint: "send no more than the result has",
  },
  "wrong-id": {
    what: "the answer has a wrong id",
    hint: "repeat the request's id as it is, and answer each request once",
  },
  "wrong-jsonrpc": {
    what: "the answer is not JSON-RPC 2.0",
    hint: 'every answer has "jsonrpc": "2.0"',
  },
  "malformed-response": {
    what: "the answer is not JSON-RPC 2.0",
    hint: 'an answer has either "result" or "error": {"code": integer, "message": string}, and the other one is absent',
  },
  "malformed-result": {
    what: "the result is malformed",
    hint: "its shape is in spec/wire.md, WIRE-OPS-1",
  },
  "error-code": {
    what: "the adapter answered with an error",
    hint: "refusals have the code -32602, what is not offered -32601 or -32001; any other code is a defect",
  },
  "protocol-version": {
    what: "another version of the protocol",
    hint: "this harness speaks version 1 alone",
  },
  "malformed-declaration": {
    what: "the answer to initialize is malformed",
    hint: "its shape is in spec/wire.md, WIRE-INIT-1",
  },
  "changed-declaration": {
    what: "the adapter declares something else after a restart",
    hint: "what initialize answers must not depend on time, chance or earlier requests",
  },
  "not-coming-back": {
    what: "the adapter does not come back",
    hint: "nothing more is asked of it",
  },
};

/** One thing that went wrong. */
export interface Fault {
  readonly kind: FaultKind;
  /** One line: `<what>: <detail>; <hint>`. */
  readonly message: string;
}

/**
 * A fault in words.
 *
 * @param detail what was seen; text of the adapter in it must be quoted already
 * @param hint in place of the usual one of this kind
 */
export function faultOf(kind: FaultKind, detail: string, hint: string = WORDINGS[kind].hint): Fault {
  return { kind, message: `${WORDINGS[kind].what}: ${detail}; ${hint}` };
}

/** An adapter that does not work at all; its message is a fault's. */
export interface AdapterError extends Error {
  readonly kind: FaultKind;
}

const adapterErrors = new WeakSet<Error>();

/** The error that stands for a fault which leaves nothing to test. */
export function adapterError({ kind, message }: Fault): AdapterError {
  const error = Object.assign(new Error(message), { kind });
  adapterErrors.add(error);
  return error;
}

/** True for an error made by {@link adapterError}. */
export function isAdapterError(error: unknown): error is AdapterError {
  return error instanceof Error && adapterErrors.has(error);
}
