import { performance } from "node:perf_hooks";
import type { Host } from "./host.ts";
import { canRedraw, tell } from "./output.ts";
import { progressOn } from "./progress.ts";
import { timeLeft } from "./time-left.ts";

/** Plain lines of progress, at so many parts of the whole. */
const LINES = 10;

/** How far a job of equal parts is. */
export interface Watch {
  /** `before`: parts that were done at the start. */
  readonly update: (done: number, total: number, before: number) => void;
  readonly stop: () => void;
}

/** Tells how far it is: a bar with the time left on a terminal, a line at every tenth elsewhere. */
export function watch(what: string, host: Host): Watch {
  const progress = progressOn(host);
  const start = performance.now();
  let told = 0;
  return {
    stop: progress.stop,
    update: (done, total, before) => {
      const left = timeLeft((performance.now() - start) / 1000, done - before, total - before);
      if (canRedraw(host.stderr, host)) progress.update(what, done, total, left);
      const part = Math.floor((LINES * done) / total);
      if (canRedraw(host.stderr, host) || part <= told) return;
      told = part;
      tell(host, `${what}: ${done} of ${total}${left === "" || done === total ? "" : `, ${left}`}`);
    },
  };
}
