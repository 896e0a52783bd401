import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseFailure } from "../conformance/failure-file.ts";
import type { VerifyReport } from "../conformance/report.ts";
import { scriptFolder } from "../implementation/stdio/scripted-adapter.ts";
import { verifySchema } from "../report/verify-schema.ts";
import type { ExitStatus } from "./exit-status.ts";
import { uninterrupted } from "./interruption.ts";
import { main } from "./main.ts";
import { memoryHost } from "./memory-host.ts";

const scripts = scriptFolder();
afterAll(scripts.remove);

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cqsa-verify-"));
});
afterAll(() => rm(folder, { recursive: true }));

const declare = (operations: readonly string[]): string =>
  `reply({ ...DECLARED, operations: ${JSON.stringify(operations)} })`;

/** Encodes as it should, and decodes to whatever `decoded` says. */
const codec = (decoded: string): readonly [string, ...string[]] =>
  scripts.adapter({
    initialize: declare(["encode", "decode"]),
    call: `
      const { weights, phaseSum, clusterSize, weightBound } = request.params;
      const reach = clusterSize * weightBound;
      if (weights) reply({ phases: weights.map((weight) => Math.PI * (weight / (reach || 1))) });
      else { ${decoded} }`,
  });

const GOOD = codec("reply({ weightSum: phaseSum.map((phase) => (phase / Math.PI) * reach) })");
const HALVING = codec("reply({ weightSum: phaseSum.map((phase) => (phase / Math.PI / 2) * reach) })");

const DEFINITIONS = ["--law", "encoding/decode-definition, encoding/encode-definition", "--runs", "20"];

let runs = 0;

interface Run {
  readonly argv?: readonly string[];
  readonly command?: readonly string[];
  /** Is told how to interrupt the run. */
  readonly interrupt?: (stop: (status: ExitStatus) => void) => void;
}

async function verify({ argv = [], command = GOOD, interrupt }: Run) {
  const out = join(folder, `out-${++runs}`);
  const host = memoryHost();
  const interruption = {
    ...uninterrupted,
    soften: (stop: (status: ExitStatus) => void) => {
      interrupt?.(stop);
      return () => undefined;
    },
  };
  const status = await main(["verify", "--out", out, ...argv, "--", ...command], { ...host, interruption });
  const readReport = async (): Promise<VerifyReport> =>
    verifySchema.parse(JSON.parse(await readFile(join(out, "verify.json"), "utf8")));
  return { status, out, readReport, ...host.written };
}

/** What is refused before any adapter is started, in one line. */
async function refusal(argv: readonly string[]): Promise<string> {
  const host = memoryHost();
  const status = await main(argv, host);
  expect([status, host.written.stdout]).toEqual([64, ""]);
  expect(host.written.stderr.split("\n")).toHaveLength(2);
  return host.written.stderr.trimEnd();
}

test("a good adapter: the report is printed and written, and status 0", async () => {
  const { status, stdout, stderr, out, readReport } = await verify({ argv: DEFINITIONS });
  expect(status).toBe(0);
  expect(stdout).toMatch(/^scripted 1 \(JavaScript\), seed "1", 20 cases a law\n/);
  expect(stdout).toMatch(/\n2 laws: 2 pass\.\n$/);
  expect(stderr).toBe(`laws: 2 of 2\nwritten: ${join(out, "verify.json")}\n`);
  expect(await readdir(out)).toEqual(["verify.json"]);
  const report = await readReport();
  expect(report.laws.map(({ law, verdict }) => [law, verdict])).toEqual([
    ["encoding/decode-definition", "pass"],
    ["encoding/encode-definition", "pass"],
  ]);
  expect(report.observations).toEqual([]);
});

test("a bad one: status 1, the failure is told and stored, and so is the line that replays it", async () => {
  const { status, stdout, stderr, out, readReport } = await verify({
    argv: [...DEFINITIONS, "--call-limit", "5"],
    command: HALVING,
  });
  expect(status).toBe(1);
  const file = join(out, "failures", "encoding-decode-definition.json");
  expect(stdout).toContain("violated encoding/decode-definition 1 of 1\n");
  expect(stdout).toContain(`\n  cqsa replay ${file} --call-limit 5 -- ${HALVING.join(" ")}\n`);
  expect(stderr).toMatch(new RegExp(`written: .*verify.json, ${file}\n$`));
  const stored = parseFailure(file, await readFile(file, "utf8"));
  expect([stored.law, stored.seed, stored.calls.count]).toEqual(["encoding/decode-definition", "1", 1]);
  expect((await readReport()).failures).toEqual([stored]);
});

test("what is printed as JSON is what was written, and has the shape of the schema", async () => {
  const argv = [...DEFINITIONS, "--format", "json", "--seed", "a b", "--max-failures", "1"];
  const { status, stdout, out, readReport } = await verify({ argv, command: HALVING });
  expect(status).toBe(1);
  expect(stdout).toBe(await readFile(join(out, "verify.json"), "utf8"));
  const report = await readReport();
  expect(report.made.seed).toBe("a b");
  expect(report.made.command).toMatch(/^cqsa verify --out .* --seed 'a b' --max-failures 1 -- /);
  expect(report.settings).toMatchObject({ runs: 20, maxFailures: 1, timeLimit: null, shard: null });
  expect(report.stopped?.cause).toBe("max failures");
  expect(report.laws.map(({ verdict }) => verdict)).toEqual(["violated", "not run"]);
});

test("the shards of a run share its laws out", async () => {
  const lawsOf = async (shard: string): Promise<string[]> => {
    const argv = ["--law", "encoding", "--runs", "5", "--shard", shard];
    return (await (await verify({ argv })).readReport()).laws.map(({ law }) => law);
  };
  const [first, second] = [await lawsOf("1/2"), await lawsOf("2/2")];
  expect(first.length).toBeGreaterThan(2);
  expect(second.length).toBeGreaterThan(2);
  expect(new Set([...first, ...second]).size).toBe(first.length + second.length);
});

test("without a command there is nothing to verify", async () => {
  const missing = "cqsa: verify: the adapter's command is missing: end with -- python3 adapter.py";
  expect(await refusal(["verify"])).toBe(missing);
  expect(await refusal(["verify", "--"])).toBe(missing);
  expect(await refusal(["verify", "--", ""])).toBe(missing);
  expect(await refusal(["verify", "python3", "adapter.py"])).toBe(missing);
  expect(await refusal(["verify", "x", "--", "python3"])).toBe("cqsa: verify: unexpected x before --");
});

test("what the command line gets wrong is told in one line, and nothing is started", async () => {
  const of = async (...argv: string[]): Promise<string> =>
    refusal(["verify", ...argv, "--", "no-such-program"]);
  expect(await of("--law", "encodng/encode-defintion")).toMatch(
    /^cqsa: --law expected .* like "encodng\/encode-defintion" are encoding\/encode-definition, /,
  );
  expect(await of("--clause", "CQSA-ENC-1,CQSA-XX-1")).toMatch(
    /^cqsa: --clause expected .* like "CQSA-XX-1" are CQSA-/,
  );
  expect(await of("--law", "encoding", "--clause", "QNF")).toMatch(
    /^cqsa: --law, --clause, --profile expected at least one law/,
  );
  expect(await of("--law", "encoding,")).toBe(
    'cqsa: --law expected patterns with a comma between them, got "encoding,"',
  );
  for (const shard of ["0/3", "4/3", "x", "1/0", "1/2/3", "-1/2"]) {
    expect(await of("--shard", shard)).toBe(
      `cqsa: --shard expected i/n with 1 ≤ i ≤ n, like 2/5, got "${shard}"`,
    );
  }
  expect(await of("--shard", "7/99", "--law", "encoding/encode-definition")).toBe(
    "cqsa: --shard 7/99 has none of the selected laws",
  );
  expect(await of("--runs", "0")).toBe('cqsa: --runs expected an integer from 1 to 1000000, got "0"');
  expect(await of("--runs", "3", "--runs", "3")).toBe("cqsa: --runs is given twice");
  expect(await of("--max-failures", "0")).toMatch(/^cqsa: --max-failures expected an integer of at least 1/);
  expect(await of("--time-limit", "0")).toMatch(/^cqsa: --time-limit expected a number from 0.001/);
  expect(await of("--call-limit", "soon")).toMatch(/^cqsa: --call-limit expected a number from 0.001/);
  expect(await of("--preset", "huge")).toMatch(/^cqsa: --preset expected one of small, quick, full/);
  expect(await of("--profile", "all of it")).toMatch(/^cqsa: --profile expected one of cqsa, /);
});

test("options behind -- are the adapter's", async () => {
  const { status, stderr } = await verify({ command: ["no-such-program", "--runs", "0", "--", "-x"] });
  expect(status).toBe(4);
  expect(stderr).toContain('"no-such-program": not found');
});

/** What leaves nothing to test: status 4, one line, and no report. */
async function adapterError(command: readonly string[]): Promise<string> {
  const { status, stdout, stderr, out } = await verify({ command });
  expect([status, stdout]).toEqual([4, ""]);
  expect(stderr.split("\n")).toHaveLength(2);
  expect(await readdir(out)).toEqual([]);
  return stderr.trimEnd();
}

test("a command that does not exist is told", async () => {
  expect(await adapterError([join(folder, "nothing")])).toMatch(
    /^cqsa: the command cannot be run: .*nothing": not found, .* look at PATH$/,
  );
});

test("an adapter that exits at once is told with the last line of its stderr", async () => {
  const start = 'console.error("loading\\nError: no licence found\\n    at main (x.js:3)"); process.exit(3)';
  expect(await adapterError(scripts.adapter({ start }))).toMatch(
    /^cqsa: the adapter ended: exit status 3 during initialize, its stderr ends "Error: no licence found"; /,
  );
});

test("another version of the protocol is told", async () => {
  const other = "cqsa: another version of the protocol: ";
  const refusing = scripts.adapter({ initialize: 'refuse(-32001, "protocol 2 alone")' });
  expect(await adapterError(refusing)).toContain(
    `${other}error -32001 to initialize: "protocol 2 alone"; this harness speaks version 1`,
  );
  const answering = scripts.adapter({ initialize: "reply({ ...DECLARED, protocol: 2 })" });
  expect(await adapterError(answering)).toContain(`${other}the adapter speaks version 2; `);
});

test("a folder that cannot be written is told before anything is started", async () => {
  const file = join(folder, "a-file");
  await writeFile(file, "");
  const host = memoryHost();
  expect(await main(["verify", "--out", file, "--", "no-such-program"], host)).toBe(65);
  expect(host.written.stderr).toBe(`cqsa: ${file}: is not a directory\n`);
});

test("laws that the time limit leaves open are inconclusive, status 2", async () => {
  const { status, stdout, readReport } = await verify({
    argv: ["--law", "encoding", "--runs", "20000", "--time-limit", "0.7"],
  });
  expect(status).toBe(2);
  expect(stdout).toContain("Ended early\n  the time limit of 0.7 s was reached\n");
  expect(stdout).toMatch(/No law is violated, but not all could be decided\.\n$/);
  expect((await readReport()).stopped?.cause).toBe("time limit");
});

test("a call without an answer costs its time limit, and a violation found before the end counts", async () => {
  const hanging = codec("sleep(60_000)");
  const argv = ["--law", "encoding/decode-definition", "--call-limit", "0.2", "--time-limit", "2"];
  const start = performance.now();
  const { status, stdout, readReport } = await verify({ argv, command: hanging });
  expect(performance.now() - start).toBeLessThan(10_000);
  expect(status).toBe(1);
  expect(stdout).toContain("fault: no answer in time: no answer to decode within 200 ms");
  expect(stdout).toContain("    WIRE-OUT-1    MUST: A call ends with a result or with an error");
  const { stopped, observations } = await readReport();
  expect(stopped?.cause).toBe("time limit");
  const late = observations.filter(({ what }) => what === 'fault "time-out"' || what === "calls out of time");
  expect(late.map(({ hint }) => hint)).toEqual([
    "counted as a violation of the law in flight",
    "a call has 0.2 s: --call-limit gives it more",
  ]);
  expect(stdout).toMatch(
    /– calls out of time \(\d+ times\): a call has 0\.2 s: --call-limit gives it more\n/,
  );
  expect(stdout).toMatch(
    / Begin with the adapter: in encoding\/decode-definition a call ended in a\s+fault\.\n$/,
  );
});

test("an adapter that fails in every call does not work, status 4", async () => {
  const chatty = scripts.adapter({
    call: 'write("hello\\n"); reply({})',
    initialize: 'write("x\\n"); reply(DECLARED)',
  });
  expect((await verify({ command: chatty })).status).toBe(4);
  const command = scripts.adapter({
    initialize: 'if (starts > 1) { console.error("out of qubits"); process.exit(7); } reply(DECLARED)',
    call: "process.exit(7)",
  });
  const { status, stdout, readReport } = await verify({
    argv: ["--law", "encoding/encode-definition"],
    command,
  });
  expect(status).toBe(4);
  expect(stdout).toMatch(/\nThe adapter does not work: every call of .* ended in a fault/);
  expect(stdout).toMatch(/its\s+stderr\s+ends\s+"out of\s+qubits"/);
  expect((await readReport()).stopped?.cause).toBe("adapter gone");
});

test("how an adapter ends when its input does is noticed", async () => {
  const command = scripts.adapter({
    end: "process.exit(3)",
    call: "reply({ phases: request.params.weights.map(() => 0) })",
  });
  const { status, stdout } = await verify({ argv: ["--law", "encoding/encode-definition"], command });
  expect(status).toBe(1);
  expect(stdout).toContain("  – does not end with its input: at the end of standard input");
});

async function waitFor(path: string): Promise<void> {
  for (let i = 0; i < 1000 && !existsSync(path); i++) await sleep(10);
  expect(existsSync(path)).toBe(true);
}

test("an interruption during a call that hangs ends in good order: report and failures are there", async () => {
  const mark = join(folder, "hanging");
  const command = scripts.adapter({
    initialize: declare(["encode", "decode"]),
    call: `
      if (request.method === "decode") reply({ weightSum: request.params.phaseSum });
      else { fs.writeFileSync(${JSON.stringify(mark)}, String(process.pid)); sleep(60_000); }`,
  });
  const interrupt = async (stop: (status: ExitStatus) => void): Promise<void> => {
    await waitFor(mark);
    stop(130);
  };
  const start = performance.now();
  const { status, stdout, stderr, readReport, out } = await verify({
    argv: DEFINITIONS,
    command,
    interrupt: (stop) => void interrupt(stop),
  });
  expect(performance.now() - start).toBeLessThan(12_000);
  expect(status).toBe(130);
  expect(stdout).toContain("Ended early\n  the run was interrupted\n");
  expect(stderr).toMatch(/written: .*verify\.json, .*encoding-decode-definition\.json\n$/);
  const { laws, failures, stopped } = await readReport();
  expect(laws.map(({ law, verdict }) => [law, verdict])).toEqual([
    ["encoding/decode-definition", "violated"],
    ["encoding/encode-definition", "inconclusive"],
  ]);
  expect(failures).toHaveLength(1);
  expect(stopped?.cause).toBe("interrupted");
  expect(await readdir(join(out, "failures"))).toEqual(["encoding-decode-definition.json"]);
  const pid = Number(await readFile(mark, "utf8"));
  expect(() => process.kill(pid, 0)).toThrow("ESRCH");
});

test("an interruption of the start leaves nothing", async () => {
  const mark = join(folder, "starting");
  const command = scripts.adapter({
    start: `fs.writeFileSync(${JSON.stringify(mark)}, String(process.pid));`,
    initialize: "",
  });
  const interrupt = async (stop: (status: ExitStatus) => void): Promise<void> => {
    await waitFor(mark);
    stop(130);
  };
  const { status, stdout, stderr, out } = await verify({
    command,
    interrupt: (stop) => void interrupt(stop),
  });
  expect([status, stdout]).toEqual([130, ""]);
  expect(stderr).toBe("cqsa: interrupted before the adapter had started\n");
  expect(await readdir(out)).toEqual([]);
});
