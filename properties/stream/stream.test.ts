import { expect, test } from "vitest";
import type { Implementation } from "../../src/implementation/implementation.ts";
import { answerLine } from "../../src/implementation/json-rpc.ts";
import { readLines } from "../../src/implementation/lines.ts";
import { overStream } from "../../src/implementation/over-stream.ts";
import type { StreamServer } from "../../src/implementation/over-stream.ts";
import { createReference } from "../../src/implementation/reference.ts";
import type { Law } from "../law.ts";
import { runLaw } from "../run-law.ts";
import { streamLaws } from "./index.ts";
import { integerForms } from "./integer-forms.ts";
import { noRequest } from "./no-request.ts";
import { notJson } from "./not-json.ts";
import { notification } from "./notification.ts";
import { numberBeyondRange } from "./number-beyond-range.ts";
import { written } from "./written.ts";

const OPTIONS = { seed: "stream", runs: 100, level: 1e-9 };
const reference = createReference();

/** A server that does something else with some lines; undefined: what the good one does. */
function serving(
  answer: (
    line: string,
    good: () => Promise<string | null>,
  ) => Promise<string | null> | string | null | undefined,
): Implementation {
  const server: StreamServer = async (implementation, input, output) => {
    for await (const read of readLines(input)) {
      if (read.kind !== "line") throw new Error("too long");
      const good = async (): Promise<string | null> => answerLine(implementation, read.bytes);
      const own = answer(read.bytes.toString("utf8"), good);
      const text = await (own === undefined ? good() : own);
      if (text !== null) output.write(`${text}\n`);
    }
  };
  return overStream(reference, server);
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}

const isNotJson = (line: string): boolean => parsed(line) === undefined;
const isRequest = (line: string): boolean => Object.hasOwn(parsed(line) ?? {}, "id");

function refused(code: number, id: unknown = null): string {
  return JSON.stringify({ jsonrpc: "2.0", id, error: { code, message: "refused" } });
}

/** Another text in the place of what the good server is given. */
async function answerTo(line: string): Promise<string | null> {
  return answerLine(reference, Buffer.from(line));
}

test.each([
  ["everything", {}],
  ["encode alone, of little", { operations: ["encode"], limits: { clients: 1, coordinates: 1, shots: 1 } }],
  ["masks alone", { operations: ["quantize", "dequantize", "mask", "unmask"] }],
  ["fidelity alone", { operations: ["fidelity"], limits: { clients: 3 } }],
  ["rounds of one rule", { operations: ["round", "screen"], rules: ["krum"], remainder: "reject" }],
] as const)("the laws hold on the reference behind a stream with %s", async (_what, declared) => {
  const behind = overStream(createReference(declared));
  for (const law of streamLaws) {
    expect(await runLaw(law, behind, OPTIONS)).toMatchObject({ law: law.id, verdict: "pass", cases: 100 });
  }
});

test("without a stream the laws do not apply", async () => {
  for (const law of streamLaws) {
    expect(await runLaw(law, reference, OPTIONS)).toMatchObject({
      verdict: "not applicable",
      reason: "it runs in this process, and no byte stream lies between",
    });
  }
});

test("where nothing that is declared can be asked there are no numbers to write", async () => {
  const silent = overStream(createReference({ operations: ["screen"], rules: [] }));
  for (const law of [integerForms, numberBeyondRange]) {
    expect(await runLaw(law, silent, OPTIONS)).toMatchObject({ verdict: "not applicable" });
  }
  for (const law of [notJson, noRequest, notification]) {
    expect(await runLaw(law, silent, OPTIONS)).toMatchObject({ verdict: "pass" });
  }
});

interface Mistake {
  readonly name: string;
  readonly law: Law;
  readonly answer: Parameters<typeof serving>[0];
  readonly message: string | RegExp;
  readonly received: string | RegExp;
}

const MISTAKES: readonly Mistake[] = [
  {
    name: "dies of a line that is not JSON",
    law: notJson,
    answer: (line) => {
      if (isNotJson(line)) throw new SyntaxError("unexpected token");
      return undefined;
    },
    message: "a line that is not JSON: the request after it has no answer",
    received: /^fault: the adapter ended: SyntaxError: unexpected token during initialize;/u,
  },
  {
    name: "skips a line that is not JSON",
    law: notJson,
    answer: (line) => (isNotJson(line) ? null : undefined),
    message: "a line that is not JSON is not answered",
    received: "the next request's answer",
  },
  {
    name: "answers -32600 for -32700",
    law: notJson,
    answer: (line) => (isNotJson(line) ? refused(-32600) : undefined),
    message: "a line that is not JSON has another answer",
    received: /^\{"jsonrpc":"2.0","id":null,"error":\{"code":-32600/u,
  },
  {
    name: "answers it twice",
    law: notJson,
    answer: (line) => (isNotJson(line) ? `${refused(-32700)}\n${refused(-32700)}` : undefined),
    message: "a line that is not JSON is answered more than once",
    received: /^\[\{.*\},\{.*\}\]$/u,
  },
  {
    name: "finds an id in half a request",
    law: notJson,
    answer: (line) => (isNotJson(line) && line.includes('"id"') ? refused(-32700, "half") : undefined),
    message: "a line that is not JSON has another answer",
    received: /"id":"half"/u,
  },
  {
    name: "forgets jsonrpc",
    law: notJson,
    answer: (line) => (isNotJson(line) ? refused(-32700).replace('"jsonrpc":"2.0",', "") : undefined),
    message: "a line that is not JSON has another answer",
    received: /^\{"id":null,"error"/u,
  },
  {
    name: "evaluates its lines",
    law: notJson,
    answer: (line) => (["[1,]", "{'a':1}", "{a:1}"].includes(line) ? refused(-32600) : undefined),
    message: "a line that is not JSON has another answer",
    received: /-32600/u,
  },
  {
    name: "dies of JSON that is no object",
    law: noRequest,
    answer: (line) => {
      if (parsed(line) === null) throw new TypeError("cannot read properties of null");
      return undefined;
    },
    message: "JSON that is no request: the request after it has no answer",
    received: /^fault: the adapter ended: TypeError: cannot read/u,
  },
  {
    name: "takes {} for a message without an id",
    law: noRequest,
    answer: (line) => (line === "{}" ? null : undefined),
    message: "JSON that is no request is not answered",
    received: "the next request's answer",
  },
  {
    name: "answers an empty batch with one",
    law: noRequest,
    answer: (line) => (line === "[]" ? "[]" : undefined),
    message: "JSON that is no request: the request after it has no answer",
    received: /^fault: the adapter prints to stdout: the line "\[\]"/u,
  },
  {
    name: "answers a text with -32700",
    law: noRequest,
    answer: (line) => (line.startsWith('"') ? refused(-32700) : undefined),
    message: "JSON that is no request has another answer",
    received: /-32700/u,
  },
  {
    name: "answers messages without an id",
    law: notification,
    answer: async (line, good) => (isRequest(line) ? good() : answerTo(line.replace("{", '{"id":null,'))),
    message: "a message without an id is answered",
    received: /^\{"jsonrpc":"2.0","id":null,"error":\{"code":-32601/u,
  },
  {
    name: "answers them without an id",
    law: notification,
    answer: (line) => (isRequest(line) ? undefined : '{"jsonrpc":"2.0","result":{}}'),
    message: "a message without an id is answered",
    received: '{"jsonrpc":"2.0","result":{}}',
  },
  {
    name: "refuses what they ask for",
    law: notification,
    answer: (line) => (line.includes("no-such") ? refused(-32601) : undefined),
    message: "a message without an id is answered",
    received: /-32601/u,
  },
  {
    name: "refuses 3.0",
    law: integerForms,
    answer: (line) => (/\d\.0\b/u.test(line) ? refused(-32602, 1) : undefined),
    message: /^\w+ with integers written as 3\.0 for 3 does not answer$/u,
    received: "reject: refused",
  },
  {
    name: "reads 30e-1 as 30",
    law: integerForms,
    answer: (line) => (line.includes("e-1") ? answerTo(line.replaceAll(/(\d)e-1\b/gu, "$1")) : undefined),
    message: /^\w+ with integers written as 30e-1 for 3 /u,
    received: /./u,
  },
  {
    name: "reads 3e0 as 30, and computes with it",
    law: integerForms,
    answer: (line) => answerTo(line.replaceAll(/("clusterSize":\d+)e0/gu, "$10")),
    message: /^(?:encode|decode|partition|round) with integers written as 3e0 for 3 answers otherwise$/u,
    received: /^\{/u,
  },
  {
    name: "takes 1e999 for the largest number",
    law: numberBeyondRange,
    answer: (line) => answerTo(line.replaceAll(/1e999|1e400/gu, "1e100")),
    message: /^\w+ did not refuse a number beyond float64: .* = -?1e(?:999|400)$/u,
    received: /^ok /u,
  },
  {
    name: "takes 1e999 for no JSON",
    law: numberBeyondRange,
    answer: (line) => (/1e999|1e400/u.test(line) ? refused(-32700) : undefined),
    message: /^\w+ did not refuse a number beyond float64/u,
    received: /^fault: /u,
  },
  {
    name: "refuses a bare NaN as it does the text of it",
    law: numberBeyondRange,
    answer: (line) => answerTo(line.replaceAll(/(-?\b(?:NaN|Infinity)\b)/gu, '"$1"')),
    message: /^a line with a bare -?(?:NaN|Infinity) has another answer$/u,
    received: /"id":"bare","error":\{"code":-32602/u,
  },
];

test.each(MISTAKES)("$law.id sees a server that $name", async ({ law, answer, message, received }) => {
  const result = await runLaw(law, serving(answer), OPTIONS);
  expect(result).toMatchObject({ verdict: "violated" });
  if (result.verdict !== "violated") return;
  const { counterexample } = result;
  expect(counterexample.message).toMatch(message);
  expect(counterexample.received).toMatch(received);
});

test("numbers are written as told, and all else as JSON has it", () => {
  const value = { a: [1, -2.5, { b: null, c: undefined }], "d\n": "1", e: true, f: [] };
  const seen: unknown[] = [];
  const text = written(value, (number, path) => {
    seen.push(path);
    return `${number}e0`;
  });
  expect(text).toBe(String.raw`{"a":[1e0,-2.5e0,{"b":null}],"d\n":"1","e":true,"f":[]}`);
  expect(seen).toEqual([
    ["a", 0],
    ["a", 1],
  ]);
});

test("no case of a line that is not JSON is JSON, blank, or more than one line", async () => {
  const lines: string[] = [];
  const seen = serving((line) => {
    lines.push(line);
    return undefined;
  });
  await runLaw(notJson, seen, { ...OPTIONS, runs: 500 });
  const sent = lines.filter((line) => isNotJson(line));
  // Every other line is the request that ends an exchange.
  expect(sent).toHaveLength(500);
  expect(lines).toHaveLength(1000);
  expect(sent.filter((line) => line.trim() === "")).toEqual([]);
});
