import { expect, test } from "vitest";
import { spoiled } from "../../properties/rounds/spoiled.ts";
import { failureFileName } from "../conformance/failure-file.ts";
import { replay } from "../conformance/replay.ts";
import type { VerifyReport } from "../conformance/report.ts";
import { verify } from "../conformance/verify.ts";
import type { VerifySettings } from "../conformance/verify.ts";
import type { Implementation } from "../implementation/implementation.ts";
import { fault, typedCall } from "../implementation/outcome.ts";
import { createReference } from "../implementation/reference.ts";
import { briefValue } from "./brief-value.ts";
import { replayText } from "./replay-text.ts";
import { verifyText } from "./verify-text.ts";

const MADE = { version: "0.1.0", commit: null, node: "24", command: "cqsa verify", seed: "text" };
const REFERENCE = createReference();

const WITHOUT_PI = spoiled(REFERENCE, "encode", async (params, honest) => ({
  phases: (await honest(params)).phases.map((phase) => phase / Math.PI),
}));

async function run(
  implementation: Implementation,
  settings: Omit<VerifySettings, "made"> = {},
): Promise<VerifyReport> {
  return verify(implementation, { made: MADE, runs: 20, ...settings });
}

const COMMAND =
  "-- python3 adapter.py --with 'a very long command line' that is never broken into lines, however long";

function textOf(report: VerifyReport, width = 100): string {
  return verifyText(report, {
    width,
    replayCommand: ({ law }) => `cqsa replay out/${failureFileName(law)} ${COMMAND}`,
  });
}

test("a failure shows the sentence, the clause, what was expected and received, the smallest case and its replay", async () => {
  const report = await run(WITHOUT_PI, { laws: ["encoding/encode-definition"], runs: 100 });
  const [failure] = report.failures;
  if (failure?.lawKind !== "deterministic") throw new Error("no failure");
  const text = textOf(report);
  for (const part of [
    "violated encoding/encode-definition 1 of 1",
    "a weight is encoded as θ = π·w/(k·bound), and as 0 where the bound is 0",
    "CQSA-ENC-1    MUST: A weight is encoded as θ = π·w/(k·w_max) (§4).",
    `expected      ${failure.expected}`,
    `received      ${failure.received}`,
    // The case is the only request, which is shown once.
    `request       encode ${briefValue(failure.example)}`,
    'answer        ok {"phases": [',
    'seed          "text", 100 cases',
    "cqsa      does not conform  1 law violated: encoding/encode-definition",
    `  cqsa replay out/encoding-encode-definition.json ${COMMAND}`,
    "Begin with encoding/encode-definition.",
  ]) {
    expect(text).toContain(part);
  }
  expect(text).not.toContain("more law");
});

test("many failures begin with the most basic, which is the one to mend", async () => {
  const report = await run(WITHOUT_PI, { laws: ["encoding/*"] });
  const count = report.failures.length;
  expect(count).toBeGreaterThan(2);
  const text = textOf(report);
  expect(text).toContain(`${count - 1} more laws fail; the first is the one to mend`);
  const places = report.failures.map(({ law }) => text.indexOf(`violated ${law} `));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(Math.min(...places)).toBeGreaterThan(0);
  expect(text).toContain("case          {");
  expect(text).toContain("request 2/2   decode {");
});

test("only the first ten failures are shown in full, and each can be replayed", async () => {
  const report = await run(WITHOUT_PI, { laws: ["encoding/*"] });
  const failures = Array.from({ length: 13 }, (_, i) => ({ ...report.failures[0]!, law: `made/up-${i}` }));
  const text = textOf({ ...report, failures });
  expect(text.match(/^violated made\/up-\d+ \d+ of 13$/gmu)).toHaveLength(10);
  expect(text.match(/^violated made\/up-\d+: phases/gmu)).toHaveLength(3);
  expect(text.match(/^ {2}cqsa replay /gmu)).toHaveLength(13);
});

test("a sample shows one of its requests, cut short", async () => {
  const doubled = spoiled(REFERENCE, "aggregate", async (params, honest) =>
    honest({ ...params, shots: params.shots === null ? null : 2 * params.shots }),
  );
  const text = textOf(await run(doubled, { laws: ["aggregation/variance"] }));
  expect(text).toMatch(/sample {8}\d+ requests, the last of which was/u);
  expect(text).toMatch(/request {7}aggregate \{"phases": \[\[.* … 997 more\]/su);
  expect(text).toMatch(/seed {10}"text", samples of \d+ and \d+, level \d/u);
  expect(text).toMatch(
    /chance {8}of a sample so far off, were the law obeyed: p (?:=|below) .*fresh\s+draws/su,
  );
});

test("of a clause a table is left out, and a line that begins with a |magnitude| is not", async () => {
  const report = await run(WITHOUT_PI, { laws: ["encoding/encode-definition"] });
  const clauses = [
    { id: "A-1", level: "MUST" as const, text: "It is judged only where\n|V| ≥ 10⁻⁶." },
    { id: "A-2", level: "MUST" as const, text: "One of:\n\n| a | b |\n| - | - |\n| 1 | 2 |" },
  ];
  const text = textOf({ ...report, failures: [{ ...report.failures[0]!, clauses }] });
  expect(text).toMatch(/A-1 {11}MUST: It is judged only where\s+\|V\| ≥ 10⁻⁶\.\n/u);
  expect(text).toContain("(and a table)");
  expect(text).not.toContain("| 1");
});

test("the table counts the laws of each area, and what was not tested has its reason", async () => {
  const report = await run(createReference({ operations: ["mask", "unmask"] }));
  const text = textOf(report);
  const masking = report.laws.filter(({ law }) => law.startsWith("masking/"));
  const passed = masking.filter(({ verdict }) => verdict === "pass").length;
  expect(passed).toBeGreaterThan(3);
  const row = text.split("\n").find((line) => line.startsWith("masking"));
  expect(row?.split(/\s+/u)).toEqual([
    "masking",
    String(masking.length),
    String(passed),
    "·",
    "·",
    String(masking.length - passed),
    "·",
  ]);
  expect(text).toMatch(/not declared: fidelity \(\d+ laws\): ghz\/closed-form, /u);
  expect(text).toMatch(
    /qunetqfl {2}conforms in part {2}\d+ laws passed; not declared: quantize, dequantize/u,
  );
  expect(text).toMatch(/fidelity {2}not tested {8}not declared: fidelity/u);
  expect(text).not.toContain("Replay");
});

test("what ended the run and what was noticed besides is told", async () => {
  const report = await run(WITHOUT_PI, {
    laws: ["encoding/*"],
    maxFailures: 1,
    observed: () => [{ what: 'text on standard output: "hello"', hint: "print to standard error", times: 3 }],
  });
  const text = textOf(report);
  expect(text).toContain("Ended early\n  ended at the violated law number 1, as asked");
  expect(text).toContain('– text on standard output: "hello" (3 times): print to standard error');
});

test("no line but a command is wider than asked, nor holds what a terminal obeys", async () => {
  const report = await run(WITHOUT_PI, { clauses: ["CQSA-ENC", "CQSA-DET", "WIRE-REJ-1"] });
  const [first, ...others] = report.failures;
  const hostile = { ...first!, message: `red \u001B[31m\r\n\u009B2J ${"x".repeat(300)}` };
  for (const width of [72, 80, 100]) {
    const text = textOf({ ...report, failures: [hostile, ...others] }, width);
    const lines = text.split("\n").filter((line) => !line.includes("cqsa replay"));
    expect(lines.length).toBeGreaterThan(50);
    expect(lines.filter((line) => Array.from(line).length > width)).toEqual([]);
    expect(text.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
    expect(text).toContain("red");
  }
});

test("a replay shows its verdict, and what still fails with what was stored", async () => {
  const [failure] = (await run(WITHOUT_PI, { laws: ["encoding/encode-definition"] })).failures;
  if (failure === undefined) throw new Error("no failure");
  const fixed = replayText(failure, await replay(REFERENCE, failure));
  expect(fixed).toMatch(/^FIXED encoding\/encode-definition\n {4}a weight is encoded/u);
  const zeros = spoiled(REFERENCE, "encode", ({ weights }) => ({ phases: weights.map(() => 0.5) }));
  const failing = replayText(failure, await replay(zeros, failure));
  expect(failing).toMatch(/^STILL FAILING encoding\/encode-definition/u);
  expect(failing).toContain("in another way than it did");
  expect(failing).toContain("received      0.5");
  expect(failing).toContain(`stored        ${failure.received}`);
  expect(failing).toContain("request       encode {");
  const error = replayText(failure, await replay(createReference({ operations: ["mask"] }), failure));
  expect(error).toMatch(/^ERROR encoding\/encode-definition/u);
  expect(error).toContain("does not apply to this adapter: not declared: encode.");
});

test("a fault is told once", async () => {
  const callRaw: Implementation["callRaw"] = async () =>
    Promise.resolve(fault("exit status 139, and no word of why"));
  const crashing = { capabilities: REFERENCE.capabilities, call: typedCall(callRaw), callRaw };
  const text = textOf(await run(crashing, { laws: ["encoding/encode-definition"] }));
  const [failure, end] = text.split("Not tested\n");
  expect(failure!.match(/exit status 139/gu)).toHaveLength(1);
  expect(end!.match(/exit status 139/gu)).toHaveLength(1);
  expect(text).toContain("answer        that fault");
  // The law has judged nothing: what is broken is that every call ends with an answer.
  expect(text).toContain("WIRE-OUT-1    MUST: A call ends with a result or with an error of this protocol");
  expect(text).not.toContain("CQSA-ENC-1    MUST");
  const flaky = { ...REFERENCE, callRaw, call: typedCall(callRaw) };
  const { stopped: _gone, ...rest } = await run(flaky, { laws: ["encoding/encode-definition"] });
  expect(textOf({ ...rest, stopped: null })).toMatch(
    /Begin with the adapter: in encoding\/encode-definition a\s+call ended in a fault\.\n$/u,
  );
});

test("a long array is shown by its head", () => {
  const counted = (length: number): number[] => Array.from({ length }, (_, i) => i);
  expect(briefValue(counted(31))).toBe("[0, 1, 2, … 28 more]");
  expect(briefValue(counted(9))).toBe("[0, 1, 2, 3, 4, 5, 6, 7, 8]");
  // Where the whole would be long, shorter arrays are cut, too.
  expect(briefValue(Array.from({ length: 30 }, () => counted(9)))).toMatch(/^\[\[0, 1, 2, … 6 more\], /u);
  expect(briefValue({ a: "x\u001B", b: [null, true] })).toBe(String.raw`{"a": "x\u001b", "b": [null, true]}`);
  expect(briefValue("x".repeat(1000))).toHaveLength(482);
});
