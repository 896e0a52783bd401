import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { StoredFailure } from "../conformance/failure.ts";
import { scriptFolder } from "../implementation/stdio/scripted-adapter.ts";
import { main } from "./main.ts";
import { memoryHost } from "./memory-host.ts";

const scripts = scriptFolder();
afterAll(scripts.remove);

let folder = "";
/** What verify stored of an adapter whose phases are `HALF` as large as they should be. */
let file = "";
let stored: StoredFailure;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cqsa-replay-"));
  const argv = ["verify", "--law", "encoding/encode-definition", "--out", folder, "--", ...HALF];
  await main(argv, memoryHost());
  file = join(folder, "failures", "encoding-encode-definition.json");
  stored = JSON.parse(await readFile(file, "utf8")) as StoredFailure;
});
afterAll(() => rm(folder, { recursive: true }));

const encoder = (factor: string): readonly [string, ...string[]] =>
  scripts.adapter({
    call: `
      const { weights, clusterSize, weightBound } = request.params;
      reply({ phases: weights.map((w) => ${factor} * Math.PI * (w / (clusterSize * weightBound || 1))) });`,
  });

const HALF = encoder("0.5");
const GOOD = encoder("1");

async function replay(argv: readonly string[]) {
  const host = memoryHost();
  const status = await main(["replay", ...argv], host);
  return { status, ...host.written };
}

/** Writes a changed copy of the stored case. */
async function changed(name: string, change: object): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, JSON.stringify({ ...stored, ...change }));
  return path;
}

test("a case that still fails is told with what was expected and received, status 1", async () => {
  const { status, stdout, stderr } = await replay([file, "--", ...HALF]);
  expect([status, stderr]).toEqual([1, ""]);
  expect(stdout).toMatch(/^STILL FAILING encoding\/encode-definition\n/);
  expect(stdout).toContain("the stored case fails as it did.");
  expect(stdout).toContain(`    expected      ${stored.expected}\n    received      ${stored.received}\n`);
});

test("a case that is mended is told, status 0", async () => {
  const { status, stdout } = await replay([file, "--call-limit", "20", "--", ...GOOD]);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^FIXED encoding\/encode-definition\n/);
});

test("an adapter that crashes at the case fails it, and one that cannot be started is status 4", async () => {
  const crash = await replay([file, "--", ...scripts.adapter({ call: "process.exit(9)" })]);
  expect(crash.status).toBe(1);
  expect(crash.stdout).toMatch(
    /^STILL FAILING [\s\S]*in another way than it did[\s\S]*fault: the adapter ended/,
  );
  const none = await replay([file, "--", "no-such-program"]);
  expect([none.status, none.stdout]).toEqual([4, ""]);
  expect(none.stderr).toMatch(/^cqsa: the command cannot be run: "no-such-program": not found[^\n]*\n$/);
});

test("an adapter to which the law does not apply is an error that says so, status 65", async () => {
  const other = scripts.adapter({ initialize: 'reply({ ...DECLARED, operations: ["decode"] })' });
  const { status, stdout } = await replay([file, "--", ...other]);
  expect(status).toBe(65);
  expect(stdout).toMatch(/^ERROR encoding\/encode-definition\n/);
  expect(stdout).toMatch(/does\s+not\s+apply\s+to\s+this\s+adapter:\s+not\s+declared:\s+encode/);
});

test("a case of a law that has changed, or that is none, is an error that says so, status 65", async () => {
  const older = await replay([
    await changed("older.json", { fingerprint: "0123456789abcdef" }),
    "--",
    ...GOOD,
  ]);
  expect(older.status).toBe(65);
  expect(older.stdout).toMatch(/^ERROR [\s\S]*has\s+changed\s+since\s+version/);
  const unknown = await changed("unknown.json", { law: "encoding/encode-defintion" });
  const none = await replay([unknown, "--", ...GOOD]);
  expect(none.status).toBe(65);
  expect(none.stdout).toMatch(/there\s+is\s+no\s+law\s+encoding\/encode-defintion;\s+the\s+nearest\s+is/);
});

test("a file that is no stored case is told in one line that names it, and nothing is started", async () => {
  const text = async (name: string, content: string): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  };
  const cases: readonly (readonly [path: string, problem: RegExp])[] = [
    [join(folder, "missing.json"), /no such file$/],
    [folder, /is a directory, not a file$/],
    [await text("half.json", '{"kind": "cqsa-'), /is no JSON \(.*\)$/],
    [await text("empty.json", ""), /is no JSON \(.*\)$/],
    [await text("list.json", "[]"), /is no stored case of cqsa verify$/],
    [join(folder, "verify.json"), /is no stored case of cqsa verify, but of kind "cqsa-verify"$/],
    [await changed("format.json", { format: 2 }), /has format 2, where this version reads format 1$/],
    [await changed("field.json", { runs: "many" }), /"runs" expected .*, got "many"$/],
    [await changed("more.json", { surprise: 1 }), /surprise/],
  ];
  for (const [path, problem] of cases) {
    const { status, stdout, stderr } = await replay([path, "--", "no-such-program"]);
    expect([path, status, stdout]).toEqual([path, 65, ""]);
    expect(stderr.split("\n")).toHaveLength(2);
    expect(stderr.startsWith(`cqsa: ${path}: `)).toBe(true);
    expect(stderr.trimEnd()).toMatch(problem);
  }
});

test("wrong usage is told in one line", async () => {
  const of = async (...argv: string[]): Promise<string> => {
    const { status, stdout, stderr } = await replay(argv);
    expect([status, stdout]).toEqual([64, ""]);
    return stderr;
  };
  expect(await of("a.json")).toBe(
    "cqsa: replay: the adapter's command is missing: end with -- python3 adapter.py\n",
  );
  expect(await of("--", "python3")).toBe("cqsa: replay: the failure file is missing\n");
  expect(await of("a.json", "b.json", "--", "x")).toBe(
    "cqsa: replay: one file at a time, got a.json b.json\n",
  );
  expect(await of("a.json", "--call-limit", "0", "--", "x")).toMatch(/^cqsa: --call-limit expected a number/);
  expect(await of("a.json", "--seed", "1", "--", "x")).toBe("cqsa: unknown option '--seed'\n");
});
