import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isDataError } from "../base/data-error.ts";
import type { Provenance } from "../base/provenance.ts";
import { cellsOf } from "./grid.ts";
import type { AttackReport, CellSummary } from "./report.ts";
import type { ResultsHeader } from "./results-file.ts";
import { runCampaign } from "./run-campaign.ts";
import type { CampaignRun } from "./run-campaign.ts";
import { summarize } from "./summarize.ts";

const MADE: Provenance = { version: "0", commit: null, node: "24", command: "cqsa attack", seed: "s" };

let folder = "";
let header: ResultsHeader;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cqsa-campaign-"));
  const updates = join(folder, "updates.json");
  const rows = Array.from({ length: 12 }, (_, i) => [
    1 + Math.sin(i),
    0.5 * Math.cos(3 * i),
    -1 + Math.sin(5 * i),
  ]);
  await writeFile(updates, JSON.stringify([rows, rows.map((row) => row.map((value) => 0.9 * value + 0.05))]));
  header = {
    kind: "cqsa-attack-results",
    format: 1,
    version: "0",
    plan: { rounds: 2, trials: 5, training: false, seed: "s" },
    source: { kind: "file", path: updates },
    fingerprint: null,
    subject: null,
    cells: cellsOf({
      adversaries: ["sign-flip", "adaptive", "collapse", "dropper"].map((name) => ({ name, options: {} })),
      rules: ["median", "krum"].map((name) => ({ name, options: {} })),
      clients: [12],
      clusterSizes: [2],
      byzantine: [{ count: 2 }],
      tolerate: null,
      channel: "none",
      layout: "chain",
      noise: [0],
      shots: [200],
      alphas: [null],
      trains: false,
    }),
  };
});
afterAll(() => rm(folder, { recursive: true }));

async function run(name: string, settings: Partial<CampaignRun> = {}): Promise<AttackReport> {
  const path = join(folder, name);
  await runCampaign(header, { path, resume: false, workers: 1, ...settings });
  return summarize(path, header, MADE, []);
}

/** A run that is stopped after some jobs, as by Ctrl-C. */
async function interrupted(name: string, jobs: number, workers: number): Promise<void> {
  const stop = new AbortController();
  let seen = 0;
  const running = runCampaign(header, {
    path: join(folder, name),
    resume: false,
    workers,
    signal: stop.signal,
    onProgress: () => {
      if (++seen === jobs) stop.abort(new Error("stopped"));
    },
  });
  await expect(running).rejects.toThrow("stopped");
}

test("the report is the same for any number of threads, and after an interruption", async () => {
  const whole = JSON.stringify(await run("whole"));
  expect(JSON.stringify(await run("two", { workers: 2 }))).toBe(whole);
  await interrupted("cut", 7, 2);
  const path = join(folder, "cut");
  const kept = (await readFile(path, "utf8")).split("\n").length - 2;
  expect(kept).toBeGreaterThanOrEqual(14);
  expect(kept).toBeLessThan(50);
  const partial = await summarize(path, header, MADE, []);
  expect(partial.done).toEqual({ trials: kept, planned: 50 });
  // Half a line, as a process that is killed leaves it.
  await appendFile(path, '{"cell":3,"trial":4,"rounds":[{"contam');
  expect(JSON.stringify(await run("cut", { resume: true, workers: 1 }))).toBe(whole);
  const lines = (await readFile(path, "utf8")).trimEnd().split("\n");
  expect(lines).toHaveLength(51);
  const places = lines.slice(1).map((line) => {
    const { cell, trial } = JSON.parse(line) as { cell: number; trial: number };
    return `${cell}/${trial}`;
  });
  expect(new Set(places).size).toBe(50);
});

test("going on with a finished run does nothing, and with none begins one", async () => {
  const told: number[] = [];
  const onProgress = (done: number): void => void told.push(done);
  const report = await run("fresh", { resume: true, onProgress });
  expect(told.at(-1)).toBe(50);
  told.length = 0;
  expect(await run("fresh", { resume: true, onProgress })).toEqual(report);
  expect(told).toEqual([]);
  await writeFile(join(folder, "fresh"), "");
  expect(await run("fresh", { resume: true })).toEqual(report);
});

test("a file of another run, of something else or spoiled within is refused and left as it is", async () => {
  const path = join(folder, "other");
  const refuses = async (content: string, message: string): Promise<void> => {
    await writeFile(path, content);
    const error: unknown = await run("other", { resume: true }).catch((error: unknown) => error);
    expect(isDataError(error)).toBe(true);
    expect((error as Error).message).toBe(`${path}: ${message}`);
    expect(await readFile(path, "utf8")).toBe(content);
  };
  const other = { ...header, plan: { ...header.plan, seed: "t" }, version: "1" };
  await refuses(`${JSON.stringify(other)}\n`, "is of another run: its version, plan differ");
  await refuses("{}\n", "is no results file of cqsa attack");
  await refuses("text\n", "line 1 is no JSON");
  await refuses(`${JSON.stringify(header)}\nnonsense\n`, "line 2 is no JSON");
  await refuses(`${JSON.stringify(header)}\n{"cell":99}\n`, "line 2 is no trial of this campaign");
});

test("what a thread throws ends the campaign", async () => {
  const wrong = { ...header, source: { kind: "file", path: join(folder, "missing.json") } } as const;
  const running = runCampaign(wrong, { path: join(folder, "wrong"), resume: false, workers: 2 });
  await expect(running).rejects.toThrow("missing.json");
});

test("closed forms stand beside what was measured, and every rate has its interval", async () => {
  const { cells, worst } = await run("forms");
  const [first, flip] = cells.filter(({ cell }) => cell.adversary === "client/sign-flip") as [
    CellSummary,
    CellSummary,
  ];
  // Both rules were shown the same clusters: what is true of these is said once.
  expect([first.cell.rule, flip.cell.rule, flip.closedForms.length]).toEqual(["median", "krum", 0]);
  // 1 − C(10, 2)/C(12, 2) = 1 − 45/66.
  const [share, majority, exposed] = first.closedForms;
  expect(share!.expected).toBeCloseTo(21 / 66, 12);
  expect(majority!.expected).toBe(0);
  expect(exposed!.expected).toBeCloseTo(10 * (2 / 11) ** 2, 12);
  expect(cells.flatMap(({ closedForms }) => closedForms).length).toBeGreaterThan(9);
  const dropper = cells.find(({ cell }) => cell.adversary === "client/dropper")!;
  expect(dropper.closedForms.map(({ what }) => what)).toEqual(["clusters lost"]);
  expect(dropper.lost!.cases).toBe(5 * 2 * 6);
  for (const { closedForms, trials, rounds, deviation, truePositives } of cells) {
    expect([trials, rounds]).toEqual([5, 10]);
    expect(deviation!.trials).toBe(5);
    expect(closedForms.every(({ agrees }) => agrees)).toBe(true);
    if (truePositives !== null) {
      expect(truePositives.lower).toBeLessThanOrEqual(truePositives.rate);
      expect(truePositives.upper).toBeGreaterThanOrEqual(truePositives.rate);
    }
  }
  // Krum accepts one of six.
  const { truePositives, falsePositives } = flip;
  expect(truePositives!.successes + falsePositives!.successes).toBe(10 * 5);
  expect(truePositives!.cases + falsePositives!.cases).toBe(10 * 6);
  expect(worst.map(({ rule }) => rule)).toEqual(["median", "krum"]);
});
