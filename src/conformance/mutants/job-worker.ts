import { laws } from "../../../properties/index.ts";
import { faults } from "../../implementation/faulty/index.ts";
import { runJob } from "./job.ts";
import type { Job, JobResult } from "./job.ts";
import { keptRecordings } from "./recording.ts";

const recordings = keptRecordings();

/** Runs a job on the catalogues of the project: what a worker thread is asked for, by this name. */
export function work(job: Job): Promise<JobResult> {
  return runJob(job, { laws, faults, recordings });
}
