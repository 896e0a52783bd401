import { besideThis, runOnThreads } from "../../base/threads.ts";
import { joinParts, partKey, partsOf } from "./compare.ts";
import type { HardeningComparison } from "./compare.ts";
import type { PartJob } from "./job-worker.ts";
import { measurePart } from "./parts.ts";
import type { ComparisonPlan, PartResult } from "./parts.ts";
import { openParts } from "./results.ts";
import type { KeptParts } from "./results.ts";

/** How a comparison is run. */
export interface ComparisonRun {
  /** Threads; all cores by default. The result is the same for any number. 1: this thread. */
  readonly workers?: number | undefined;
  /** Ends it; the comparison then holds what was measured by then. */
  readonly signal?: AbortSignal | undefined;
  /** Where parts are kept as they end; nowhere by default. */
  readonly kept?: KeptParts | undefined;
  /** Told after each part how many are done, of how many, and how many of them were there at the start. */
  readonly onProgress?: ((done: number, total: number, before: number) => void) | undefined;
}

const WORKER = besideThis(import.meta.url, "job-worker");

/**
 * Compares measures with the plain profile. Parts that are kept already are not measured again, and a comparison that
 * goes on with them is the one that would have come of a single run.
 *
 * @returns the comparison, and how many of its parts were measured
 * @throws TypeError, RangeError for switches that are unknown or contradict each other, and whatever a round refuses; a
 *   data error for a file of another run
 */
export async function runComparison(
  plan: ComparisonPlan,
  { workers, signal, kept, onProgress }: ComparisonRun = {},
): Promise<{ readonly comparison: HardeningComparison; readonly done: number; readonly total: number }> {
  const parts = partsOf(plan);
  const opened = kept && (await openParts(plan, parts, kept));
  const results = new Map<string, PartResult>();
  for (const [place, result] of opened?.found ?? []) results.set(partKey(parts[place]!), result);
  const before = results.size;
  const placeOf = new Map(parts.map((part, place) => [partKey(part), place]));
  const onResult = async (result: PartResult, { part }: PartJob): Promise<void> => {
    const key = partKey(part);
    // As a file would give it back: text knows no −0.
    results.set(key, JSON.parse(JSON.stringify(result)) as PartResult);
    await opened?.file.append([{ part: placeOf.get(key)!, result }]);
    onProgress?.(results.size, parts.length, before);
  };
  const jobs = parts.filter((part) => !results.has(partKey(part))).map((part): PartJob => ({ plan, part }));
  try {
    if (workers === 1) {
      for (const job of jobs) {
        signal?.throwIfAborted();
        await onResult(await measurePart(plan, job.part), job);
        // A signal is heard between parts only.
        await new Promise(setImmediate);
      }
    } else {
      await runOnThreads(jobs, { worker: WORKER, workers, signal, onResult });
    }
  } catch (error) {
    if (signal?.aborted !== true || error !== signal.reason) throw error;
  } finally {
    await opened?.file.close();
  }
  return { comparison: joinParts(plan, results), done: results.size, total: parts.length };
}
