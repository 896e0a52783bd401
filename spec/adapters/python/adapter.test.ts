import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { matrixFromRows } from "../../../src/base/matrix.ts";
import { EXAMPLE_PARAMS } from "../../../src/implementation/examples.ts";
import { OPERATION_NAMES } from "../../../src/implementation/vocabulary.ts";
import { findRule, screen } from "../../../src/rules/index.ts";
import type { RuleOptions, RuleResult } from "../../../src/rules/rule.ts";

const path = fileURLToPath(new URL("adapter.py", import.meta.url));
const source = readFileSync(path, "utf8");
const rules = readFileSync(fileURLToPath(new URL("rules.py", import.meta.url)), "utf8");
const missing = spawnSync("python3", ["--version"]).status !== 0;
const where = missing ? " (skipped: no python3 here)" : "";

interface Answer {
  readonly id: unknown;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly code: number; readonly message: string };
}

interface Conversation {
  readonly answers: Answer[];
  readonly status: number | null;
  readonly stderr: string;
}

/** Hands the whole input to a new process; the end of the input is the end of the conversation. */
function converse(input: string | Buffer): Conversation {
  const { stdout, stderr, status } = spawnSync("python3", [path], { input, encoding: "utf8" });
  const lines = stdout.split("\n");
  expect(lines.pop()).toBe("");
  return { answers: lines.map((line) => JSON.parse(line) as Answer), status, stderr };
}

function request(method: string, params: unknown, id: unknown = 1): string {
  return `${JSON.stringify({ jsonrpc: "2.0", id, method, params })}\n`;
}

/** The answers to requests, each of which got one. */
function ask(...requests: readonly (readonly [method: string, params: unknown])[]): Answer[] {
  const { answers, status, stderr } = converse(
    requests.map(([method, params], id) => request(method, params, id)).join(""),
  );
  expect(stderr).toBe("");
  expect(status).toBe(0);
  expect(answers.map(({ id }) => id)).toEqual(requests.map((_, id) => id));
  return answers;
}

/** What the standard library has to offer to it, all of Python 3.9; and the rules, which are beside it. */
const STANDARD = ["inspect", "json", "math", "random", "rules", "sys", "traceback"];

test("The adapter has less than 150 lines, its rules less than 75, none of more than 110 characters", () => {
  const longest = { adapter: 149, rules: 74 };
  for (const [name, text] of Object.entries({ adapter: source, rules })) {
    const lines = text.trimEnd().split("\n");
    expect(lines.length).toBeGreaterThan(50);
    expect(lines.length).toBeLessThanOrEqual(longest[name as keyof typeof longest]);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(110);
  }
});

test("They import nothing but the standard library", () => {
  const imported = (text: string): string[] =>
    [...text.matchAll(/(?:^|; )(?:import ([\w, ]+\w)|from (\S+) import )/gmu)]
      .flatMap(([, names, from]) => from ?? names!.split(", "))
      .sort();
  expect(imported(source)).toEqual(STANDARD);
  expect(imported(rules)).toEqual(["decimal", "inspect", "math", "statistics"]);
  expect((source + rules).match(/\bimport /gu)).toHaveLength(4);
  expect(source + rules).not.toMatch(/__import__|importlib/u);
});

test.skipIf(missing)(`It declares every operation, six rules and two channels${where}`, () => {
  const [answer] = ask(["initialize", { protocol: 1, harness: { name: "test", version: "1" } }]);
  const { operations, ...rest } = answer!.result!;
  expect(operations).toEqual(OPERATION_NAMES);
  expect(rest).toEqual({
    protocol: 1,
    implementation: { name: "plain-python", version: "1.0.0", language: "Python" },
    rules: {
      mean: [],
      median: ["evenMedian"],
      "trimmed-mean": ["fraction"],
      krum: ["neighbours", "distance"],
      "multi-krum": ["neighbours", "distance", "m", "iterative"],
      fltrust: [],
    },
    noise: { channels: ["none", "depolarizing2"], layouts: ["chain", "star"] },
    remainder: "short",
  });
});

// The figures are closed forms of the GHZ state with four qubits and p = 0.005, published to twelve digits.
test.skipIf(missing)(
  `Four qubits under 0.5 % of two-qubit errors have fidelity 0.986730562370${where}`,
  () => {
    const noise = { channel: "depolarizing2", layout: "chain", probability: 0.005 };
    const [chain, star] = ask(
      ["fidelity", { qubits: 4, noise }],
      ["fidelity", { qubits: 4, noise: { ...noise, layout: "star" } }],
    );
    expect(chain!.result!["fidelity"]).toBeCloseTo(0.98673056237, 11);
    expect(chain!.result!["population"]).toBeCloseTo(0.989375943111, 11);
    expect(chain!.result!["visibility"]).toBeCloseTo((1 - (16 / 15) * 0.005) ** 3, 14);
    expect(star!.result).toEqual(chain!.result);
  },
);

test.skipIf(missing)(`Its answers to the examples are those of the definitions${where}`, () => {
  const examples = Object.entries(EXAMPLE_PARAMS);
  const results = Object.fromEntries(ask(...examples).map(({ result }, i) => [examples[i]![0], result!]));
  expect(Object.keys(results)).toEqual([...OPERATION_NAMES]);
  expect(results["encode"]).toEqual({ phases: [Math.PI / 4, -Math.PI / 2] });
  expect(results["decode"]).toEqual({ weightSum: [0.5, -2] });
  expect(results["screen"]).toEqual({ aggregate: [2], accepted: [true, true, true] });
  expect(results["quantize"]).toEqual({ integers: [64, -127, 13] });
  expect(results["dequantize"]).toEqual({ values: [0.5, -1] });
  // 1 − 10 + 250 and −1 − 3 + 4 modulo 256; 1 + 2, and 200 + 100 − 256, which is below 128.
  expect(results["mask"]).toEqual({ masked: [241, 0] });
  expect(results["unmask"]).toEqual({ sum: [3, 44] });
  const [sum, other] = results["aggregate"]!["phaseSum"] as number[];
  expect(sum).toBeCloseTo(0.4, 12);
  expect(other).toBeCloseTo(-0.3, 12);
  const { update, contributors } = results["round"]! as { update: number[]; contributors: number };
  expect(update[0]).toBeCloseTo(0.5, 12);
  expect(update[1]).toBeCloseTo(0, 12);
  expect(contributors).toBe(3);
});

const INPUTS = [
  [0, 0, 1e150],
  [1, 0, -4],
  [0, 2, 0.5],
  [-3, -3, 0],
  [1, 1, 1],
  [100, -100, 0],
  [0.25, 1, 1],
];

/** A rule with an option, as a request to both. */
const SCREENED: readonly (readonly [rule: string, tolerate: number, options?: RuleOptions])[] = [
  ["mean", 7],
  ["median", 3],
  ["median", 0, { evenMedian: "lower" }],
  ["trimmed-mean", 2],
  ["trimmed-mean", 0, { fraction: 0.3 }],
  ["krum", 2],
  ...(["n-f-1", "n-f-2", "n-f-3"] as const).map((neighbours) => ["krum", 1, { neighbours }] as const),
  ...(["euclidean", "squared", "quartic"] as const).map((distance) => ["krum", 1, { distance }] as const),
  ["multi-krum", 2],
  ["multi-krum", 1, { m: 2, distance: "quartic" }],
  ["multi-krum", 2, { iterative: true, neighbours: "n-f-3" }],
  ["multi-krum", 0, { iterative: true, m: 6 }],
  ["fltrust", 7],
];

// The reference implementation shares no line with it; the number of inputs is odd and even.
test.skipIf(missing)(`Its rules and options give what the reference gives${where}`, () => {
  const reference = [1, 2, 0.5];
  for (const aggregates of [INPUTS, INPUTS.slice(1)]) {
    const requests = SCREENED.filter(([, tolerate]) => tolerate <= aggregates.length).map(
      ([rule, tolerate, options = {}]) => ({
        rule,
        tolerate: Math.min(tolerate, findRule(rule)!.maxTolerated(aggregates.length)),
        options,
        reference,
      }),
    );
    expect(requests.length).toBeGreaterThan(10);
    const answers = ask(...requests.map((params) => ["screen", { ...params, aggregates }] as const));
    for (const [i, { rule, ...rest }] of requests.entries()) {
      const matrix = matrixFromRows("aggregates", aggregates);
      const expected = screen({ ...rest, rule, aggregates: matrix, reference: Float64Array.from(reference) });
      const { aggregate, accepted, weights } = answers[i]!.result! as unknown as RuleResult;
      expect([rule, rest.options, accepted]).toEqual([rule, rest.options, expected.accepted]);
      const numbers = [...aggregate, ...(rule === "fltrust" ? weights! : [])];
      const theirs = [...expected.aggregate, ...(rule === "fltrust" ? expected.weights! : [])];
      expect(numbers).toHaveLength(theirs.length);
      for (const [c, value] of theirs.entries()) {
        expect(Math.abs(numbers[c]! - value)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(value)));
      }
    }
  }
});

test.skipIf(missing)(`A seed gives the same shots in another process, another seed others${where}`, () => {
  const shots = (seed: string): Answer => {
    const phases = [Array.from({ length: 20 }, (_, i) => i / 10)];
    return ask(["aggregate", { ...EXAMPLE_PARAMS.aggregate, phases, shots: 100, seed }])[0]!;
  };
  const first = shots("a");
  expect(first.result!["phaseSum"]).toHaveLength(20);
  expect(shots("a")).toEqual(first);
  expect(shots("b")).not.toEqual(first);
});

test.skipIf(missing)(`It refuses what it must, naming the argument, and what it lacks${where}`, () => {
  const { encode, partition, aggregate, fidelity, mask, round, screen: example } = EXAMPLE_PARAMS;
  const harness = { name: "test", version: "1" };
  const multi = { rule: "multi-krum", tolerate: 0 };
  const cases: readonly (readonly [code: number, names: string, method: string, params: unknown])[] = [
    [-32602, '"weights"', "encode", { ...encode, weights: [true] }],
    [-32602, '"weights"', "encode", { ...encode, weights: ["NaN"] }],
    [-32602, '"weights"', "encode", { ...encode, weights: [1.5] }],
    [-32602, "'extra'", "encode", { ...encode, extra: 1 }],
    [-32602, "'weightBound'", "encode", { weights: [0], clusterSize: 2 }],
    [-32602, '"weightBound"', "encode", { weights: [0], clusterSize: 2, weightBound: 1.7e308 }],
    [-32602, '"clusterSize" expected at least 1, got 0', "encode", { ...encode, clusterSize: 0 }],
    [-32602, "mapping", "encode", [1]],
    [-32602, "'draws'", "partition", { ...partition, draws: [0, 0, 0, 0] }],
    [-32602, '"phases"', "aggregate", { ...aggregate, phases: [[1, 2], [3]] }],
    [-32602, '"shots"', "aggregate", { ...aggregate, shots: 0.5 }],
    [-32602, '"probability"', "fidelity", { ...fidelity, noise: { channel: "none", probability: 2 } }],
    [-32602, "'layout'", "fidelity", { ...fidelity, noise: { channel: "depolarizing2", probability: 0 } }],
    [-32602, '"channel"', "fidelity", { ...fidelity, noise: { ...fidelity.noise, channel: "dephasing" } }],
    [-32602, '"pads"', "mask", { ...mask, pads: { "01": [1, 2] } }],
    [-32602, '"pads"', "mask", { ...mask, pads: { "2": [1] } }],
    [-32602, '"tolerate"', "screen", { ...example, tolerate: 2 }],
    [-32602, '"rule"', "screen", { ...example, rule: "bulyan", tolerate: 0 }],
    [-32602, '"tolerate" expected at most 0', "screen", { ...example, rule: "krum" }],
    [-32602, '"options"', "screen", { ...example, options: { neighbours: "n-f-2" } }],
    [-32602, '"options"', "screen", { ...example, options: { preAggregators: [], m: 1 } }],
    [-32602, '"evenMedian"', "screen", { ...example, options: { evenMedian: "upper" } }],
    [-32602, '"fraction"', "screen", { ...example, rule: "trimmed-mean", options: { fraction: 0.5 } }],
    [-32602, '"m" expected at most 3', "screen", { ...example, ...multi, options: { m: 4 } }],
    [-32602, '"m" expected at least 1', "screen", { ...example, ...multi, options: { m: 0 } }],
    [-32602, '"iterative"', "screen", { ...example, ...multi, options: { iterative: 1 } }],
    [-32602, '"neighbours"', "screen", { ...example, ...multi, options: { neighbours: 2 } }],
    [-32602, '"reference"', "screen", { ...example, rule: "fltrust" }],
    [-32602, '"reference"', "screen", { ...example, rule: "fltrust", reference: [1, 2] }],
    [-32602, '"dropouts"', "round", { ...round, dropouts: [0] }],
    [-32602, '"protocol"', "initialize", { protocol: true, harness }],
    [-32001, "1", "initialize", { protocol: 2, harness }],
    [-32001, "option", "screen", { ...example, options: { preAggregators: [] } }],
    [-32001, "extension", "round", { ...round, hardening: {} }],
    [-32001, "extension", "round", { ...round, view: true }],
    [-32601, "frobnicate", "frobnicate", {}],
    [-32601, "partition-draws", "partition-draws", partition],
  ];
  const answers = ask(...cases.map(([, , method, params]) => [method, params] as const));
  expect(answers.map(({ error }) => error?.code)).toEqual(cases.map(([code]) => code));
  for (const [i, { error }] of answers.entries()) {
    expect(error?.message).toContain(cases[i]![1]);
    expect(error?.message).not.toMatch(/[\r\n]/u);
  }
});

test.skipIf(missing)(`It outlives lines that are no requests, and ends with its input${where}`, () => {
  const deep = "[".repeat(100_000);
  const many = "1".repeat(5000);
  const unmask = { masked: [[3]], modulusBits: 2 };
  const { answers, status, stderr } = converse(
    Buffer.concat([
      Buffer.from(`NaN\n{"jsonrpc": "2.0", "id": 1, "method": "encode", "params": [NaN]}\n${deep}\n`),
      Buffer.from([0xff, 0xfe, 0x0a]),
      Buffer.from(`[]\n\n \r\n{"jsonrpc": "2.0", "method": "encode"}\n`),
      Buffer.from(request("unmask", { ...unmask, modulusBits: "big" }, "id").replace('"big"', many)),
      // Numbers in every form, and a last line without its line break.
      Buffer.from(request("unmask", unmask, 2.5).replace("[3]", "[3e0, 3.0]").trimEnd()),
    ]),
  );
  expect(answers.map(({ id, error }) => [id, error?.code])).toEqual([
    [null, -32700],
    [null, -32700],
    [null, -32700],
    [null, -32700],
    [null, -32600],
    ["id", -32602],
    [2.5, undefined],
  ]);
  expect(answers.at(-1)!.result).toEqual({ sum: [-1, -1] });
  expect(stderr).toBe("");
  expect(status).toBe(0);
});
