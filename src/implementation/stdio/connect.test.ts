import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { TestContext } from "vitest";
import { EXAMPLE_PARAMS } from "../examples.ts";
import { createReference } from "../reference.ts";
import { OPERATION_NAMES } from "../vocabulary.ts";
import { wireText } from "../wire-numbers.ts";
import { connectStdio } from "./connect.ts";
import type { StdioImplementation } from "./connect.ts";
import { scriptFolder } from "./scripted-adapter.ts";
import type { Script } from "./scripted-adapter.ts";
import type { StdioSettings } from "./settings.ts";

const folder = scriptFolder();
afterAll(folder.remove);

async function open(
  { onTestFinished }: TestContext,
  script: Script,
  settings: Partial<StdioSettings> = {},
): Promise<StdioImplementation> {
  const adapter = await connectStdio({ command: folder.adapter(script), grace: 500, ...settings });
  onTestFinished(adapter.close);
  return adapter;
}

const encodeParams = (weight: number) => ({ weights: [weight], clusterSize: 1, weightBound: 100 }) as const;

test("The reference behind a pipe answers as the reference does [WIRE-OUT-1]", async ({ onTestFinished }) => {
  const reference = createReference();
  const program = join(import.meta.dirname, "../../cli/cqsa.ts");
  const adapter = await connectStdio({ command: [process.execPath, program, "serve"] });
  onTestFinished(adapter.close);
  expect(adapter.capabilities).toStrictEqual(reference.capabilities);
  for (const operation of OPERATION_NAMES) {
    const outcome = await adapter.call(operation, EXAMPLE_PARAMS[operation]);
    expect(outcome).toStrictEqual(await reference.call(operation, EXAMPLE_PARAMS[operation]));
    expect(outcome.outcome).toBe("ok");
  }
  const bad: readonly (readonly [string, unknown])[] = [
    ["encode", { ...EXAMPLE_PARAMS.encode, weights: [NaN, 1] }],
    ["encode", undefined],
    ["fidelity", { ...EXAMPLE_PARAMS.fidelity, qubits: "four" }],
    ["encrypt", {}],
    ["initialize", { protocol: 2 }],
  ];
  for (const [operation, params] of bad) {
    const outcome = await adapter.callRaw(operation, params);
    // A NaN reaches the other side as text.
    const sent: unknown = JSON.parse(wireText(params) ?? "{}");
    expect(outcome).toStrictEqual(await reference.callRaw(operation, sent));
    expect(outcome.outcome).toMatch(/^(?:reject|unsupported)$/u);
  }
  await adapter.close();
  expect(adapter.observed()).toMatchObject({
    calls: OPERATION_NAMES.length + bad.length,
    restarts: 0,
    faults: {},
    lastFault: null,
    chatterLines: 0,
    lastEnd: "exit status 0",
    endsWithInput: true,
    leftBehind: [],
  });
});

test("Numbers without JSON are sent as text, refusals and limits come back as what they are [WIRE-NUM-2]", async (context) => {
  const call = `
    const weight = request.params.weights[0];
    if (weight === "NaN") refuse(-32602, '"weights[0]"\\n got "NaN"');
    else refuse(weight, "not offered")`;
  const adapter = await open(context, { call });
  expect(await adapter.callRaw("encode", encodeParams(NaN))).toStrictEqual({
    outcome: "reject",
    message: '"weights[0]" got "NaN"',
  });
  for (const code of [-32601, -32001]) {
    expect(await adapter.callRaw("encode", encodeParams(code))).toStrictEqual({
      outcome: "unsupported",
      code,
      message: "not offered",
    });
  }
});

test("Calls made at once are served one after the other, in their order [WIRE-MSG-2]", async (context) => {
  // An answer tells how many more requests have come meanwhile.
  const adapter = await open(context, {
    start: "let unanswered = 0",
    call: `
      unanswered += 1;
      const { id, params } = request;
      setTimeout(() => {
        reply({ phases: [params.weights[0], unanswered] }, id);
        unanswered -= 1;
      }, 5);`,
  });
  const weights = Array.from({ length: 20 }, (_, i) => i);
  const outcomes = await Promise.all(weights.map((weight) => adapter.call("encode", encodeParams(weight))));
  expect(outcomes).toStrictEqual(
    weights.map((weight) => ({ outcome: "ok", result: { phases: [weight, 1] } })),
  );
});

test("A call by its text sends what stands there, and brings the answers before its own [WIRE-MSG-3]", async (context) => {
  const adapter = await open(context, {
    call: "reply({ phases: [request.params.weights[0], Number(line.includes('[3.0]'))] })",
  });
  const text = { operation: "encode", params: '{"weights":[3.0]}' };
  expect(await adapter.callText({ before: [], ...text })).toStrictEqual({
    outcome: "ok",
    result: { phases: [3, 1] },
    strays: [],
  });
  const before = ["hello", '{"jsonrpc":"2.0","method":"encode"}', "[]"];
  expect(await adapter.callText({ before, ...text })).toStrictEqual({
    outcome: "ok",
    result: { phases: [3, 1] },
    strays: [
      { jsonrpc: "2.0", id: null, error: { code: -32700, message: "not JSON" } },
      { jsonrpc: "2.0", id: null, error: { code: -32600, message: "no request" } },
    ],
  });
  expect(adapter.observed()).toMatchObject({ calls: 2, restarts: 0, faults: {}, chatterLines: 0 });
});

test("An adapter that dies of a line is started anew, as after any call [WIRE-OUT-6]", async (context) => {
  const adapter = await open(context, { notJson: 'console.error("what?"); process.exit(3)' });
  const died = await adapter.callText({ before: ["hello"], operation: "encode", params: '{"weights":[1]}' });
  expect(died).toMatchObject({ outcome: "fault", strays: [] });
  expect(died).toHaveProperty("message", expect.stringMatching(/exit status 3 during encode.*"what\?"/u));
  expect(await adapter.call("encode", encodeParams(2))).toMatchObject({ outcome: "ok" });
  expect(adapter.observed()).toMatchObject({ restarts: 1, faults: { exit: 1 } });
});

test("More answers than there can be are a fault, and so is one where a call is not by its text", async (context) => {
  const stray = 'for (let i = 0; i < COUNT; i++) reply(i, "stray");';
  const ten = await open(context, { notification: stray.replace("COUNT", "10") });
  const message = {
    before: ['{"jsonrpc":"2.0","method":"x"}'],
    operation: "encode",
    params: '{"weights":[1]}',
  };
  const { strays } = await ten.callText(message);
  expect(strays).toHaveLength(10);
  expect(strays[9]).toStrictEqual({ jsonrpc: "2.0", id: "stray", result: 9 });
  const more = await open(context, { notification: stray.replace("COUNT", "11") });
  expect(await more.callText(message)).toMatchObject({
    outcome: "fault",
    message: expect.stringMatching(/wrong id: expected 2, got "stray"/u) as string,
  });
  const answering = await open(context, { call: 'reply(0, "stray"); reply({ phases: [1] })' });
  expect(await answering.call("encode", encodeParams(1))).toMatchObject({ outcome: "fault" });
});

test("A restart comes after the calls before it, and the next call starts another process", async (context) => {
  const adapter = await open(context, { call: "reply({ phases: [starts] })" });
  const first = adapter.call("encode", encodeParams(0));
  const restarted = adapter.restart();
  const second = adapter.call("encode", encodeParams(0));
  expect(await first).toStrictEqual({ outcome: "ok", result: { phases: [1] } });
  await restarted;
  expect(await second).toStrictEqual({ outcome: "ok", result: { phases: [2] } });
  expect(adapter.observed()).toMatchObject({ restarts: 1, endsWithInput: true, faults: {} });
});

test("Windows line ends and lines of megabytes are read [WIRE-MSG-5]", async (context) => {
  const adapter = await open(context, {
    call: `
      const phases = Array.from({ length: 300000 }, (_, i) => i / 7);
      const line = Buffer.from(JSON.stringify({ jsonrpc: "2.0", id: request.id, result: { phases } }) + "\\r\\n");
      for (let at = 0; at < line.length; at += 10007) fs.writeSync(1, line.subarray(at, at + 10007));`,
  });
  const outcome = await adapter.call("encode", encodeParams(0));
  expect(outcome.outcome).toBe("ok");
  const { phases } = (outcome as { result: { phases: number[] } }).result;
  expect(phases).toHaveLength(300_000);
  expect(phases[299_999]).toBe(299_999 / 7);
});

test("Stderr is kept to its end and judged by nobody [WIRE-MSG-6]", async (context) => {
  const adapter = await open(context, {
    call: 'fs.writeSync(2, "x".repeat(100000) + "the end\\n"); reply({ phases: [1] })',
  });
  expect(await adapter.call("encode", encodeParams(0))).toMatchObject({ outcome: "ok" });
  await expect.poll(() => adapter.observed().stderr).toMatch(/^…x+the end\n$/u);
  expect(adapter.observed().stderr).toHaveLength(8193);
});

test("The child sees a bounded environment, no shell and its own folder", async (context) => {
  process.env["CQSA_TEST_SECRET"] = "secret";
  process.env["LC_TEST"] = "C";
  context.onTestFinished(() => {
    delete process.env["CQSA_TEST_SECRET"];
    delete process.env["LC_TEST"];
  });
  const file = join(folder.path, "seen.json");
  const command = folder.adapter({
    start: `fs.writeFileSync("seen.json", JSON.stringify({ env: process.env, argv: process.argv.slice(2) }))`,
  });
  await open(
    context,
    {},
    {
      command: [...command, "$HOME", "a b", "; touch pwned"],
      directory: folder.path,
      environment: { EXTRA: "1" },
    },
  );
  const { env, argv } = JSON.parse(readFileSync(file, "utf8")) as {
    readonly env: Readonly<Record<string, string>>;
    readonly argv: readonly string[];
  };
  expect(argv).toStrictEqual(["$HOME", "a b", "; touch pwned"]);
  expect(env).toMatchObject({ PATH: process.env["PATH"], LC_TEST: "C", EXTRA: "1" });
  expect(Object.keys(env)).not.toContain("CQSA_TEST_SECRET");
  expect(existsSync(join(folder.path, "pwned"))).toBe(false);
});

test("An interrupted run rejects what waits, at once, and kills the adapter", async (context) => {
  const interruption = new AbortController();
  const adapter = await open(
    context,
    { start: 'process.on("SIGTERM", () => {})', call: "", end: "setInterval(() => {}, 1000)" },
    { signal: interruption.signal, grace: 5000 },
  );
  const calls = [1, 2].map((weight) => adapter.call("encode", encodeParams(weight)));
  const reasons = Promise.allSettled(calls);
  const start = performance.now();
  setTimeout(() => interruption.abort(new Error("stop")), 50);
  expect(await reasons).toStrictEqual(calls.map(() => ({ status: "rejected", reason: new Error("stop") })));
  await adapter.close();
  expect(performance.now() - start).toBeLessThan(3000);
  expect(adapter.observed()).toMatchObject({ lastEnd: "killed by SIGKILL", leftBehind: [] });
  await expect(connectStdio({ command: ["x"], signal: interruption.signal })).rejects.toThrow("stop");
});

test("An interruption of the start rejects it", async () => {
  const signal = AbortSignal.timeout(100);
  await expect(
    connectStdio({ command: folder.adapter({ initialize: "" }), signal, grace: 500 }),
  ).rejects.toThrow(/timeout/u);
});

test("Closing rejects what waits; it may be repeated, and nothing can be called any more", async (context) => {
  const adapter = await open(
    context,
    { call: "", end: "setInterval(() => {}, 1000)" },
    { callTimeLimit: 100 },
  );
  const call = adapter.call("encode", encodeParams(0));
  const rejected = expect(call).rejects.toThrow("the adapter is closed");
  await Promise.all([adapter.close(), adapter.close()]);
  await rejected;
  await expect(adapter.call("encode", encodeParams(0))).rejects.toThrow("the adapter is closed");
  await adapter.close();
});
