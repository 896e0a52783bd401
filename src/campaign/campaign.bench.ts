import { fork } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { randomStream } from "../base/random.ts";
import { writeFilesAtomically } from "../io/write-file.ts";
import { cellsOf } from "./grid.ts";
import type { ResultsHeader } from "./results-file.ts";
import { runCampaign } from "./run-campaign.ts";
import type { CampaignRun } from "./run-campaign.ts";
import { summarize } from "./summarize.ts";

interface Size {
  readonly clients: number;
  readonly coordinates: number;
  readonly shots: number | null;
  readonly adversaries: readonly string[];
  readonly rules: readonly string[];
  readonly trials: number;
}

const MADE = { version: "bench", commit: null, node: "", command: "npm run bench", seed: "bench" };

/** A campaign on random updates of some size, in a folder of its own. */
async function withCampaign<Result>(
  { clients, coordinates, shots, adversaries, rules, trials }: Size,
  work: (
    run: (settings: Pick<CampaignRun, "workers" | "onProgress">) => Promise<void>,
    report: () => Promise<unknown>,
  ) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "cqsa-bench-"));
  const rng = randomStream("bench");
  const rows = Array.from({ length: clients }, () =>
    Array.from({ length: coordinates }, () => (2 * rng.uniform() - 1).toPrecision(6)).join(","),
  );
  const updates = join(folder, "updates.csv");
  await writeFilesAtomically([{ path: updates, content: `${rows.join("\n")}\n` }]);
  const header: ResultsHeader = {
    kind: "cqsa-attack-results",
    format: 1,
    version: "bench",
    plan: { rounds: 1, trials, training: false, seed: "bench" },
    source: { kind: "file", path: updates },
    fingerprint: null,
    subject: null,
    cells: cellsOf({
      adversaries: adversaries.map((name) => ({ name, options: {} })),
      rules: rules.map((name) => ({ name, options: {} })),
      clients: [clients],
      clusterSizes: [5],
      byzantine: [{ share: 0.1 }],
      tolerate: null,
      channel: "none",
      layout: "chain",
      noise: [0],
      shots: [shots],
      alphas: [null],
      trains: false,
    }),
  };
  const path = join(folder, "attack.jsonl");
  try {
    return await work(
      async (settings) => {
        await runCampaign(header, { path, resume: false, ...settings });
      },
      () => summarize(path, header, MADE, []),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** How a second thread helps. */
export interface WorkersBench {
  readonly trials: number;
  /** Wall-clock seconds with one and with two threads, their start included. */
  readonly one: number;
  readonly two: number;
  /** Processor time with two threads over that with one: what the second one costs by itself. */
  readonly work: number;
}

/** A campaign of rounds of 60 clients and 650 coordinates, with 1,000 shots, in one thread and in two. */
export function benchWorkers(): Promise<WorkersBench> {
  const size: Size = {
    clients: 60,
    coordinates: 650,
    shots: 1000,
    adversaries: ["sign-flip", "alie", "min-max", "bound-inflater"],
    rules: ["mean", "median", "krum"],
    trials: 400,
  };
  return withCampaign(size, async (run) => {
    const timed = async (workers: number): Promise<{ readonly wall: number; readonly processor: number }> => {
      const start = performance.now();
      const before = process.cpuUsage();
      await run({ workers });
      const { user, system } = process.cpuUsage(before);
      return { wall: (performance.now() - start) / 1000, processor: (user + system) / 1e6 };
    };
    const one = await timed(1);
    const two = await timed(2);
    const cells = (size.adversaries.length + 1) * size.rules.length;
    return { trials: cells * size.trials, one: one.wall, two: two.wall, work: two.processor / one.processor };
  });
}

/** The memory of a long campaign. */
export interface MemoryBench {
  readonly trials: number;
  /** Peak resident megabytes of this process in its first tenth, its first half, and in all of it, the report included. */
  readonly first: number;
  readonly half: number;
  readonly all: number;
}

/** Peak memory over a thousand, five thousand and ten thousand trials, in two threads. */
function measureMemory(): Promise<MemoryBench> {
  const trials = 10_000;
  const rules = ["mean", "median"];
  const size: Size = {
    clients: 20,
    coordinates: 100,
    shots: 100,
    adversaries: ["sign-flip"],
    rules,
    trials: trials / 4,
  };
  return withCampaign(size, async (run, report) => {
    let first = 0;
    let half = 0;
    let all = 0;
    await run({
      workers: 2,
      onProgress: (done) => {
        all = Math.max(all, process.memoryUsage.rss());
        if (done <= trials / 10) first = all;
        if (done <= trials / 2) half = all;
      },
    });
    await report();
    all = Math.max(all, process.memoryUsage.rss());
    return { trials, first: first / 2 ** 20, half: half / 2 ** 20, all: all / 2 ** 20 };
  });
}

const SELF = fileURLToPath(import.meta.url);
const ASKED = "memory";

/** {@link measureMemory} in a process of its own, which nothing else has filled. */
export function benchMemory(): Promise<MemoryBench> {
  return new Promise((resolve, reject) => {
    const child = fork(SELF, [ASKED]);
    child.once("message", (message) => {
      resolve(message as MemoryBench);
    });
    child.once("error", reject);
    child.once("exit", (code) => {
      reject(new Error(`the measurement of memory ended with ${code}`));
    });
  });
}

if (process.argv[1] === SELF && process.argv[2] === ASKED) process.send?.(await measureMemory());
