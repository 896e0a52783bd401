import { runLeakageJob } from "./run-job.ts";
import type { LeakageJob, LeakageResult } from "./run-job.ts";
import { sourceCache } from "../load-source.ts";

/** Each thread reads or trains a source once. */
const cache = sourceCache();

/** Runs one trial: what a worker thread is asked for, by this name. */
export function work(job: LeakageJob): Promise<LeakageResult> {
  return runLeakageJob(job, cache);
}
