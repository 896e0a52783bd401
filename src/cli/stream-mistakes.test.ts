import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { parseFailure } from "../conformance/failure-file.ts";
import { scriptFolder } from "../implementation/stdio/scripted-adapter.ts";
import type { Script } from "../implementation/stdio/scripted-adapter.ts";
import { main } from "./main.ts";
import { memoryHost } from "./memory-host.ts";

/* Mistakes in the text of the stream, which no call by values can show: each is found, told and replayed. */

const scripts = scriptFolder();
afterAll(scripts.remove);

const ENCODE = `
  const { weights, clusterSize: k, weightBound: b } = request.params;
  if (![...weights, k, b].every(Number.isFinite)) refuse(-32602, "a number is not finite");
  else reply({ phases: weights.map((w) => Math.PI * (w / (k * b || 1))) });`;

const GOOD = scripts.adapter({ call: ENCODE });

interface Mistake {
  readonly name: string;
  readonly script: Script;
  readonly law: string;
  /** What the failure says, field by field. */
  readonly says: readonly RegExp[];
}

const MISTAKES: readonly Mistake[] = [
  {
    name: "dies of a line that is not JSON",
    script: { notJson: 'throw new SyntaxError("no JSON here")' },
    law: "stream/not-json",
    says: [
      /what {10}a line that is not JSON: the request after it has no answer\n/,
      /received {6}fault: the adapter ended: exit status 1 during initialize, its stderr ends\s+"SyntaxError: no JSON here"/,
      /line {10}.+\n {4}request {7}initialize \{"protocol":1,/,
      /answer {8}that fault\n/,
      /WIRE-MSG-3 {4}MUST: .* leave the adapter running\./s,
    ],
  },
  {
    name: "answers -32600 for -32700",
    script: { notJson: 'refuse(-32600, "what?", null)' },
    law: "stream/not-json",
    says: [
      /what {10}a line that is not JSON has another answer\n/,
      /expected {6}error -32700 with id null\n/,
      /received {6}\{"jsonrpc":"2\.0","id":null,"error":\{"code":-32600,"message":"what\?"\}\}\n/,
      /answer {8}\{"jsonrpc": "2\.0", "id": null,.*\n {4}answer {8}ok \{"protocol": 1/,
      /WIRE-MSG-3 {4}MUST: A line that is not JSON is answered with error -32700/,
    ],
  },
  {
    name: "says nothing to JSON that is no request",
    script: { noRequest: "" },
    law: "stream/no-request",
    says: [
      /what {10}JSON that is no request is not answered\n/,
      /expected {6}error -32600 with id null\n/,
      /case {10}(.+)\n {4}line {10}\1\n/,
    ],
  },
  {
    name: "answers messages without an id",
    script: { notification: "reply({}, null)" },
    law: "stream/notification",
    says: [
      /what {10}a message without an id is answered\n/,
      /received {6}\{"jsonrpc":"2\.0","id":null,"result":\{\}\}\n/,
      /line {10}\{"jsonrpc":"2\.0","method":"no-such-operation","params":\{\}\}\n/,
      /WIRE-MSG-2 {4}MUST:/,
    ],
  },
  {
    name: "refuses 3.0",
    script: { call: `if (/:[0-9]+[.]0\\b/.test(line)) refuse(-32602, "no integer"); else {${ENCODE}}` },
    law: "stream/integer-forms",
    says: [
      /what {10}encode with integers written as 3\.0 for 3 does not answer\n/,
      /received {6}reject: no integer\n/,
      /request 2\/2 {3}encode \{"weights":\[.*\],"clusterSize":1\.0,"weightBound":/,
      /WIRE-NUM-3 {4}MUST:/,
    ],
  },
  {
    name: "takes 1e999",
    script: { call: ENCODE.replace("if (", "if (false && ").replaceAll("(w /", "((w > 9 ? 9 : 1) /") },
    law: "stream/number-beyond-range",
    says: [
      /what {10}encode did not refuse a number beyond float64: \S+ = \S+\n/,
      /expected {6}a rejection \(-32602\)\n/,
      /request {7}encode \{"weights":.*(?:e999|e400|E\+308)/,
      /WIRE-NUM-2 {4}MUST:/,
    ],
  },
];

async function run(argv: readonly string[]): Promise<{ readonly status: number; readonly stdout: string }> {
  const host = memoryHost();
  return { status: await main(argv, host), stdout: host.written.stdout };
}

test("the adapter without a mistake obeys all laws about the stream", async () => {
  const out = join(scripts.path, "good");
  const { status, stdout } = await run([
    "verify",
    "--law",
    "stream/*",
    "--runs",
    "20",
    "--out",
    out,
    "--",
    ...GOOD,
  ]);
  expect(stdout).toMatch(/^stream +5 +5 /mu);
  expect(status).toBe(0);
});

test.for(MISTAKES)("$name: found, told, and replayed", async ({ name, script, law, says }) => {
  const command = scripts.adapter({ call: ENCODE, ...script });
  const out = join(scripts.path, `out of ${name}`);
  const { status, stdout } = await run([
    "verify",
    "--law",
    law,
    "--runs",
    "40",
    "--out",
    out,
    "--",
    ...command,
  ]);
  expect(status).toBe(1);
  expect(stdout).toContain(`violated ${law} 1 of 1\n`);
  for (const part of says) expect(stdout).toMatch(part);

  const file = join(out, "failures", `${law.replace("/", "-")}.json`);
  const { calls } = parseFailure(file, readFileSync(file, "utf8"));
  expect(calls.last.at(-1)).toHaveProperty("before");
  const again = await run(["replay", file, "--", ...command]);
  expect(again.stdout).toMatch(/^STILL FAILING /);
  expect(again.stdout).toContain("the stored case fails as it did.");
  expect(again.status).toBe(1);
  const good = await run(["replay", file, "--", ...GOOD]);
  expect(good.stdout).toMatch(/^FIXED /);
  expect(good.status).toBe(0);
});

test.for(MISTAKES.slice(1, 4))(
  "$name: seen by a smoke test, too, as the adapter's own",
  async ({ script, law }) => {
    const operation = `if (request.method !== "encode") return refuse(-32601, "no " + request.method);
    if (!request.params.weights) return refuse(-32602, "weights");`;
    const initialize = `request.params.protocol === 1 ? reply(DECLARED) : refuse(-32001, "protocol 1 alone")`;
    const { call = ENCODE } = script;
    const command = scripts.adapter({ ...script, initialize, call: operation + call });
    const { status, stdout } = await run(["smoke", "--", ...command]);
    expect(stdout).toMatch(new RegExp(`^  fail {6}${law}: `, "mu"));
    expect(stdout).toContain("The adapter does not keep to the protocol: mend that first.");
    expect(status).toBe(4);
  },
);
