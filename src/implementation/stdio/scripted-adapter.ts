import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** For tests: adapters written in a line or two, well-behaved but for what a test gives them. */
export interface Script {
  /** Runs before the first request is read. */
  readonly start?: string;
  /** In place of the answer to `initialize`. */
  readonly initialize?: string;
  /**
   * In place of the answer to a call. There are `request`, its `line`, `starts` (of this script up to now), `write(text)`,
   * `reply(result)`, `refuse(code, message)`, `sleep(ms)` (blocking).
   */
  readonly call?: string;
  /** In place of the answer to a line that is no JSON, and to JSON that is no request, with id null. There is `line`. */
  readonly notJson?: string;
  readonly noRequest?: string;
  /** For a message without an id, which gets no answer by default. */
  readonly notification?: string;
  /** Runs when the input ends; ending with status 0 by default. */
  readonly end?: string;
}

const DECLARED = {
  protocol: 1,
  implementation: { name: "scripted", version: "1", language: "JavaScript" },
  operations: ["encode"],
};

function sourceOf(script: Script): string {
  const { start = "", initialize = "reply(DECLARED)", end = "process.exit(0)" } = script;
  const { call = "reply({ phases: request.params.weights })" } = script;
  const { notJson = 'refuse(-32700, "not JSON", null)', notification = "" } = script;
  const { noRequest = 'refuse(-32600, "no request", null)' } = script;
  return `
const fs = require("node:fs");
const childProcess = require("node:child_process");
const DECLARED = ${JSON.stringify(DECLARED)};
fs.appendFileSync(__filename + ".starts", "x");
const starts = fs.statSync(__filename + ".starts").size;
let request = null;
const write = (text) => fs.writeSync(1, text);
const reply = (result, id = request.id) => write(JSON.stringify({ jsonrpc: "2.0", id, result }) + "\\n");
const refuse = (code, message, id = request.id) =>
  write(JSON.stringify({ jsonrpc: "2.0", id, error: { code, message } }) + "\\n");
const sleep = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
${start}
let line = "";
const answer = {
  initialize: () => { ${initialize} },
  call: () => { ${call} },
  notJson: () => { ${notJson} },
  noRequest: () => { ${noRequest} },
  notification: () => { ${notification} },
};
const parsed = () => {
  try {
    return { value: JSON.parse(line) };
  } catch {
    return null;
  }
};
const kindOf = (read) => {
  if (read === null) return "notJson";
  request = read.value;
  if (typeof request?.method !== "string") return "noRequest";
  if (request.id === undefined) return "notification";
  return request.method === "initialize" ? "initialize" : "call";
};
let rest = "";
process.stdin.setEncoding("utf8");
process.stdin.on("data", (chunk) => {
  rest += chunk;
  for (let at = rest.indexOf("\\n"); at !== -1; at = rest.indexOf("\\n")) {
    line = rest.slice(0, at);
    rest = rest.slice(at + 1);
    answer[kindOf(parsed())]();
  }
});
process.stdin.on("end", () => { ${end} });
`;
}

export interface ScriptFolder {
  /** The command of a script. */
  readonly adapter: (script: Script) => readonly [string, ...string[]];
  /** The command of a program given as its source. */
  readonly program: (name: string, source: string) => readonly [string, ...string[]];
  readonly path: string;
  readonly remove: () => void;
}

/** A temporary folder for scripts, which its user removes. */
export function scriptFolder(): ScriptFolder {
  const path = mkdtempSync(join(tmpdir(), "cqsa-stdio-"));
  let count = 0;
  const program: ScriptFolder["program"] = (name, source) => {
    count += 1;
    const file = join(path, `${count}-${name}`);
    writeFileSync(file, source);
    return [process.execPath, file];
  };
  return {
    path,
    program,
    adapter: (script) => program("adapter.cjs", sourceOf(script)),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
