import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { main } from "./main.ts";
import { memoryHost } from "./memory-host.ts";
import type { MemoryHostOptions } from "./memory-host.ts";
import { packageVersion } from "./provenance.ts";

async function run(argv: readonly string[], options?: MemoryHostOptions) {
  const host = memoryHost(options);
  const status = await main(argv, host);
  return { status, ...host.written };
}

const VERBS = [
  "audit",
  "verify",
  "smoke",
  "replay",
  "init-adapter",
  "attack",
  "mutants",
  "serve",
  "list",
  "help",
];

test("the help names every verb, ends with examples and explains each exit status once", async () => {
  const { status, stdout, stderr } = await run(["--help"]);
  expect([status, stderr]).toEqual([0, ""]);
  for (const verb of VERBS) expect(stdout).toMatch(new RegExp(`^ {2}${verb} +\\S`, "m"));
  expect(stdout).toMatch(/^Examples:\n {2}\$ cqsa audit/m);
  const [, statuses] = stdout.split("Exit status:\n");
  const codes = statuses!.split("\n").flatMap((line) => /^ {2}(\d+) /.exec(line)?.[1] ?? []);
  expect(codes).toEqual(["0", "1", "2", "4", "64", "65", "70", "130"]);
});

test.for(VERBS)("the help of %s is one text, asked for in three ways", async (verb) => {
  const texts = [await run([verb, "--help"]), await run(["help", verb]), await run([verb, "-h"])];
  for (const { status, stdout, stderr } of texts) {
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toBe(texts[0]!.stdout);
  }
  expect(texts[0]!.stdout).toMatch(new RegExp(`^Usage: cqsa ${verb}`));
  if (verb !== "help") expect(texts[0]!.stdout).toMatch(/^Examples:\n {2}\$ /m);
});

test("help alone is the help, and no verb at all is wrong usage that shows it", async () => {
  const { stdout } = await run(["--help"]);
  expect(await run(["help"])).toEqual({ status: 0, stdout, stderr: "" });
  expect(await run([])).toEqual({ status: 64, stdout: "", stderr: stdout });
});

test.for(["--version", "-V"])("%s is the package's, on a line", async (option) => {
  expect(await run([option])).toEqual({ status: 0, stdout: `${packageVersion()}\n`, stderr: "" });
});

test("options are described within the width of the terminal, at least 60 columns", async () => {
  const longest = async (columns: number): Promise<number> => {
    const { stdout } = await run(["audit", "--help"], { columns });
    const described = stdout.split("Examples:")[0]!;
    expect(described).toContain("--probability <p>");
    return Math.max(...described.split("\n").map((line) => line.length));
  };
  expect(await longest(80)).toBeLessThanOrEqual(80);
  expect(await longest(140)).toBeGreaterThan(100);
  expect(await longest(20)).toBe(await longest(60));
  expect(await longest(0)).toBe(await longest(80));
});

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cqsa-main-"));
  await writeFile(join(folder, "u.csv"), "0.1,0.2\n0.3,-0.4\n0.2,0.1\n");
});
afterAll(() => rm(folder, { recursive: true }));

const CLAIM_IDS = /there are PH-1…7, PR-1…8, .*QN-1…7/;

test.for<[argv: string, message: string | RegExp]>([
  ["nope", "unknown command 'nope'"],
  ["auditt", "unknown command 'auditt' (Did you mean audit?)"],
  [
    "help nope",
    "unknown command 'nope'; there are audit, verify, smoke, replay, init-adapter, attack, mutants, serve, list, help",
  ],
  ["help audit more", /^too many arguments for 'help'/],
  ["--nope", "unknown option '--nope'"],
  ["audit --nope", "unknown option '--nope'"],
  ["audit --sed 1", "unknown option '--sed' (Did you mean --seed?)"],
  ["audit --no-seed", /^unknown option '--no-seed'/],
  ["audit extra", /^too many arguments for 'audit'.*: extra\.$/],
  ["audit --seed", "option '--seed <text>' argument missing"],
  ["audit --updates", "option '--updates <file>' argument missing"],
  ["audit --seed --out x", '--seed expected a value before the next option, got "--out"'],
  ["audit --seed=", '--seed expected a text that is not empty, got ""'],
  ["audit --out=", '--out expected a text that is not empty, got ""'],
  ["audit --updates=", '--updates expected a text that is not empty, got ""'],
  ["audit --seed 1 --seed 1", "--seed is given twice"],
  ["audit --updates a.csv --updates b.csv", "--updates is given twice"],
  ["audit --preset fast", '--preset expected one of quick, full, got "fast"'],
  ["audit --format html", '--format expected one of text, json, markdown, got "html"'],
  ["audit --channel hot", /^--channel expected one of none, depolarizing2, .*, got "hot"$/],
  ["audit --layout ring", '--layout expected one of chain, star, got "ring"'],
  ["audit --remainder drop", '--remainder expected one of short, merge, balanced, reject, got "drop"'],
  ["audit --shots 0", '--shots expected an integer of at least 1, got "0"'],
  ["audit --shots 1.5", '--shots expected an integer of at least 1, got "1.5"'],
  ["audit --cluster-size 0", '--cluster-size expected an integer of at least 1, got "0"'],
  ["audit --cluster-size -3", '--cluster-size expected an integer of at least 1, got "-3"'],
  ["audit --clients 1", '--clients expected an integer from 2 to 100000, got "1"'],
  ["audit --rounds 0", '--rounds expected an integer from 1 to 10000, got "0"'],
  ["audit --alpha 0", '--alpha expected a number above 0, got "0"'],
  ["audit --probability 2", '--probability expected a number from 0 to 1, got "2"'],
  ["audit --probability nan", '--probability expected a number from 0 to 1, got "nan"'],
  ["audit --channel none --probability .1", "--probability 0.1 needs another --channel than none"],
  ["audit --updates u.csv --dataset d.csv", /^--dataset is for training/],
  ["audit --updates u.csv --clients 3", /^--clients is for training/],
  ["audit --updates u.csv --alpha 3", /^--alpha is for training/],
  ["audit --updates u.csv --rounds 3", /^--rounds is for training/],
  ["audit --updates DIR/u.csv --claim XX", CLAIM_IDS],
  ["audit --updates DIR/u.csv --claim FI,", CLAIM_IDS],
  ["audit --updates DIR/u.csv --claim FI-10", CLAIM_IDS],
  [
    "audit --updates DIR/u.csv --remainder reject --cluster-size 2",
    '--remainder reject: "clients" expected a multiple of the cluster size 2, got 3',
  ],
  ["audit --remainder reject --cluster-size 7", /^--remainder reject: .* got 60$/],
  ["serve extra", /^too many arguments for 'serve'/],
  ["serve --remainder drop", '--remainder expected one of short, merge, balanced, reject, got "drop"'],
  ["list", "list what? One of claims, clauses, laws, adversaries, rules"],
  ["list nope", 'list expected one of claims, clauses, laws, adversaries, rules, got "nope"'],
  ["list rules a b", /^too many arguments for 'list'/],
  ["list rules zzz", /^none of the \d+ rules has "zzz" in it$/],
  ["list rules --format yaml", '--format expected one of text, json, got "yaml"'],
])("wrong usage is one line and the status 64: %s", async ([line, message]) => {
  const argv = line.split(" ").map((word) => word.replace("DIR", folder));
  const out = join(folder, "out");
  // An option whose value is missing would swallow another.
  const complete = argv[0] === "audit" && !line.includes("--out") && !/--\w+$/.test(line);
  const { status, stdout, stderr } = await run(complete ? [...argv, "--out", out] : argv);
  expect(stdout).toBe("");
  expect(stderr).toMatch(/^cqsa: [^\n]+\n$/);
  const said = stderr.slice("cqsa: ".length, -1);
  if (typeof message === "string") expect(said).toBe(message);
  else expect(said).toMatch(message);
  expect(status).toBe(64);
  expect(await readdir(folder)).toEqual(["u.csv"]);
});

test("a result that can't be written is told in one line, and one that nobody reads is not", async () => {
  const failing = (code: string): MemoryHostOptions => ({
    outputError: Object.assign(new Error(`${code}: write`), { code }),
  });
  for (const argv of [["--help"], ["list", "rules"], ["--version"]]) {
    expect(await run(argv, failing("ENOSPC"))).toEqual({
      status: 65,
      stdout: "",
      stderr: "cqsa: standard output: no space left on the device\n",
    });
    expect(await run(argv, failing("EPIPE"))).toEqual({ status: 0, stdout: "", stderr: "" });
  }
});
