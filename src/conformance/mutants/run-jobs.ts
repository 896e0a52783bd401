import { availableParallelism } from "node:os";
import { Piscina } from "piscina";
import type { Job, JobResult } from "./job.ts";

/** How jobs are run. */
export interface JobSettings {
  /** Threads; all cores by default. The results are the same for any number. */
  readonly workers?: number | undefined;
  /** Ends the threads and all that they started. */
  readonly signal?: AbortSignal | undefined;
  /** Told after each job. */
  readonly onDone?: ((job: Job) => void) | undefined;
}

/** Runs the jobs of a list, whose results are in its order. */
export type RunJobs = (jobs: readonly Job[], settings: JobSettings) => Promise<readonly JobResult[]>;

/** Beside this file, and compiled like it. */
const WORKER = new URL(import.meta.url.endsWith(".ts") ? "job-worker.ts" : "job-worker.js", import.meta.url);

/**
 * Runs jobs on worker threads.
 *
 * @throws the signal's reason if that comes first; then no thread is left
 */
export const runJobs: RunJobs = async (jobs, { workers, signal, onDone }) => {
  signal?.throwIfAborted();
  const threads = Math.max(1, Math.min(workers ?? availableParallelism(), jobs.length));
  const pool = new Piscina({
    filename: WORKER.href,
    minThreads: threads,
    maxThreads: threads,
    // A thread that waits for its next job has to see its child processes end.
    atomics: "disabled",
  });
  const stop = (): void => {
    void pool.destroy();
  };
  signal?.addEventListener("abort", stop, { once: true });
  try {
    return await Promise.all(
      jobs.map(async (job) => {
        const result = (await pool.run(job, { name: "work" })) as JobResult;
        onDone?.(job);
        return result;
      }),
    );
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener("abort", stop);
    await pool.destroy();
  }
};
