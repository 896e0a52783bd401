import { PassThrough, Readable, Writable } from "node:stream";
import { expect, test } from "vitest";
import { EXAMPLE_PARAMS } from "./examples.ts";
import type { Implementation, Outcome } from "./implementation.ts";
import { ok, typedCall } from "./outcome.ts";
import { createReference } from "./reference.ts";
import { serve } from "./server.ts";

interface Answer {
  readonly jsonrpc: string;
  readonly id: string | number | null;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

async function answersTo(
  chunks: readonly (string | Uint8Array)[],
  implementation: Implementation = createReference(),
  maxLineBytes?: number,
): Promise<Answer[]> {
  const output = new PassThrough();
  const text: Buffer[] = [];
  output.on("data", (chunk: Buffer) => text.push(chunk));
  await serve(implementation, Readable.from(chunks, { objectMode: false }), output, maxLineBytes);
  const lines = Buffer.concat(text).toString("utf8").split("\n");
  expect(lines.pop()).toBe("");
  return lines.map((line) => JSON.parse(line) as Answer);
}

function answering(
  callRaw: (operation: string, params: unknown) => Promise<Outcome<unknown>>,
): Implementation {
  return { ...createReference(), callRaw, call: typedCall(callRaw) };
}

const request = (id: unknown, method: string, params?: unknown): string =>
  `${JSON.stringify({ jsonrpc: "2.0", id, method, params })}\n`;
const quantize = (id: unknown): string => request(id, "quantize", EXAMPLE_PARAMS.quantize);
const integers = { integers: [64, -127, 13] };

test("Requests are answered in order, each with its id [WIRE-MSG-2]", async () => {
  const harness = { name: "h", version: "1" };
  const answers = await answersTo([
    request(0, "initialize", { protocol: 1, harness }),
    quantize("é"),
    quantize(7),
  ]);
  expect(answers).toStrictEqual([
    { jsonrpc: "2.0", id: 0, result: createReference().capabilities },
    { jsonrpc: "2.0", id: "é", result: integers },
    { jsonrpc: "2.0", id: 7, result: integers },
  ]);
});

test("No request depends on an initialize before it [WIRE-DET-1]", async () => {
  expect(await answersTo([quantize(1)])).toStrictEqual([{ jsonrpc: "2.0", id: 1, result: integers }]);
});

test.each([
  ["text that is no JSON", "hello\n"],
  ["a bare NaN", '{"jsonrpc":"2.0","id":1,"method":"quantize","params":{"values":[NaN]}}\n'],
  ["half an object", '{"jsonrpc":"2.0",\n'],
  ["bytes that are no UTF-8", Buffer.from([0x22, 0xff, 0x22, 0x0a])],
  ["two objects", "{} {}\n"],
])("-32700 with id null answers %s, and the next request is served [WIRE-MSG-3]", async (_, line) => {
  const answers = await answersTo([Buffer.concat([Buffer.from(line), Buffer.from(quantize(2))])]);
  expect(answers).toHaveLength(2);
  expect(answers[0]).toMatchObject({ jsonrpc: "2.0", id: null, error: { code: -32700 } });
  expect(answers[1]).toMatchObject({ id: 2, result: integers });
});

test.each([
  ["a list", [1], null],
  ["an empty list", [], null],
  ["a number", 3, null],
  ["null", null, null],
  ["an object of nothing", {}, null],
  ["a request without a method", { jsonrpc: "2.0", id: 4 }, 4],
  ["a method that is no text", { jsonrpc: "2.0", id: 4, method: 1 }, 4],
  ["a request without jsonrpc", { id: "a", method: "encode" }, "a"],
  ["another jsonrpc", { jsonrpc: "1.0", id: 4, method: "encode" }, 4],
  ["an id that is an object", { jsonrpc: "2.0", id: {}, method: "encode" }, null],
  ["an id that is true", { jsonrpc: "2.0", id: true, method: "encode" }, null],
])("-32600 answers JSON that is no request: %s [WIRE-MSG-3]", async (_, value, id) => {
  const answers = await answersTo([`${JSON.stringify(value)}\n`, quantize(2)]);
  expect(answers).toHaveLength(2);
  expect(answers[0]).toMatchObject({ id, error: { code: -32600 } });
  expect(answers[1]).toMatchObject({ id: 2, result: integers });
});

test("An id beyond float64 is none", async () => {
  const answers = await answersTo(['{"jsonrpc":"2.0","id":1e999,"method":"encode"}\n']);
  expect(answers).toMatchObject([{ id: null, error: { code: -32600 } }]);
});

test("A request with id null is answered, one without an id is not [WIRE-MSG-2]", async () => {
  const notification = `${JSON.stringify({ jsonrpc: "2.0", method: "frobnicate", params: {} })}\n`;
  const answers = await answersTo([notification, quantize(null), notification, quantize(1)]);
  expect(answers).toStrictEqual([
    { jsonrpc: "2.0", id: null, result: integers },
    { jsonrpc: "2.0", id: 1, result: integers },
  ]);
});

test.each([
  ["frobnicate", {}, -32601],
  ["partition-draws", {}, -32601],
  ["initialize", { protocol: 3 }, -32001],
  ["initialize", undefined, -32602],
  ["quantize", undefined, -32602],
  ["quantize", null, -32602],
  ["quantize", [[1], 8, 1], -32602],
  ["quantize", 7, -32602],
  ["quantize", { values: ["NaN"], bits: 8, bound: 1 }, -32602],
  ["round", { ...EXAMPLE_PARAMS.round, hardening: { unknown: true } }, -32602],
])("%s with %j is answered with its code %i [WIRE-OUT-1]", async (method, params, code) => {
  const answers = await answersTo([request(1, method, params)]);
  expect(answers).toMatchObject([{ id: 1, error: { code } }]);
  expect(answers[0]!.error!.message).not.toBe("");
});

test("A number too large for float64 is an infinity and refused [WIRE-NUM-2]", async () => {
  const line = '{"jsonrpc":"2.0","id":1,"method":"quantize","params":{"values":[1e400],"bits":8,"bound":1}}';
  const answers = await answersTo([line]);
  expect(answers).toMatchObject([{ error: { code: -32602 } }]);
  expect(answers[0]!.error!.message).toContain('"values[0]"');
});

const quantizeWithBits = (bits: string): string =>
  `{"jsonrpc":"2.0","id":1,"method":"quantize","params":{"values":[1],"bits":${bits},"bound":1}}\n`;

test("3.0 and 3e0 are the integer 3 [WIRE-NUM-3]", async () => {
  const answers = await answersTo(["3.0", "3e0", "0.3e1"].map(quantizeWithBits));
  expect(answers.map(({ result }) => result)).toStrictEqual(
    Array.from({ length: 3 }, () => ({ integers: [3] })),
  );
});

test("Blank lines, CRLF and a missing last line break do no harm [WIRE-MSG-5]", async () => {
  const lines = ["\n", "\r\n", " \t \r\n", quantize(1).replace("\n", "\r\n"), "\n", quantize(2).trimEnd()];
  const answers = await answersTo(lines);
  expect(answers.map(({ id }) => id)).toStrictEqual([1, 2]);
});

test("A stream cut into single bytes is read the same, characters of several bytes too [WIRE-MSG-1]", async () => {
  const bytes = Buffer.from(quantize("Zürich — 量子 🐈") + quantize(2));
  const answers = await answersTo(Array.from(bytes, (byte) => Buffer.of(byte)));
  expect(answers).toStrictEqual([
    { jsonrpc: "2.0", id: "Zürich — 量子 🐈", result: integers },
    { jsonrpc: "2.0", id: 2, result: integers },
  ]);
});

test("A line of megabytes in small chunks is read in linear time [WIRE-MSG-5]", async () => {
  const values = Array.from({ length: 400_000 }, (_, i) => Math.sin(i));
  const line = Buffer.from(request(1, "quantize", { values, bits: 16, bound: 1 }));
  const chunks = Array.from({ length: Math.ceil(line.length / 512) }, (_, i) =>
    line.subarray(i * 512, i * 512 + 512),
  );
  expect(chunks.length).toBeGreaterThan(10_000);
  const answers = await answersTo(chunks);
  expect(answers).toHaveLength(1);
  const result = answers[0]!.result as { integers: number[] };
  expect(result.integers).toHaveLength(400_000);
  expect(result.integers[1]).toBe(Math.round(Math.sin(1) * 32767));
});

test("A line beyond the limit is answered once with -32600, and the next one served [WIRE-MSG-5]", async () => {
  const long = request(1, "quantize", { values: Array.from({ length: 1000 }, () => 0.5), bits: 8, bound: 1 });
  const answers = await answersTo([long, quantize(2)], createReference(), 200);
  expect(answers).toHaveLength(2);
  expect(answers[0]).toMatchObject({ id: null, error: { code: -32600 } });
  expect(answers[1]).toMatchObject({ id: 2, result: integers });
});

test("A fault of the implementation is -32603 without its stack [WIRE-OUT-1]", async () => {
  const thrown = answering(async () => {
    throw new Error("broken\nin two lines");
  });
  const returned = answering(async () => ({ outcome: "fault", message: "gone" }));
  const nothing = answering(async () => ok(undefined));
  for (const [implementation, message] of [
    [thrown, "Error: broken in two lines"],
    [returned, "gone"],
    [nothing, "the operation returned no value"],
  ] as const) {
    const answers = await answersTo([quantize(1), quantize(2)], implementation);
    expect(answers).toStrictEqual(
      [1, 2].map((id) => ({ jsonrpc: "2.0", id, error: { code: -32603, message } })),
    );
  }
});

test("A faulty implementation's NaN is written as what it is, never as null [WIRE-NUM-2]", async () => {
  const answers = await answersTo(
    [quantize(1)],
    answering(async () => ok({ integers: [NaN, -Infinity, -0] })),
  );
  expect(answers).toStrictEqual([{ jsonrpc: "2.0", id: 1, result: { integers: ["NaN", "-Infinity", 0] } }]);
});

test("Requests are handled one after another [WIRE-MSG-2]", async () => {
  const events: string[] = [];
  let running = 0;
  const slow = answering(async (operation) => {
    running += 1;
    events.push(`${operation}:${running}`);
    await new Promise((resolve) => {
      setTimeout(resolve, operation === "first" ? 20 : 0);
    });
    running -= 1;
    return ok(operation);
  });
  const answers = await answersTo([request(1, "first") + request(2, "second") + request(3, "third")], slow);
  expect(answers.map(({ result }) => result)).toStrictEqual(["first", "second", "third"]);
  expect(events).toStrictEqual(["first:1", "second:1", "third:1"]);
});

test("A slow reader holds the server back", async () => {
  let calls = 0;
  const counting = answering(async () => {
    calls += 1;
    return ok("x".repeat(1000));
  });
  const output = new PassThrough({ highWaterMark: 1000 });
  const done = serve(
    counting,
    Readable.from([Array.from({ length: 50 }, (_, i) => request(i, "any")).join("")]),
    output,
  );
  await new Promise((resolve) => {
    setTimeout(resolve, 50);
  });
  expect(calls).toBeGreaterThan(0);
  expect(calls).toBeLessThan(10);
  let bytes = 0;
  output.on("data", (chunk: Buffer) => (bytes += chunk.length));
  await done;
  expect(calls).toBe(50);
  expect(bytes).toBeGreaterThan(50_000);
});

function failing(code: string): Writable {
  return new Writable({
    write(_chunk, _encoding, callback) {
      callback(Object.assign(new Error(code), { code }));
    },
  });
}

test("When the output's reader has gone the server ends quietly, though its input stays open", async () => {
  const input = new PassThrough();
  const done = serve(createReference(), input, failing("EPIPE"));
  input.write(quantize(1));
  await expect(done).resolves.toBeUndefined();
  expect(input.destroyed).toBe(true);
});

test("The output closing while the server waits for input ends it, too", async () => {
  const input = new PassThrough();
  const output = new PassThrough();
  const done = serve(createReference(), input, output);
  output.destroy();
  await expect(done).resolves.toBeUndefined();
});

test("Any other error of the output, or one of the input, is the caller's", async () => {
  const input = new PassThrough();
  const done = serve(createReference(), input, failing("ENOSPC"));
  input.write(quantize(1));
  await expect(done).rejects.toThrow("ENOSPC");

  const broken = new PassThrough();
  const read = serve(createReference(), broken, new PassThrough());
  broken.destroy(new Error("read failed"));
  await expect(read).rejects.toThrow("read failed");
});

test("The end of the input ends the server [WIRE-MSG-4]", async () => {
  expect(await answersTo([])).toStrictEqual([]);
});
