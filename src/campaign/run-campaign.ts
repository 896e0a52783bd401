import { besideThis, runOnThreads } from "../base/threads.ts";
import { groupsOf } from "./grid.ts";
import { sourceCache } from "./load-source.ts";
import { createResults, readResults, resumeResults } from "./results-file.ts";
import type { ResultsHeader } from "./results-file.ts";
import { runJob } from "./run-job.ts";
import type { Job } from "./setting.ts";
import type { Player, TrialResult } from "./trial.ts";

/** How a campaign is run. */
export interface CampaignRun {
  /** Where results are kept, a line a trial. */
  readonly path: string;
  /** True: go on with what is there. */
  readonly resume: boolean;
  /** Threads; all cores by default. The results are the same for any number. 1: this thread. */
  readonly workers?: number | undefined;
  /** What rounds are played on; then all of it is done in this thread. The reference by default. */
  readonly player?: Player | undefined;
  /** Ends it; what is done is kept. */
  readonly signal?: AbortSignal | undefined;
  /** Told after each job how many trials are done, of how many, and how many of them were there at the start. */
  readonly onProgress?: ((done: number, total: number, before: number) => void) | undefined;
}

const WORKER = besideThis(import.meta.url, "job-worker");

/** Marks what is done, a bit less than a byte's worth of memory for each trial. */
function ledger(
  cells: number,
  trials: number,
): {
  readonly has: (cell: number, trial: number) => boolean;
  readonly add: (cell: number, trial: number) => boolean;
} {
  const marks = new Uint8Array(cells * trials);
  return {
    has: (cell, trial) => marks[cell * trials + trial] === 1,
    add: (cell, trial) => {
      const at = cell * trials + trial;
      const isNew = marks[at] === 0;
      marks[at] = 1;
      return isNew;
    },
  };
}

/**
 * Runs the trials of a campaign that are missing from its results file. Nothing but that file is kept of them.
 *
 * @returns how many trials are done, of how many
 * @throws the signal's reason when that comes first; a data error for a results file of another run
 */
export async function runCampaign(
  header: ResultsHeader,
  { path, resume, workers, player, signal, onProgress }: CampaignRun,
): Promise<{ readonly done: number; readonly total: number }> {
  const { cells, plan, source } = header;
  const total = cells.length * plan.trials;
  const finished = ledger(cells.length, plan.trials);
  let done = 0;
  const file = resume ? await resumeResults(path, header) : await createResults(path, header);
  try {
    if (resume) {
      for await (const { cell, trial } of readResults(path, header)) if (finished.add(cell, trial)) done++;
    }
    const before = done;
    const groups = groupsOf(cells);
    const jobs = function* (): Generator<Job> {
      // Trial by trial over all cells, so that whoever stops early has some of each.
      for (let trial = 0; trial < plan.trials; trial++) {
        for (const group of groups) {
          const missing = group.filter(({ index }) => !finished.has(index, trial));
          if (missing.length > 0) yield { cells: missing, trial, plan, source };
        }
      }
    };
    const onResult = async (results: readonly TrialResult[]): Promise<void> => {
      await file.append(results);
      done += results.length;
      onProgress?.(done, total, before);
    };
    if (player === undefined && workers !== 1) {
      await runOnThreads<Job, TrialResult[]>(jobs(), { worker: WORKER, workers, signal, onResult });
    } else {
      const cache = sourceCache();
      for (const job of jobs()) {
        signal?.throwIfAborted();
        await onResult(await runJob(job, cache, player));
      }
    }
    return { done, total };
  } finally {
    await file.close();
  }
}
