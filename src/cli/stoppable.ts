import type { ExitStatus } from "./exit-status.ts";
import type { Host } from "./host.ts";
import { tell } from "./output.ts";

/** Work on an adapter that a first Ctrl-C ends in good order: what was found by then is told and written. */
export interface Stoppable {
  /** Stops the start of an adapter; after {@link started} it never comes. */
  readonly starting: AbortSignal;
  readonly started: () => void;
  /** Stops the work itself. */
  readonly signal: AbortSignal;
  /** The exit status of an interruption; undefined while there was none. */
  readonly status: () => ExitStatus | undefined;
  /** What an interruption of the start comes to. @throws any other error as it is */
  readonly interrupted: (error: unknown) => ExitStatus;
  readonly release: () => void;
}

/** Listens for an interruption until released. */
export function stoppable(host: Host): Stoppable {
  const start = new AbortController();
  const work = new AbortController();
  let running = false;
  let status: ExitStatus | undefined;
  const release = host.interruption.soften((asked) => {
    status = asked;
    if (!running) start.abort(new Error("interrupted"));
    work.abort(new Error("interrupted"));
  });
  return {
    starting: start.signal,
    started: () => {
      running = true;
    },
    signal: work.signal,
    status: () => status,
    interrupted: (error) => {
      if (status === undefined || error !== start.signal.reason) throw error;
      tell(host, "cqsa: interrupted before the adapter had started");
      return status;
    },
    release,
  };
}
