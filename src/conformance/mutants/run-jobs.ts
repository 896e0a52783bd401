import { besideThis, runOnThreads } from "../../base/threads.ts";
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

const WORKER = besideThis(import.meta.url, "job-worker");

/**
 * Runs jobs on worker threads.
 *
 * @throws the signal's reason if that comes first; then no thread is left
 */
export const runJobs: RunJobs = async (jobs, { workers, signal, onDone }) => {
  const results = new Map<Job, JobResult>();
  await runOnThreads<Job, JobResult>(jobs, {
    worker: WORKER,
    workers,
    signal,
    onResult: (result, job) => {
      results.set(job, result);
      onDone?.(job);
    },
  });
  return jobs.map((job) => results.get(job)!);
};
