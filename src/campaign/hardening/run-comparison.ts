import { besideThis, runOnThreads } from "../../base/threads.ts";
import { joinParts, partKey, partsOf } from "./compare.ts";
import type { HardeningComparison } from "./compare.ts";
import type { PartJob } from "./job-worker.ts";
import { measurePart } from "./parts.ts";
import type { ComparisonPlan, PartResult } from "./parts.ts";

/** How a comparison is run. */
export interface ComparisonRun {
  /** Threads; all cores by default. The result is the same for any number. 1: this thread. */
  readonly workers?: number | undefined;
  /** Ends it; the comparison then holds what was measured by then. */
  readonly signal?: AbortSignal | undefined;
  /** Told after each part how many are done, of how many. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

const WORKER = besideThis(import.meta.url, "job-worker");

/**
 * Compares measures with the plain profile.
 *
 * @returns the comparison, and how many of its parts were measured
 * @throws TypeError, RangeError for switches that are unknown or contradict each other, and whatever a round refuses
 */
export async function runComparison(
  plan: ComparisonPlan,
  { workers, signal, onProgress }: ComparisonRun = {},
): Promise<{ readonly comparison: HardeningComparison; readonly done: number; readonly total: number }> {
  const parts = partsOf(plan);
  const results = new Map<string, PartResult>();
  const onResult = (result: PartResult, { part }: PartJob): void => {
    results.set(partKey(part), result);
    onProgress?.(results.size, parts.length);
  };
  const jobs = parts.map((part): PartJob => ({ plan, part }));
  try {
    if (workers === 1) {
      for (const job of jobs) {
        signal?.throwIfAborted();
        onResult(await measurePart(plan, job.part), job);
        // A signal is heard between parts only.
        await new Promise(setImmediate);
      }
    } else {
      await runOnThreads(jobs, { worker: WORKER, workers, signal, onResult });
    }
  } catch (error) {
    if (signal?.aborted !== true || error !== signal.reason) throw error;
  }
  return { comparison: joinParts(plan, results), done: results.size, total: parts.length };
}
