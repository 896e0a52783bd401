import type { Stop } from "./report.ts";

/** What may end a run before its last law. */
export interface RunLimits {
  /** Comes with an interruption and with the end of the time. */
  readonly signal: AbortSignal;
  /** Which of them it was; null before either. */
  readonly reached: () => Stop | null;
  readonly release: () => void;
}

/**
 * Joins an interruption from outside with a time limit.
 *
 * @param timeLimit seconds
 */
export function runLimits(outer: AbortSignal | undefined, timeLimit: number | undefined): RunLimits {
  const controller = new AbortController();
  let stop: Stop | null = null;
  const end = (cause: Stop["cause"], reason: string): void => {
    stop ??= { cause, reason };
    controller.abort();
  };
  const interrupt = (): void => {
    end("interrupted", "the run was interrupted");
  };
  const expire = (): void => {
    end("time limit", `the time limit of ${timeLimit} s was reached`);
  };
  const timer = timeLimit === undefined ? undefined : setTimeout(expire, 1000 * timeLimit);
  if (outer?.aborted === true) interrupt();
  outer?.addEventListener("abort", interrupt, { once: true });
  return {
    signal: controller.signal,
    reached: () => stop,
    release: () => {
      clearTimeout(timer);
      outer?.removeEventListener("abort", interrupt);
    },
  };
}
