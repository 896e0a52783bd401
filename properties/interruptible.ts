import type { Implementation } from "../src/implementation/implementation.ts";
import { around } from "./around.ts";

const interruptions = new WeakSet<Error>();

function interruption(): Error {
  const error = new Error("interrupted");
  interruptions.add(error);
  return error;
}

/** True for the error with which a call of an {@link interruptible} implementation ends after the signal. */
export function isInterruption(error: unknown): error is Error {
  return error instanceof Error && interruptions.has(error);
}

/**
 * The implementation until a signal comes: then a call that is under way rejects, and so does every later one.
 * What becomes of the work behind it is its owner's business.
 */
export function interruptible(
  implementation: Implementation,
  signal: AbortSignal | undefined,
): Implementation {
  if (signal === undefined) return implementation;
  return around(implementation, async (_operation, _params, go) => {
    if (signal.aborted) throw interruption();
    // One listener a call: racing a single long-lived promise would keep every answer until the end.
    let stop = (): void => undefined;
    const stopped = new Promise<never>((_resolve, fail) => {
      stop = () => {
        fail(interruption());
      };
      signal.addEventListener("abort", stop, { once: true });
    });
    try {
      return await Promise.race([go(), stopped]);
    } finally {
      signal.removeEventListener("abort", stop);
    }
  });
}
