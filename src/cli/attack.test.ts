import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { adversaries } from "../../adversaries/index.ts";
import type { AttackReport } from "../campaign/report.ts";
import { attackSchema } from "../report/attack-schema.ts";
import { runCampaign } from "./campaign-run.ts";
import type { Host } from "./host.ts";
import type { MemoryHostOptions } from "./memory-host.ts";

const CQSA = fileURLToPath(new URL("cqsa.ts", import.meta.url));

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cqsa-attack-"));
  const rows = Array.from({ length: 12 }, (_, i) => [1 + Math.sin(i), Math.cos(3 * i), -1 + Math.sin(5 * i)]);
  await writeFile(join(folder, "u.csv"), rows.map((row) => row.join(",")).join("\n"));
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

async function reportIn(name: string): Promise<AttackReport> {
  return JSON.parse(await readFile(join(folder, name, "attack.json"), "utf8")) as AttackReport;
}

const SMALL = "--updates DIR/u.csv --cluster-size 2 --byzantine 1 --shots exact";

test("a campaign prints tables and worst cases, and leaves a line a trial and the report in its folder", async () => {
  const { status, stdout, stderr } = await run(
    `${SMALL} --workers 1 --trials 3 --adversary sign-flip:c=3,dropper --rule mean,krum --out DIR/a`,
  );
  expect(status).toBe(0);
  expect(stderr).toMatch(/trials: 18 of 18\nwritten: \S+attack\.jsonl, \S+attack\.json, \S+attack\.md\n$/);
  expect(stdout).toMatch(/^cqsa attack on the reference, 3 trials a cell, each of one round, seed 1\n/);
  expect(stdout).toContain(
    "12 clients in clusters of 2, 1 Byzantine (8.33 %), exact expectations, no noise:",
  );
  expect(stdout).toMatch(/^mean, f = 1; rejects no cluster +deviation +cosine +lost$/mu);
  expect(stdout).toMatch(/^krum, f = 1 +TPR \[95 %\] +FPR \[95 %\] +AUC +deviation +cosine +lost$/mu);
  expect(stdout).toMatch(/^ {2}sign-flip[ *]+1\.00 \[0\.29, 1\.00\] /mu);
  expect(stdout).toMatch(/^Worst cases$/mu);
  expect(stdout).toMatch(/clusters with an attacker: expected 0\.1667, measured 0\.1667 .*: agrees/u);
  expect(stdout).toContain("Model updates: u.csv.");
  expect((await readdir(join(folder, "a"))).toSorted()).toEqual(["attack.json", "attack.jsonl", "attack.md"]);
  const report = attackSchema.parse(await reportIn("a"));
  expect(report.cells).toHaveLength(6);
  expect(report.cells.every(({ trials }) => trials === 3)).toBe(true);
  const schema = JSON.parse(
    await readFile(new URL("../../spec/attack.schema.json", import.meta.url), "utf8"),
  ) as object;
  expect(new Ajv2020({ allowUnionTypes: true }).validate(schema, report)).toBe(true);
  const markdown = await readFile(join(folder, "a", "attack.md"), "utf8");
  expect(markdown).toMatch(/^# Adversary campaign\n/u);
  expect(markdown).toContain("| sign-flip:c=3 |");
  const lines = (await readFile(join(folder, "a", "attack.jsonl"), "utf8")).trimEnd().split("\n");
  expect(lines).toHaveLength(1 + 18);
});

test("without a choice all adversaries attack that can, and the others are named", async () => {
  const { status, stdout } = await run(
    `${SMALL} --workers 1 --trials 1 --rule median --format json --out DIR/all`,
  );
  expect(status).toBe(0);
  const report = JSON.parse(stdout) as AttackReport;
  expect(report).toEqual(await reportIn("all"));
  expect(report.notes[0]).toMatch(/^Left out: label-flip, backdoor, model-replacement: /u);
  expect(report.cells).toHaveLength(1 + adversaries.length - 3);
});

test("an interrupted campaign keeps what is done, says how to go on, and ends as if it had not been", async () => {
  const argv = `${SMALL} --workers 1 --adversary ipm,collapse --rule mean --trials 8`;
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
  // Ctrl-C comes when the first line of progress does.
  const cut = await run(`${argv} --out DIR/cut`, {}, interruption, () => {
    stop(130);
  });
  expect(cut.status).toBe(130);
  expect(cut.stderr).toMatch(/cqsa: interrupted after \d+ of 24 trials; go on with --resume\n$/u);
  const { done } = await reportIn("cut");
  expect(done.trials).toBeGreaterThan(0);
  expect(done.trials).toBeLessThan(24);
  expect((await run(`${argv} --out DIR/cut --resume`)).status).toBe(0);
  const [whole, resumed] = [await reportIn("whole"), await reportIn("cut")];
  expect({ ...resumed, made: whole.made }).toEqual(whole);
  const other = await run(`${argv} --out DIR/cut --resume --seed 2`);
  expect(other).toMatchObject({
    status: 65,
    stderr: `cqsa: ${join(folder, "cut", "attack.jsonl")}: is of another run: its plan differs\n`,
  });
});

test("another implementation is attacked by what the wire has messages for", async () => {
  const served = `-- ${process.execPath} ${CQSA} serve`;
  const { status, stdout } = await run(
    `${SMALL} --trials 2 --adversary sign-flip,dropper --rule mean,krum --format json --out DIR/f ${served}`,
  );
  expect(status).toBe(0);
  const report = JSON.parse(stdout) as AttackReport;
  expect(report.subject).toMatch(/^cqsa-reference \S+ \(.*serve\)$/u);
  expect(report.cells).toHaveLength(6);
  const dropper = report.cells.find(({ cell }) => cell.adversary === "client/dropper")!;
  expect(dropper.lost!.successes).toBe(2);
  const refused = await run(`${SMALL} --adversary collapse ${served}`);
  expect(refused).toMatchObject({
    status: 64,
    stderr: "cqsa: --adversary collapse acts on reports or qubits, for which the wire has no message\n",
  });
  const unknown = await run(`${SMALL} --adversary ipm --channel dephasing --out DIR/f ${served}`);
  expect(unknown.status).toBe(64);
  expect(unknown.stderr).toMatch(/^cqsa: the implementation refuses an honest round: .*\n$/u);
});

test.for<[argv: string, message: string | RegExp]>([
  ["--adversary nope", /^--adversary expected one of sign-flip, .*, got "nope"$/u],
  ["--adversary ipm:c=1", '--adversary ipm expected tau, got "c"'],
  ["--adversary ipm:tau=-1", "--adversary ipm:tau expected a finite number of at least 0, got -1"],
  ["--adversary ipm,,alie", /^--adversary expected names like NAME/u],
  ["--rule nope", /^--rule expected one of mean, .*, got "nope"$/u],
  ["--rule krum:m=1", '--rule expected only options of the rule krum, got "m"'],
  ["--rule multi-krum:m=0", "--rule m expected an integer from 1 to 12, got 0"],
  ["--byzantine 60", "--byzantine expected fewer than the 60 clients, got 60"],
  ["--byzantine 1.5", '--byzantine expected counts of clients, or shares below 1 like 0.1 or 10%, got "1.5"'],
  [
    "--byzantine 5,100%",
    '--byzantine expected counts of clients, or shares below 1 like 0.1 or 10%, got "5,100%"',
  ],
  ["--adversary alie --byzantine 0,0%", "--adversary has nobody to play it with --byzantine 0"],
  ["--tolerate 6 --rule median", "--tolerate expected an integer from 0 to 5, got 6"],
  ["--cluster-size 30 --rule krum", "--rule expected enough rows for the rule krum, got 2"],
  ["--cluster-size 0", '--cluster-size expected integers of at least 1, got "0"'],
  ["--shots many", '--shots expected numbers of shots, or exact, got "many"'],
  ["--noise 0.1", "--noise has no meaning without a --channel"],
  ["--channel depolarizing2 --noise 2", '--noise expected numbers from 0 to 1, got "2"'],
  ["--clients 5000", "--clients expected at most 1257, as the data have 1797 samples, got 5000"],
  ["--updates DIR/u.csv --clients 12", "--clients has no meaning beside --updates"],
  ["--updates DIR/u.csv --training", "--training has no meaning beside --updates"],
  ["--updates DIR/u.csv --preset convergence", "--preset convergence has no meaning beside --updates"],
  ["--channel gauss", /^--channel expected one of none, .*, got "gauss"$/u],
  ["--updates DIR/u.csv --adversary backdoor", /^--adversary expected no adversary that poisons data/u],
  ["--updates DIR/u.csv --rule fltrust", /^--rule expected no rule that needs a reference/u],
  ["stray", 'attack: unexpected "stray"'],
  ["--", /^attack: the adapter's command is missing/u],
])("attack %s is wrong usage, in one line", async ([argv, message]) => {
  const { status, stdout, stderr } = await run(`--out DIR/no ${argv}`);
  expect([status, stdout]).toEqual([64, ""]);
  const said = stderr.slice("cqsa: ".length, -1);
  if (typeof message === "string") expect(said).toBe(message);
  else expect(said).toMatch(message);
  expect(await readdir(folder)).not.toContain("no");
});

test("a missing file of updates is bad data", async () => {
  expect(await run("--updates DIR/missing.npy --out DIR/no")).toMatchObject({ status: 65, stdout: "" });
});
