import type { ExitStatus } from "./exit-status.ts";
import type { Interruption } from "./interruption.ts";

/** A stream that is written to; on a terminal it says so, and how wide it is. */
export type Output = NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };

export type Input = NodeJS.ReadableStream & { readonly isTTY?: boolean };

/** What the command line runs in: the process, or something in memory. */
export interface Host {
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly interruption: Interruption;
}

/** What a command is given. */
export interface CommandContext {
  readonly argv: readonly string[];
  readonly host: Host;
  /** Says how the command ended; without it the exit status is 0. */
  readonly finish: (status: ExitStatus) => void;
}
