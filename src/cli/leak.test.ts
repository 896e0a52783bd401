import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { LeakageReport } from "../campaign/leakage/report.ts";
import { leakageSchema } from "../report/leakage-schema.ts";
import { runCampaign } from "./campaign-run.ts";
import type { Host } from "./host.ts";
import type { MemoryHostOptions } from "./memory-host.ts";

const CQSA = fileURLToPath(new URL("cqsa.ts", import.meta.url));

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cqsa-leak-"));
  const rounds = [0, 1, 2].map((t) =>
    Array.from({ length: 12 }, (_, i) => [Math.sin(i + 0.1 * t), Math.cos(3 * i), Math.sin(5 * i + 0.1 * t)]),
  );
  await writeFile(join(folder, "u.json"), JSON.stringify(rounds));
});
afterAll(() => rm(folder, { recursive: true }));

function run(
  argv: string,
  host?: MemoryHostOptions,
  interruption?: Host["interruption"],
  onProgress?: () => void,
) {
  return runCampaign(folder, argv, { host, interruption, onProgress });
}

async function reportIn(name: string): Promise<LeakageReport> {
  return JSON.parse(await readFile(join(folder, name, "leakage.json"), "utf8")) as LeakageReport;
}

const SMALL = "--clients 12 --cluster-size 3 --shots 200";

test("figures stand beside closed forms and the hardened profile, and the report is left in its folder", async () => {
  const who = "server/curious-round,pad-reuse,cluster-mates:colluders=4,bits=5";
  const { status, stdout, stderr } = await run(
    `${SMALL} --adversary ${who} --hardening clip-bound:bound=3,local-noise:ratio=0.5 --trials 3 --workers 1 --out DIR/a`,
    { columns: 80 },
  );
  expect(status).toBe(0);
  expect(stderr).toContain("leakage.jsonl");
  expect(stdout.split("\n").filter((line) => Array.from(line).length > 80)).toEqual([]);
  expect(stdout).toMatch(/^hardened by clip-bound, local-noise$/mu);
  expect(stdout).toMatch(/R² of a client's update +0\.\d+ \[[^\]]+\] +0\.\d+ agrees +0\.\d+ \[/u);
  expect(stdout).toMatch(/differences of two updates read exactly +1 \[[^\]]+\] +1 agrees$/mu);
  expect(stdout).toContain("closed forms: 1/(k + ν)");
  expect((await readdir(join(folder, "a"))).toSorted()).toEqual([
    "leakage.json",
    "leakage.jsonl",
    "leakage.md",
  ]);
  const report = leakageSchema.parse(await reportIn("a"));
  // One for each, and one more where a profile of rounds changes something.
  expect(report.cells.map(({ cell }) => [cell.adversary, cell.hardening !== null])).toEqual([
    ["server/curious-round", false],
    ["server/curious-round", true],
    ["masking/pad-reuse", false],
    ["colluders/cluster-mates", false],
  ]);
  const published = await readFile(new URL("../../spec/leakage.schema.json", import.meta.url), "utf8");
  const schema = JSON.parse(published) as object;
  expect(new Ajv2020({ allowUnionTypes: true }).validate(schema, report)).toBe(true);
  expect(await readFile(join(folder, "a", "leakage.md"), "utf8")).toContain("## server/curious-round");
});

test("given updates are read over rounds, with a curve, alike for any number of threads", async () => {
  const argv = "--updates DIR/u.json --cluster-size 3 --shots exact --adversary many-rounds --trials 2";
  expect((await run(`${argv} --rounds 1,3 --workers 1 --out DIR/one`)).status).toBe(0);
  const { status, stdout } = await run(`${argv} --rounds 1,3 --workers 2 --out DIR/two`);
  expect(status).toBe(0);
  const [one, two] = [await reportIn("one"), await reportIn("two")];
  expect({ ...two, made: one.made }).toEqual(one);
  expect(one.cells.map(({ cell }) => cell.rounds)).toEqual([1, 3]);
  expect(one.curves.map(({ points }) => points.length)).toEqual([3]);
  const [{ points }] = one.curves as [LeakageReport["curves"][number]];
  expect(points[0]!.reshuffled).toEqual(points[0]!.fixed);
  expect(points[2]!.reshuffled.mean).toBeGreaterThan(points[2]!.fixed.mean);
  expect(stdout).toContain("Sums of many rounds: the file's updates, N = 12, k = 3, 2 draws");
});

test("an interrupted campaign keeps what is done, and ends as if it had not been", async () => {
  const argv = `${SMALL} --workers 1 --adversary curious-round,tamperer --trials 10`;
  expect((await run(`${argv} --out DIR/whole`)).status).toBe(0);
  let stop: (status: 130) => void = () => undefined;
  const interruption: Host["interruption"] = {
    guard: () => () => undefined,
    soften: (stopping) => {
      stop = stopping;
      return () => undefined;
    },
    hold: (_note, work) => work(),
  };
  const cut = await run(`${argv} --out DIR/cut`, {}, interruption, () => {
    stop(130);
  });
  expect(cut.status).toBe(130);
  expect(cut.stderr).toMatch(/cqsa: interrupted after \d+ of 20 trials; go on with --resume\n$/u);
  const { done } = await reportIn("cut");
  expect(done.trials).toBeGreaterThan(0);
  expect(done.trials).toBeLessThan(20);
  expect((await run(`${argv} --out DIR/cut --resume`)).status).toBe(0);
  const [whole, resumed] = [await reportIn("whole"), await reportIn("cut")];
  expect({ ...resumed, made: whole.made }).toEqual(whole);
  expect(await run(`${argv} --out DIR/cut --resume --seed 2`)).toMatchObject({
    status: 65,
    stderr: `cqsa: ${join(folder, "cut", "leakage.jsonl")}: is of another run: its plan differs\n`,
  });
});

test("of another implementation whoever looks at what round answers is measured, and the others are named", async () => {
  const served = `-- ${process.execPath} ${CQSA} serve`;
  const { status, stdout } = await run(
    `--preset leakage --clients 20 --cluster-size 5 --shots 500 --trials 1 --format json --out DIR/f ${served}`,
  );
  expect(status).toBe(0);
  const report = JSON.parse(stdout) as LeakageReport;
  expect(report.subject).toMatch(/^cqsa-reference \S+ \(.*serve\)$/u);
  expect(new Set(report.cells.map(({ cell }) => cell.adversary))).toEqual(
    new Set([
      "server/curious-round",
      "server/curious-bounds",
      "server/known-candidate",
      "server/many-rounds",
    ]),
  );
  expect(report.notes[0]).toMatch(/^Left out: server\/residues, .*masking\/dropout.*: they act where/u);
});

test.for([
  [
    "--adversary curious-round,sign-flip",
    "--adversary sign-flip is a client and curious-round is none: they are measured by other figures, each in a campaign of its own",
  ],
  [
    "--preset leakage --adversary sign-flip",
    "--adversary sign-flip is a client, of whom --preset leakage has none",
  ],
  [
    "--adversary many-rounds --preset convergence",
    "--adversary many-rounds has no meaning beside --preset convergence",
  ],
  ["--adversary curious-round --rounds 0", '--rounds expected an integer from 1 to 10000, got "0"'],
  ["--adversary sign-flip --rounds 1,2", "--rounds expected one number here, got 1,2"],
  [
    "--adversary server/colluders --clients 10",
    "--adversary expected fewer colluders than the 10 clients, got 12",
  ],
  [
    "--adversary residues --shots exact",
    '--shots expected a number, for residues, who counts outcomes, got "exact"',
  ],
  ["--adversary pad-reuse --rounds 1", "--rounds expected at least 2, for pads to be used twice, got 1"],
  ["--adversary many-rounds --rule krum", "--rule has no meaning beside --adversary many-rounds"],
  [
    "--adversary many-rounds:prior=-1",
    "--adversary server/many-rounds:prior expected a finite number of at least 0, got -1",
  ],
  [
    "--adversary many-rounds --updates DIR/u.json --rounds 4",
    "--rounds expected at most the 3 of the updates, got 4",
  ],
  ["--adversary many-rounds --updates DIR/u.json --clients 4", "--clients has no meaning beside --updates"],
  [
    "--adversary curious-round --hardening stable-clusters,reshuffle-budget",
    '--hardening expected stable-clusters or reshuffle-budget, as each sets the partitions, got "both"',
  ],
  [
    "--adversary curious-round --channel bit-flip --hardening visibility-floor",
    `--channel expected noise under which an honest cluster's visibility is known, as visibility-floor asks, got "bit-flip"`,
  ],
  ["--adversary curious-round --cluster-size 80", "--cluster-size expected an integer from 1 to 60, got 80"],
  ["--adversary signed-ghz -- node x", "--adversary signed-ghz acts where the wire has no message"],
] as const)("attack %s is wrong usage, in one line", async ([argv, message]) => {
  const { status, stdout, stderr } = await run(`--out DIR/no ${argv}`);
  expect([status, stdout]).toEqual([64, ""]);
  expect(stderr).toBe(`cqsa: ${message}\n`);
  expect(await readdir(folder)).not.toContain("no");
});

test("an unknown party is told among parties", async () => {
  const { status, stderr } = await run("--adversary server/nope");
  expect(status).toBe(64);
  expect(stderr).toMatch(
    /^cqsa: --adversary expected one of server\/curious-round, .*, got "server\/nope"\n$/u,
  );
});
