import { relatives } from "./process-group.ts";
import type { ProcessGroup } from "./process-group.ts";
import { residentBytes } from "./processes.ts";

const INTERVAL_MS = 100;
const GROUP_MS = 1000;
/** The most of the time that goes into looking through all processes. */
const SHARE = 1 / 50;

/**
 * Watches the resident memory of a group: its first process ten times a second, all of it once a second.
 * Pages that several of its processes share count for each of them.
 *
 * @param onMeasured takes the bytes, null where they can't be read
 * @returns ends the watch
 */
export function watchMemory(group: ProcessGroup, onMeasured: (bytes: number | null) => void): () => void {
  let nextLook = performance.now() + GROUP_MS;

  function measure(): number | null {
    const start = performance.now();
    const first = residentBytes(group.pid);
    if (start < nextLook) return first;
    let sum = 0;
    for (const { pid } of relatives(group) ?? []) sum += residentBytes(pid) ?? 0;
    const end = performance.now();
    nextLook = end + Math.max(GROUP_MS, (end - start) / SHARE);
    return first === null && sum === 0 ? null : Math.max(first ?? 0, sum);
  }

  // Soon, so that the shortest run has a figure, but not before the caller is ready.
  const first = setImmediate(() => onMeasured(measure()));
  const timer = setInterval(() => onMeasured(measure()), INTERVAL_MS);
  timer.unref();
  return () => {
    clearImmediate(first);
    clearInterval(timer);
  };
}
