import { afterAll, expect, test } from "vitest";
import type { TestContext } from "vitest";
import type { EncodeResult, Outcome } from "../implementation.ts";
import { connectStdio } from "./connect.ts";
import type { StdioImplementation } from "./connect.ts";
import { FAULT_KINDS, isAdapterError } from "./faults.ts";
import type { FaultKind } from "./faults.ts";
import { scriptFolder } from "./scripted-adapter.ts";
import type { Script } from "./scripted-adapter.ts";
import type { StdioSettings } from "./settings.ts";

const folder = scriptFolder();
const seen = new Set<FaultKind>();

afterAll(folder.remove);

type Limits = Omit<Partial<StdioSettings>, "command">;

async function open(
  { onTestFinished }: TestContext,
  script: Script,
  limits: Limits = {},
): Promise<StdioImplementation> {
  const adapter = await connectStdio({ command: folder.adapter(script), grace: 300, ...limits });
  onTestFinished(adapter.close);
  return adapter;
}

async function encode(adapter: StdioImplementation, weight: number): Promise<Outcome<EncodeResult>> {
  return adapter.call("encode", { weights: [weight], clusterSize: 1, weightBound: 10 });
}

interface Case {
  readonly kind: FaultKind;
  /** What is done for the weight 1; every other one is answered as it should be. */
  readonly bad: string;
  readonly message: RegExp;
  readonly restarts: 0 | 1;
  readonly limits?: Limits;
  readonly script?: Script;
}

const ANSWER = 'JSON.stringify({ jsonrpc: "2.0", id: request.id, result: { phases: [1] } })';

const CASES: Readonly<Record<string, Case>> = {
  "A line of text before the answer": {
    kind: "chatter",
    bad: 'write("Loading model...\\n" + answer + "\\n")',
    message:
      /^the adapter prints to stdout: the line "Loading model\.\.\." is no JSON object; .*log to stderr$/u,
    restarts: 0,
  },
  "A blank line before the answer": {
    kind: "chatter",
    bad: 'write("\\n" + answer + "\\n")',
    message: /a blank line/u,
    restarts: 0,
  },
  "Text that runs into the answer's line": {
    kind: "chatter",
    bad: 'write("50%... " + answer + "\\n")',
    message: /the answer does not start its line: "50%\.\.\. \{/u,
    restarts: 0,
  },
  "A JSON log line before the answer": {
    kind: "chatter",
    bad: 'write(\'{"level":"info"}\\n\' + answer + "\\n")',
    message: /a JSON object that is no answer/u,
    restarts: 0,
  },
  "A notification before the answer": {
    kind: "chatter",
    bad: 'write(\'{"jsonrpc":"2.0","method":"log"}\\n\' + answer + "\\n")',
    message: /"method", which only requests have/u,
    restarts: 0,
  },
  "Text and no answer": {
    kind: "chatter",
    bad: 'write("working\\n")',
    message: /the line "working" is no JSON object, and no answer to encode within 800 ms;/u,
    restarts: 1,
    limits: { callTimeLimit: 800 },
  },
  "A second answer in the same write": {
    kind: "unsolicited",
    bad: 'write(answer + "\\n" + answer + "\\n")',
    message: /^output that nothing asked for: "\{.*" after the answer to encode; .*exactly one line/u,
    restarts: 0,
  },
  "Half a line after the answer": {
    kind: "unsolicited",
    bad: 'write(answer + "\\ndone")',
    message: /"done" after the answer to encode/u,
    restarts: 1,
  },
  "A line beyond the limit": {
    kind: "line-too-long",
    bad: 'write("x".repeat(5000) + "\\n")',
    message: /^a line is too long: more than 4000 bytes, starting "x+…"; /u,
    restarts: 1,
    limits: { maxLineBytes: 4000 },
  },
  "Endless short lines": {
    kind: "endless-output",
    bad: 'for (;;) write("tick\\n".repeat(10000))',
    message: /^endless output: 1001 lines, the last one "tick"; /u,
    restarts: 1,
  },
  "Bytes that are not UTF-8": {
    kind: "invalid-utf8",
    bad: "fs.writeSync(1, Buffer.from('{\"id\":' + request.id + ',\"name\":\"Z\\u00fcrich\"}\\n', 'latin1'))",
    message: /^the answer is not UTF-8: .*; encode stdout as UTF-8/u,
    restarts: 0,
  },
  "Python's repr in place of JSON": {
    kind: "invalid-json",
    bad: "write(\"{'jsonrpc': '2.0', 'id': \" + request.id + \", 'result': None}\\n\")",
    message: /^the answer is not JSON: .*; .*json\.dumps/u,
    restarts: 1,
  },
  "A bare NaN": {
    kind: "bare-nan",
    bad: 'write(answer.replace("[1]", "[NaN]") + "\\n")',
    message: /^the answer is not JSON: it has a bare NaN; .*write NaN as the string "NaN".*allow_nan=False/u,
    restarts: 0,
  },
  "A bare -Infinity": {
    kind: "bare-nan",
    bad: 'write(answer.replace("[1]", "[0, -Infinity]") + "\\n")',
    message: /it has a bare -Infinity;/u,
    restarts: 0,
  },
  "Arrays nested without end": {
    kind: "oversized-json",
    bad: 'write(answer.replace("[1]", "[".repeat(2000000)) + "\\n")',
    message: /^the answer is no possible result: arrays or objects nested 2000002 deep; /u,
    restarts: 0,
  },
  "An earlier request's id": {
    kind: "wrong-id",
    bad: "reply({ phases: [1] }, 1)",
    message: /^the answer has a wrong id: expected 3, got 1, an earlier request's; repeat the request's id/u,
    restarts: 1,
  },
  "The id as a string": {
    kind: "wrong-id",
    bad: "reply({ phases: [1] }, String(request.id))",
    message: /expected 3, got "3";/u,
    restarts: 1,
  },
  "No id": {
    kind: "wrong-id",
    bad: 'write(\'{"jsonrpc":"2.0","result":{}}\\n\')',
    message: /expected 3, got none;/u,
    restarts: 1,
  },
  "An answer to a request that could not be read": {
    kind: "wrong-id",
    bad: 'request.id = null; refuse(-32700, "bad JSON")',
    message: /got null with the error "bad JSON"; .*could not read the request/u,
    restarts: 1,
  },
  "Another version of JSON-RPC": {
    kind: "wrong-jsonrpc",
    bad: 'write(answer.replace("2.0", "1.0") + "\\n")',
    message: /"jsonrpc" expected "2\.0", got "1\.0"/u,
    restarts: 0,
  },
  "Both a result and an error": {
    kind: "malformed-response",
    bad: 'write(answer.replace("}}", "},\\"error\\":null}") + "\\n")',
    message: /both "result" and "error"; .*the other one is absent/u,
    restarts: 0,
  },
  "Neither a result nor an error": {
    kind: "malformed-response",
    bad: "reply(undefined)",
    message: /neither "result" nor "error"/u,
    restarts: 0,
  },
  "An error without a code": {
    kind: "malformed-response",
    bad: 'refuse(undefined, "no")',
    message: /"error\.code" is no integer/u,
    restarts: 0,
  },
  "An error without a message": {
    kind: "malformed-response",
    bad: "refuse(-32602)",
    message: /"error\.message" is no string/u,
    restarts: 0,
  },
  "A result of another shape": {
    kind: "malformed-result",
    bad: 'reply({ phases: [0, "NaN"] })',
    message:
      /^the result is malformed: encode: "phases\[1\]" expected a finite number, got "NaN"; .*WIRE-OPS-1$/u,
    restarts: 0,
  },
  "A number beyond float64": {
    kind: "malformed-result",
    bad: 'write(answer.replace("[1]", "[1e999]") + "\\n")',
    message: /"phases\[0\]" expected a finite number, got Infinity/u,
    restarts: 0,
  },
  "An internal error": {
    kind: "error-code",
    bad: 'refuse(-32603, "division by zero\\u001b[2J")',
    message: /^the adapter answered with an error: error -32603 to encode: "division by zero\\+u001b\[2J"; /u,
    restarts: 0,
  },
  "An end during the call": {
    kind: "exit",
    bad: 'fs.writeSync(2, "Traceback\\nZeroDivisionError: division by zero\\n"); process.exit(3)',
    message:
      /^the adapter ended: exit status 3 during encode, its stderr ends "ZeroDivisionError: division by zero"; /u,
    restarts: 1,
  },
  "A signal during the call": {
    kind: "exit",
    bad: 'process.kill(process.pid, "SIGKILL"); sleep(1000)',
    message: /^the adapter ended: killed by SIGKILL during encode, nothing on stderr; /u,
    restarts: 1,
  },
  "A closed stdout": {
    kind: "closed-output",
    bad: "fs.closeSync(1); setInterval(() => {}, 1000)",
    message: /^the adapter closed its stdout: during encode; /u,
    restarts: 1,
  },
  "Half a line": {
    kind: "unfinished-line",
    bad: "write(answer.slice(0, 20))",
    message: /^an unfinished line: no answer to encode within 800 ms, only "\{.*" \(20 bytes\); .*line feed/u,
    restarts: 1,
    limits: { callTimeLimit: 800 },
  },
  "An answer without its line feed": {
    kind: "unfinished-line",
    bad: "write(answer)",
    message: /\(whole but for its line feed\)/u,
    restarts: 1,
    limits: { callTimeLimit: 800 },
  },
  "No answer from an idle adapter": {
    kind: "time-out",
    bad: "",
    message:
      /^no answer in time: no answer to encode within 800 ms(?:, and the adapter is idle)?; allow a call more time, or/u,
    restarts: 1,
    limits: { callTimeLimit: 800 },
  },
  "No answer from a busy adapter": {
    kind: "time-out",
    bad: "for (;;);",
    message:
      /^no answer in time: no answer to encode within 800 ms; (?:it is computing: )?allow a call more time, or/u,
    restarts: 1,
    limits: { callTimeLimit: 800 },
  },
};

test.concurrent.for(Object.entries(CASES))(
  "%s: the fault of that call alone [WIRE-OUT-1] [WIRE-OUT-6]",
  async ([, given], context) => {
    const { kind, bad, message, restarts, limits } = given;
    const call = `
    const answer = ${ANSWER};
    if (request.params.weights[0] === 1) { ${bad} }
    else reply({ phases: request.params.weights })`;
    const adapter = await open(context, { call }, limits);
    expect(await encode(adapter, 2)).toStrictEqual({ outcome: "ok", result: { phases: [2] } });
    const outcome = await encode(adapter, 1);
    expect(outcome).toMatchObject({ outcome: "fault", message: expect.stringMatching(message) as string });
    expect(await encode(adapter, 3)).toStrictEqual({ outcome: "ok", result: { phases: [3] } });
    const log = adapter.observed();
    expect(log).toMatchObject({ faults: { [kind]: 1 }, restarts, calls: 3 });
    expect(log.lastFault).toMatch(message);
    seen.add(kind);
  },
);

test.concurrent("What comes between two calls is the fault of the next one [WIRE-MSG-1]", async (context) => {
  const adapter = await open(context, {
    call: 'reply({ phases: [1] }); setTimeout(() => write("done\\n"), 400)',
  });
  expect(await encode(adapter, 1)).toMatchObject({ outcome: "ok" });
  await expect.poll(() => adapter.observed().chatterLines).toBe(1);
  expect(await encode(adapter, 1)).toMatchObject({
    outcome: "fault",
    message: expect.stringContaining(
      'output that nothing asked for: "done" after the answer to encode',
    ) as string,
  });
  expect(adapter.observed()).toMatchObject({
    faults: { unsolicited: 1 },
    chatter: ['"done"'],
    restarts: 0,
  });
  seen.add("unsolicited");
});

test.concurrent(
  "An end between two calls is the fault of the next one, and the one after is served [WIRE-MSG-4]",
  async (context) => {
    const adapter = await open(context, {
      call: "reply({ phases: [1] }); if (starts === 1) process.exit(0)",
    });
    expect(await encode(adapter, 1)).toMatchObject({ outcome: "ok" });
    await expect.poll(() => adapter.observed().lastEnd).toBe("exit status 0");
    expect(await encode(adapter, 1)).toMatchObject({
      outcome: "fault",
      message: expect.stringMatching(
        /^the adapter ended: exit status 0 (?:after its answer to|during) encode, /u,
      ) as string,
    });
    expect(await encode(adapter, 1)).toMatchObject({ outcome: "ok" });
    expect(adapter.observed()).toMatchObject({ faults: { exit: 1 }, restarts: 1 });
  },
);

test.concurrent("An adapter that closes its stdin is told so [WIRE-OUT-1]", async (context) => {
  const adapter = await open(context, {
    call: "fs.closeSync(0); reply({ phases: [1] }); if (starts === 1) for (;;) sleep(1000)",
  });
  expect(await encode(adapter, 1)).toMatchObject({ outcome: "ok" });
  expect(await encode(adapter, 1)).toMatchObject({
    outcome: "fault",
    message: expect.stringMatching(/^the adapter closed its stdin: during encode; read one line/u) as string,
  });
  expect(adapter.observed().faults).toStrictEqual({ "closed-input": 1 });
  seen.add("closed-input");
});

test.concurrent("A request that is not read to its end is named as such [WIRE-OUT-1]", async (context) => {
  const adapter = await open(
    context,
    {
      initialize:
        "reply(DECLARED); if (starts === 1) { process.stdin.pause(); setInterval(() => {}, 1000); }",
    },
    { callTimeLimit: 800 },
  );
  const params = { weights: Array.from({ length: 200_000 }, () => 0.5), clusterSize: 1, weightBound: 1 };
  expect(await adapter.call("encode", params)).toMatchObject({
    outcome: "fault",
    message: expect.stringMatching(
      /^the request is not read: no answer to encode within 800 ms, and \d+ bytes of it wait; /u,
    ) as string,
  });
  expect(await encode(adapter, 1)).toMatchObject({ outcome: "ok" });
  seen.add("unread-input");
});

test
  .skipIf(process.platform !== "linux")
  .concurrent("Memory beyond the limit ends the adapter [WIRE-OUT-1]", async (context) => {
    const adapter = await open(
      context,
      {
        start: "const kept = []",
        call: "if (starts === 1) for (;;) { kept.push(Buffer.alloc(1 << 24, 1)); sleep(20); } reply({ phases: [1] })",
      },
      { maxMemoryBytes: 150 * 2 ** 20 },
    );
    expect(await encode(adapter, 1)).toMatchObject({
      outcome: "fault",
      message: expect.stringMatching(
        /^the adapter takes too much memory: \d+ MiB during encode, limit 150 MiB; /u,
      ) as string,
    });
    expect(await encode(adapter, 1)).toMatchObject({ outcome: "ok" });
    const { peakMemoryBytes, lastEnd } = adapter.observed();
    expect(peakMemoryBytes).toBeGreaterThan(150 * 2 ** 20);
    expect(peakMemoryBytes).toBeLessThan(1000 * 2 ** 20);
    expect(lastEnd).toBe("killed by SIGKILL");
    seen.add("memory");
  });

test.concurrent(
  "Another declaration after a restart is a fault; another order is none [WIRE-INIT-1]",
  async (context) => {
    const start = `
    const second = { ...DECLARED, operations: ["decode", "encode"] };
    const first = { ...DECLARED, operations: ["encode", "decode"] };`;
    const same = await open(context, { start, initialize: "reply(starts === 1 ? first : second)" });
    await same.restart();
    expect(await encode(same, 1)).toMatchObject({ outcome: "ok" });
    expect(same.observed()).toMatchObject({ restarts: 1, faults: {} });

    const other = await open(context, { start, initialize: "reply(starts === 2 ? DECLARED : first)" });
    await other.restart();
    expect(await encode(other, 1)).toMatchObject({
      outcome: "fault",
      message: expect.stringMatching(
        /^the adapter declares something else after a restart: "operations" differs; /u,
      ) as string,
    });
    expect(await encode(other, 1)).toMatchObject({ outcome: "ok" });
    seen.add("changed-declaration");
  },
);

test.concurrent(
  "An adapter that fails to start three times in a row is given up [WIRE-OUT-6]",
  async (context) => {
    const adapter = await open(context, {
      start: "if (starts > 1) process.exit(9)",
      call: "process.exit(7)",
    });
    const messages: string[] = [];
    for (let i = 0; i < 6; i++) {
      const outcome = await encode(adapter, 1);
      messages.push(outcome.outcome === "fault" ? outcome.message : outcome.outcome);
    }
    expect(messages).toHaveLength(6);
    expect(messages[0]).toMatch(/exit status 7 during encode/u);
    for (const message of messages.slice(1, 4)) expect(message).toMatch(/exit status 9 during initialize/u);
    for (const message of messages.slice(4)) {
      expect(message).toMatch(
        /^the adapter does not come back: 3 starts in a row failed, the last one with "the adapter ended: .*exit status 9/u,
      );
    }
    expect(adapter.observed()).toMatchObject({ faults: { exit: 4, "not-coming-back": 2 }, restarts: 3 });
    seen.add("not-coming-back");
  },
);

interface BadStart {
  readonly kind: FaultKind;
  readonly message: RegExp;
  readonly script?: Script;
  readonly settings?: Partial<StdioSettings>;
}

const BAD_STARTS: Readonly<Record<string, BadStart>> = {
  "No such program": {
    kind: "no-command",
    settings: { command: ["cqsa-no-such-program"] },
    message: /^the command cannot be run: "cqsa-no-such-program": not found, .*; it is run without a shell/u,
  },
  "A file that is no program": {
    kind: "no-command",
    settings: { command: [import.meta.filename] },
    message: /no permission to execute it/u,
  },
  "An empty command": {
    kind: "no-command",
    settings: { command: [""] },
    message: /^the command cannot be run: "": /,
  },
  "A folder that does not exist": {
    kind: "no-command",
    script: {},
    settings: { directory: "/no/such/folder" },
    message: /the folder "\/no\/such\/folder" does not exist/u,
  },
  "An end at once": {
    kind: "exit",
    script: { start: 'console.error("usage: adapter PORT"); process.exit(2)' },
    message: /^the adapter ended: exit status 2 during initialize, its stderr ends "usage: adapter PORT"; /u,
  },
  "Usage on stdout and an end": {
    kind: "exit",
    script: { start: 'write("usage: adapter PORT\\n"); process.exit(0)' },
    message: /exit status 0 during initialize, on stdout the line "usage: adapter PORT" is no JSON object; /u,
  },
  "A banner": {
    kind: "chatter",
    script: { start: 'write("Welcome!\\n")' },
    message: /the line "Welcome!" is no JSON object/u,
  },
  "Nothing at all": {
    kind: "unflushed",
    script: { initialize: "" },
    settings: { startTimeLimit: 400 },
    message:
      /^no answer in time: no answer to initialize within 400 ms.*; it has never written to stdout; flush stdout/u,
  },
  "Another version of the protocol": {
    kind: "protocol-version",
    script: { initialize: 'refuse(-32001, "only protocol 2")' },
    message:
      /^another version of the protocol: error -32001 to initialize: "only protocol 2"; .*version 1 alone$/u,
  },
  "An answer of another version": {
    kind: "protocol-version",
    script: { initialize: "reply({ ...DECLARED, protocol: 2 })" },
    message: /the adapter speaks version 2;/u,
  },
  "An error to initialize": {
    kind: "error-code",
    script: { initialize: 'refuse(-32601, "no such method")' },
    message: /error -32601 to initialize: "no such method"/u,
  },
  "An unknown operation": {
    kind: "malformed-declaration",
    script: { initialize: 'reply({ ...DECLARED, operations: ["encode", "encrypt"] })' },
    message: /"operations\[1\]" expected one of encode, .*, got "encrypt"; .*WIRE-INIT-1$/u,
  },
  "A null result": {
    kind: "malformed-declaration",
    script: { initialize: "reply(null)" },
    message: /^the answer to initialize is malformed: "result" expected an object, got null; /u,
  },
};

test.concurrent.for(Object.entries(BAD_STARTS))(
  "%s: there is nothing to test [WIRE-INIT-1]",
  async ([, given]) => {
    const { kind, message, script, settings } = given;
    const command = script === undefined ? undefined : folder.adapter(script);
    const error: unknown = await connectStdio({ grace: 300, command: command!, ...settings }).then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(isAdapterError(error)).toBe(true);
    expect(error).toMatchObject({ kind, message: expect.stringMatching(message) as string });
    expect((error as Error).message).not.toContain("\n");
    seen.add(kind);
  },
);

test("Every kind of fault has been seen", () => {
  expect([...seen].toSorted()).toStrictEqual([...FAULT_KINDS].toSorted());
});
