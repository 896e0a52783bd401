import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { EXAMPLE_PARAMS } from "../../../src/implementation/examples.ts";
import { OPERATION_NAMES } from "../../../src/implementation/vocabulary.ts";

const path = fileURLToPath(new URL("adapter.py", import.meta.url));
const source = readFileSync(path, "utf8");
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

/** What the standard library has to offer to it; all of Python 3.9. */
const STANDARD = ["inspect", "json", "math", "random", "statistics", "sys", "traceback"];

test("The adapter has less than 150 lines, none of more than 110 characters", () => {
  const lines = source.trimEnd().split("\n");
  expect(lines.length).toBeGreaterThan(50);
  expect(lines.length).toBeLessThan(150);
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(110);
});

test("It imports nothing but the standard library", () => {
  const imports = [...source.matchAll(/^\s*(?:import (.+)|from (\S+) import .*)$/gmu)];
  const modules = imports.flatMap(([, names, from]) => from ?? names!.split(",").map((name) => name.trim()));
  expect(modules.sort()).toEqual(STANDARD);
  expect(source).not.toMatch(/__import__|importlib/u);
});

test.skipIf(missing)(`It declares every operation, two rules and two channels${where}`, () => {
  const [answer] = ask(["initialize", { protocol: 1, harness: { name: "test", version: "1" } }]);
  const { operations, ...rest } = answer!.result!;
  expect(operations).toEqual(OPERATION_NAMES);
  expect(rest).toEqual({
    protocol: 1,
    implementation: { name: "plain-python", version: "1.0.0", language: "Python" },
    rules: { mean: [], median: [] },
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
  const { encode, partition, aggregate, fidelity, mask, round, screen } = EXAMPLE_PARAMS;
  const harness = { name: "test", version: "1" };
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
    [-32602, '"tolerate"', "screen", { ...screen, tolerate: 2 }],
    [-32602, '"rule"', "screen", { ...screen, rule: "krum", tolerate: 0 }],
    [-32602, '"options"', "screen", { ...screen, options: { neighbours: "n-f-2" } }],
    [-32602, '"dropouts"', "round", { ...round, dropouts: [0] }],
    [-32602, '"protocol"', "initialize", { protocol: true, harness }],
    [-32001, "1", "initialize", { protocol: 2, harness }],
    [-32001, "option", "screen", { ...screen, options: { preAggregators: [] } }],
    [-32001, "option", "screen", { ...screen, options: { evenMedian: "lower" } }],
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
