import { EXIT } from "./exit-status.ts";
import type { ExitStatus } from "./exit-status.ts";

/** How commands behave when a person or a supervisor ends the process early. */
export interface Interruption {
  /**
   * Until the returned function is called: `undo` is run before the process ends, and `note` is told.
   *
   * @param undo leaves the terminal and the disk as they were; must not wait
   */
  readonly guard: (note: string, undo: () => void) => () => void;
  /**
   * Until the returned function is called: a first signal runs `stop` in place of ending the process, and the command
   * ends by itself with the status that `stop` is told; a second one ends it.
   */
  readonly soften: (stop: (status: ExitStatus) => void) => () => void;
  /** Work that is not cut off: a first signal waits for its end, which `note` then tells; a second does not. */
  readonly hold: <Result>(note: string, work: () => Promise<Result>) => Promise<Result>;
}

/** An interruption that never comes. */
export const uninterrupted: Interruption = {
  guard: (): (() => void) => () => undefined,
  soften: (): (() => void) => () => undefined,
  hold: <Result>(_note: string, work: () => Promise<Result>): Promise<Result> => work(),
};

/** The signals that are watched. */
export type Signal = "SIGINT" | "SIGTERM";

const STATUSES: Readonly<Record<Signal, ExitStatus>> = {
  SIGINT: EXIT.interrupted,
  SIGTERM: EXIT.terminated,
};

/** The process, as far as signals go. */
export interface SignalSource {
  readonly on: (signal: Signal, listener: () => void) => unknown;
  readonly exit: (status: ExitStatus) => void;
}

/** Ends the process on Ctrl-C (130) and SIGTERM (143) with one line, when nothing half-done is left behind. */
export function watchSignals(source: SignalSource, tell: (line: string) => void): Interruption {
  const guards = new Set<{ readonly note: string; readonly undo: () => void }>();
  const stops: ((status: ExitStatus) => void)[] = [];
  let held = false;
  let waiting: Signal | undefined;

  const leave = (signal: Signal, notes: readonly string[]): void => {
    for (const { undo } of guards) undo();
    tell(["cqsa: interrupted", ...notes].join("; "));
    source.exit(STATUSES[signal]);
  };
  const onSignal = (signal: Signal): void => {
    const stop = stops.pop();
    if (held && waiting === undefined) waiting = signal;
    else if (stop !== undefined) stop(STATUSES[signal]);
    else
      leave(
        signal,
        [...guards].map(({ note }) => note),
      );
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    source.on(signal, () => {
      onSignal(signal);
    });
  }
  return {
    guard: (note, undo) => {
      const entry = { note, undo };
      guards.add(entry);
      return () => guards.delete(entry);
    },
    soften: (stop) => {
      stops.push(stop);
      return () => {
        const place = stops.indexOf(stop);
        if (place >= 0) stops.splice(place, 1);
      };
    },
    hold: async (note, work) => {
      held = true;
      try {
        const result = await work();
        if (waiting !== undefined) leave(waiting, [note]);
        return result;
      } finally {
        held = false;
        waiting = undefined;
      }
    },
  };
}
