import { besideThis, runOnThreads } from "../../base/threads.ts";
import type { Implementation } from "../../implementation/implementation.ts";
import { runLeakageJob } from "./run-job.ts";
import type { LeakageJob, LeakageResult } from "./run-job.ts";
import { placeOf, plannedTrials, readLeakage } from "./results.ts";
import type { LeakageHeader } from "./results.ts";
import { sourceCache } from "../load-source.ts";
import { createResults, resumeResults } from "../results-file.ts";
import type { CampaignRun } from "../run-campaign.ts";

/** How a leakage campaign is run: on the reference by default. */
export interface LeakageRun extends Omit<CampaignRun, "player"> {
  /** An implementation under test; then all of it is done in this thread. */
  readonly implementation?: Implementation | undefined;
}

const WORKER = besideThis(import.meta.url, "job-worker");

/** Trial by trial over all cells, so that whoever stops early has some of each. */
function* jobsOf(
  { cells, plan }: LeakageHeader,
  isDone: (place: number) => boolean,
): Generator<LeakageJob, void, void> {
  const { curves, trials, seed } = plan;
  for (let trial = 0; trial < trials; trial++) {
    for (const [index, cell] of cells.entries()) {
      if (!isDone(index * trials + trial)) yield { kind: "cell", index, trial, cell, plan };
    }
    for (const [index, curve] of curves.entries()) {
      if (!isDone((cells.length + index) * trials + trial))
        yield { kind: "curve", index, trial, curve, seed };
    }
  }
}

/**
 * Runs the trials of a leakage campaign that are missing from its results file, which is all that is kept of them.
 *
 * @throws the signal's reason when that comes first; a data error for a results file of another run
 */
export async function runLeakage(
  header: LeakageHeader,
  { path, resume, workers, implementation, signal, onProgress }: LeakageRun,
): Promise<void> {
  const total = plannedTrials(header);
  const done = new Set<number>();
  const file = resume ? await resumeResults(path, header) : await createResults(path, header);
  try {
    if (resume) for await (const result of readLeakage(path, header)) done.add(placeOf(result, header));
    const before = done.size;
    const jobs = jobsOf(header, (place) => done.has(place));
    let count = before;
    const onResult = async (result: LeakageResult): Promise<void> => {
      await file.append([result]);
      count++;
      onProgress?.(count, total, before);
    };
    if (implementation === undefined && workers !== 1) {
      await runOnThreads<LeakageJob, LeakageResult>(jobs, { worker: WORKER, workers, signal, onResult });
      return;
    }
    const cache = sourceCache();
    for (const job of jobs) {
      signal?.throwIfAborted();
      await onResult(await runLeakageJob(job, cache, implementation));
    }
  } finally {
    await file.close();
  }
}
