import { getCompileCacheDir } from "node:module";
import { availableParallelism } from "node:os";
import { dirname } from "node:path";
import { Piscina } from "piscina";

/** How jobs are run on worker threads. */
export interface ThreadSettings<Job, Result> {
  /** A module whose function `work` does one job. */
  readonly worker: URL;
  /** Threads; all cores by default. */
  readonly workers?: number | undefined;
  /** Ends the threads. */
  readonly signal?: AbortSignal | undefined;
  /** Told the result of each job as it ends, one after the other; the next one waits for it. */
  readonly onResult: (result: Result, job: Job) => void | Promise<void>;
}

/** A module of jobs beside another one, compiled like it; `url` is the other one's `import.meta.url`. */
export function besideThis(url: string, name: string): URL {
  return new URL(`${name}${url.endsWith(".ts") ? ".ts" : ".js"}`, url);
}

/** Where new objects live in a thread: with a quarter of it, collecting takes so long that a second thread brings 1.5 times the speed. */
const YOUNG_MEGABYTES = 32;

/** A thread looks for what was compiled before in the folder that this one uses; it would not by itself. */
function threadEnvironment(): NodeJS.ProcessEnv {
  const folder = getCompileCacheDir();
  // Node keeps a folder for each of its versions in the one that is named.
  return folder === undefined ? process.env : { ...process.env, NODE_COMPILE_CACHE: dirname(folder) };
}

/** Jobs that are under way for each thread: one at work and one that waits, so that none idles. */
const AHEAD = 2;

/**
 * Runs jobs on worker threads. Jobs are taken one at a time and results handed over as they come, so that neither is
 * ever held in memory; the order of results is chance.
 *
 * @returns when every result was handed over and no thread is left
 * @throws the signal's reason, or what a job or `onResult` threw, whichever comes first; then no more jobs are begun
 */
export async function runOnThreads<Job, Result>(
  jobs: Iterable<Job>,
  { worker, workers, signal, onResult }: ThreadSettings<Job, Result>,
): Promise<void> {
  signal?.throwIfAborted();
  const threads = workers ?? availableParallelism();
  const pool = new Piscina({
    filename: worker.href,
    minThreads: 1,
    maxThreads: threads,
    env: threadEnvironment() as Record<string, string>,
    // A thread that waits for its next job has to see its child processes end.
    atomics: "disabled",
    // Vectors lie outside of the heap and are freed with it only: a thread that collects seldom keeps a hundred megabytes.
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
  });
  // Every job that fails tells its own caller; what comes beside that is of threads that are being ended.
  pool.on("error", () => undefined);
  const stop = (): void => {
    void pool.destroy();
  };
  signal?.addEventListener("abort", stop, { once: true });
  const queue = jobs[Symbol.iterator]();
  const state = { failed: false };
  let delivered: Promise<void> = Promise.resolve();
  const lane = async (): Promise<void> => {
    try {
      for (let next = queue.next(); next.done !== true && !state.failed; next = queue.next()) {
        const job = next.value;
        const result = (await pool.run(job, { name: "work" })) as Result;
        delivered = delivered.then(() => onResult(result, job));
        await delivered;
      }
    } catch (error) {
      state.failed = true;
      throw error;
    }
  };
  try {
    // All of them: what is still at work when one fails is not cut off.
    const ends = await Promise.allSettled(Array.from({ length: AHEAD * threads }, lane));
    signal?.throwIfAborted();
    const failure = ends.find((end) => end.status === "rejected");
    if (failure !== undefined) throw failure.reason;
  } finally {
    signal?.removeEventListener("abort", stop);
    await pool.destroy();
    await delivered.catch(() => undefined);
  }
}
