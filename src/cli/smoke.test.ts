import { spawnSync } from "node:child_process";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { scriptFolder } from "../implementation/stdio/scripted-adapter.ts";
import { main } from "./main.ts";
import { memoryHost } from "./memory-host.ts";

const scripts = scriptFolder();
afterAll(scripts.remove);

const PYTHON = fileURLToPath(new URL("../../spec/adapters/python", import.meta.url));
const TEMPLATE = readFileSync(join(PYTHON, "adapter.py"), "utf8");
const missing = spawnSync("python3", ["--version"]).status !== 0;
const where = missing ? " (skipped: no python3 here)" : "";

/** The Python adapter with passages replaced, each of which it must have once. */
function python(name: string, ...changes: readonly (readonly [from: string, to: string])[]): string[] {
  let source = TEMPLATE;
  for (const [from, to] of changes) {
    expect(source.split(from)).toHaveLength(2);
    source = source.replace(from, () => to);
  }
  const path = join(scripts.path, `${name}.py`);
  writeFileSync(path, source);
  copyFileSync(join(PYTHON, "rules.py"), join(scripts.path, "rules.py"));
  return ["python3", path];
}

async function smoke(command: readonly string[], ...argv: readonly string[]) {
  const host = memoryHost();
  const status = await main(["smoke", ...argv, "--", ...command], host);
  return { status, ...host.written };
}

const rowsOf = (stdout: string, verdict: string): string[] =>
  stdout.split("\n").filter((line) => line.startsWith(`  ${verdict} `));

test.skipIf(missing)(`a good adapter of a good implementation is status 0${where}`, async () => {
  const { status, stdout, stderr } = await smoke(python("good"));
  expect([status, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(/^plain-python 1\.0\.0 \(Python\)\n {2}pass {6}encode answers\n/);
  expect(rowsOf(stdout, "pass").length).toBeGreaterThan(25);
  expect(rowsOf(stdout, "fail")).toEqual([]);
  expect(stdout).toMatch(/speed: [\d,]+ calls of encode a second\n/);
  expect(stdout).toMatch(/\nThe adapter works\. Test the implementation behind it: cqsa verify\.\n$/);
});

test.skipIf(missing)(`a good adapter of a bad implementation is status 1${where}`, async () => {
  const { status, stdout } = await smoke(python("half", ["phase / math.pi * (", "phase / math.pi / 2 * ("]));
  expect(status).toBe(1);
  expect(rowsOf(stdout, "fail")[0]).toMatch(
    /fail {6}encoding\/decode-definition: weightSum\[0\] differs: expected/,
  );
  expect(stdout).toMatch(/\nThe adapter works; the implementation behind it computes something else /);
});

test.skipIf(missing)(`a bad adapter is status 4, whatever it computes${where}`, async () => {
  const { status, stdout } = await smoke(
    python(
      "careless",
      ['raise LookupError(f"no method {method!a}")', "pass"],
      ["phase / math.pi * (", "phase / math.pi / 2 * ("],
    ),
  );
  expect(status).toBe(4);
  expect(rowsOf(stdout, "fail")).toHaveLength(1);
  expect(stdout).toMatch(/fail {6}an unknown operation is not found \(-32601\): fault: /);
  expect(stdout).toMatch(/mend that first\. What it computes was not judged\.\n$/);
});

/** Adds statements behind the declaration. */
const declaring = (...statements: readonly string[]): readonly [string, string] => [
  "# ---- 2. ",
  `${statements.join("\n")}\n# ---- 2. `,
];

/** Partial sets: what is not declared is not asked for. */
const PARTS: readonly (readonly [name: string, ...(readonly [string, string])[]])[] = [
  ["masking alone", declaring('DECLARED["operations"] = ["quantize", "dequantize", "mask", "unmask"]')],
  ["fidelity alone", declaring('DECLARED["operations"] = ["fidelity"]')],
  [
    "a refused remainder, one rule, one layout and few clients",
    declaring(
      'DECLARED.update(remainder="reject", rules={"median": []}, limits={"clients": 4})',
      'DECLARED["noise"] = {"channels": ["depolarizing2"], "layouts": ["star"]}',
    ),
    [
      "        order = random.Random(",
      '        expect(clients % clusterSize == 0, "clients", "no rest", clients)\n        order = random.Random(',
    ],
  ],
];

test.skipIf(missing).for(PARTS)(`smoke takes %s as it is${where}`, async ([name, ...changes]) => {
  const { status, stdout } = await smoke(python(name.replaceAll(/\W+/g, "-"), ...changes));
  expect(rowsOf(stdout, "fail")).toEqual([]);
  expect(status).toBe(0);
  expect(rowsOf(stdout, "pass").length).toBeGreaterThan(5);
  expect(rowsOf(stdout, "skipped").length).toBeGreaterThan(0);
});

test("an adapter that does not end with its input is status 4", async () => {
  const { status, stdout } = await smoke(
    scripts.adapter({
      end: "process.exit(1)",
      initialize: `request.params.protocol === 1 ? reply(DECLARED) : refuse(-32001, "protocol 1 alone")`,
      call: `
        const { weights, clusterSize: k, weightBound: b } = request.params;
        if (request.method !== "encode") refuse(-32601, "no " + request.method);
        else if (!weights || ![...weights, k, b].every(Number.isFinite)) refuse(-32602, "numbers");
        else reply({ phases: weights.map((w) => Math.PI * (w / (k * b || 1))) });`,
    }),
  );
  expect(status).toBe(4);
  expect(rowsOf(stdout, "fail")).toEqual([
    "  fail      ends with its input: at the end of standard input it has to exit with status 0",
  ]);
});

test("an adapter that crashes in every call is over soon, with its own words", async () => {
  const operations = ["encode", "decode", "quantize", "dequantize", "mask"];
  const { status, stdout } = await smoke(
    scripts.adapter({
      initialize: `reply({ ...DECLARED, operations: ${JSON.stringify(operations)} })`,
      call: 'console.error("out of qubits"); process.exit(7)',
    }),
  );
  expect(status).toBe(4);
  expect(stdout).toContain('its stderr ends "out of qubits"');
  expect(rowsOf(stdout, "skipped").map((row) => row.trim().replaceAll(/\s+/g, " "))).toEqual([
    "skipped dequantize answers: not asked: after 3 faults",
    "skipped mask answers: not asked: after 3 faults",
  ]);
});

test("what cannot be started is told in one line, status 4, and wrong usage with 64", async () => {
  const none = await smoke(["no-such-program"]);
  expect([none.status, none.stdout]).toEqual([4, ""]);
  expect(none.stderr).toMatch(/^cqsa: the command cannot be run: "no-such-program": not found[^\n]*\n$/);
  const host = memoryHost();
  expect(await main(["smoke"], host)).toBe(64);
  expect(await main(["smoke", "x", "--", "true"], host)).toBe(64);
  expect(host.written.stderr).toBe(
    "cqsa: smoke: the adapter's command is missing: end with -- python3 adapter.py\n" +
      "cqsa: smoke: unexpected x before --\n",
  );
});
