import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { KillReport } from "../conformance/mutants/report.ts";
import { mutantsSchema } from "../report/mutants-schema.ts";
import { uninterrupted } from "./interruption.ts";
import type { Interruption } from "./interruption.ts";
import { main } from "./main.ts";
import { memoryHost } from "./memory-host.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cqsa-mutants-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function mutants(argv: readonly string[], interruption: Interruption = uninterrupted) {
  const host = { ...memoryHost(), interruption };
  const status = await main(["mutants", ...argv], host);
  return { status, ...host.written };
}

const SMALL = ["--law", "encoding/encode-definition,encoding/decode-definition", "--runs", "20"];
/** A thread more costs its start. */
const ONE = ["--workers", "1"];
const FORGOTTEN = "encoding/factor-k-forgotten";

async function reportIn(out: string): Promise<KillReport> {
  return JSON.parse(await readFile(join(out, "mutants.json"), "utf8")) as KillReport;
}

/** What remains when the run itself is taken away: the result. */
function result({ made: _made, ...rest }: KillReport): object {
  return rest;
}

test("the kill matrix is printed and written, and any number of workers makes the same", async () => {
  const [one, two] = [join(folder, "one"), join(folder, "two")];
  const first = await mutants([...SMALL, "--fault", `${FORGOTTEN},encoding/sign-lost`, ...ONE, "--out", one]);
  expect([first.status, first.stderr]).toEqual([
    0,
    `kills: 3 of 3\nwritten: ${join(one, "mutants.json")}, ${join(one, "mutants.md")}\n`,
  ]);
  expect(first.stdout).toMatch(/factor-k-forgotten {2}.* {2}own clause {2}/);
  expect(first.stdout).toMatch(/2 faulty versions: 2 killed by a law of a clause that they break/);
  expect((await readdir(one)).toSorted()).toEqual(["mutants.json", "mutants.md"]);
  expect(await readFile(join(one, "mutants.md"), "utf8")).toContain(`| \`${FORGOTTEN}\` |`);
  await mutants([...SMALL, "--fault", `${FORGOTTEN},encoding/sign-lost`, "--workers", "2", "--out", two]);
  const report = await reportIn(one);
  expect(mutantsSchema.safeParse(report).error).toBe(undefined);
  expect(report.faults).toHaveLength(2);
  expect(result(await reportIn(two))).toEqual(result(report));
});

test("a faulty version that no law of the selection notices is status 1", async () => {
  const out = join(folder, "survivor");
  const { status, stdout } = await mutants([
    "--law",
    "ghz/perfect",
    "--fault",
    FORGOTTEN,
    ...ONE,
    "--out",
    out,
  ]);
  expect(status).toBe(1);
  expect(stdout).toMatch(/Noticed by no law\n {2}– encoding\/factor-k-forgotten/);
});

test("over stdio the same laws notice the same", async () => {
  const out = join(folder, "stdio");
  const laws = ["--law", `${SMALL[1]!},stream/not-json`, "--runs", "20"];
  const versions = ["--fault", `${FORGOTTEN},stream/no-json-skipped`];
  const { status, stdout } = await mutants([...laws, ...versions, ...ONE, "--over-stdio", "--out", out]);
  expect([status, stdout]).toEqual([
    0,
    expect.stringContaining("Over stdio every kill that can be sent is there, too."),
  ]);
  const report = await reportIn(out);
  expect(report.stream).toEqual({ unusable: [], more: [], unsent: [], differences: [], unnoticed: [] });
  expect(report.laws.map(({ kills }) => kills).toSorted((a, b) => a - b)).toEqual([0, 1, 1]);
});

test("--clean finds no false alarm and --power every planted effect, each with a report of its own", async () => {
  const out = join(folder, "others");
  const law = ["--law", "aggregation/independent-bases", ...ONE, "--out", out];
  const clean = await mutants([...law, "--clean", "2"]);
  expect([clean.status, clean.stdout]).toEqual([
    0,
    expect.stringContaining("No false alarm in 1 law under 2 seeds."),
  ]);
  const power = await mutants([...law, "--power", "--trials", "12", "--format", "json"]);
  expect(power.status).toBe(0);
  expect(JSON.parse(power.stdout)).toMatchObject({
    kind: "cqsa-power",
    wanted: 11,
    settings: { trials: 12 },
  });
  expect((await readdir(out)).toSorted()).toEqual(["mutants-clean.json", "mutants-power.json"]);
});

test("options that mean nothing together, and patterns that choose nothing, are refused before anything runs", async () => {
  const out = join(folder, "refused");
  const refusals: readonly (readonly [readonly string[], RegExp])[] = [
    [["--power", "--clean", "2"], /^cqsa: --clean has no meaning beside --power\n$/],
    [["--clean", "2", "--over-stdio"], /^cqsa: --over-stdio has no meaning beside --clean\n$/],
    [["--clean", "2", "--fault", "a"], /^cqsa: --fault has no meaning beside --clean\n$/],
    [["--power", "--runs", "2"], /^cqsa: --runs has no meaning beside --power\n$/],
    [["--trials", "2"], /^cqsa: --trials has no meaning without --power\n$/],
    [["--law", "encoding/encode-defintion"], /^cqsa: --law expected patterns .*encoding\/encode-definition/],
    [
      ["--fault", "encodng/factor-k-forgoten"],
      /^cqsa: --fault expected patterns .*encoding\/factor-k-forgotten/,
    ],
    [
      ["--power", "--law", "encoding/encode-definition"],
      /^cqsa: --power expected a --law that is statistical/,
    ],
    [["--workers", "0"], /^cqsa: --workers expected an integer from 1 to 1024/],
  ];
  for (const [argv, expected] of refusals) {
    const { status, stdout, stderr } = await mutants([...argv, "--out", out]);
    expect([argv, status, stdout, stderr]).toEqual([argv, 64, "", expect.stringMatching(expected)]);
  }
  expect(await readdir(folder)).not.toContain("refused");
});

test.each([[[]], [["--over-stdio"]]])(
  "an interruption ends it with nothing written and no thread left: %j",
  async (more) => {
    const out = join(folder, `interrupted${more.length}`);
    const threads = process.getActiveResourcesInfo().filter((name) => /worker|process/i.test(name)).length;
    const { status, stdout, stderr } = await mutants([...more, ...ONE, "--out", out], {
      ...uninterrupted,
      soften: (stop) => {
        const timer = setTimeout(() => {
          stop(130);
        }, 700);
        return () => {
          clearTimeout(timer);
        };
      },
    });
    expect([status, stdout]).toEqual([130, ""]);
    expect(stderr).toMatch(/cqsa: interrupted; nothing was written\n$/);
    expect(await readdir(out)).toEqual([]);
    expect(process.getActiveResourcesInfo().filter((name) => /worker|process/i.test(name)).length).toBe(
      threads,
    );
  },
);
