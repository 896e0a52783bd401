import { sourceCache } from "./load-source.ts";
import { runJob } from "./run-job.ts";
import type { Job } from "./setting.ts";
import type { TrialResult } from "./trial.ts";

/** Each thread reads or trains a source once. */
const cache = sourceCache();

/** Runs one trial: what a worker thread is asked for, by this name. */
export function work(job: Job): Promise<TrialResult[]> {
  return runJob(job, cache);
}
