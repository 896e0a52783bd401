import type { ProcessSettings } from "./adapter-process.ts";
import { childEnvironment } from "./environment.ts";

/** How an adapter is run. Times are in milliseconds. */
export interface StdioSettings {
  /** The program and its arguments; no shell sees them. */
  readonly command: readonly [string, ...string[]];
  /** For each call; 30,000 by default. */
  readonly callTimeLimit?: number | undefined;
  /** From the start to the answer to `initialize`; 60,000 by default. */
  readonly startTimeLimit?: number | undefined;
  /** To end by itself when its input ends, 5,000 by default; after SIGTERM it gets no more than 1,000. */
  readonly grace?: number | undefined;
  /** The longest line of an answer; 64 MiB by default. */
  readonly maxLineBytes?: number | undefined;
  /** The most resident memory of all its processes; 4 GiB by default. Judged on Linux alone. */
  readonly maxMemoryBytes?: number | undefined;
  /** Settings beside those that are passed on (`environment.ts`). */
  readonly environment?: Readonly<Record<string, string>> | undefined;
  /** The folder it runs in; this process's by default. */
  readonly directory?: string | undefined;
  /** Kills the adapter; calls are rejected with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** The time limits of requests. */
export interface TimeLimits {
  readonly start: number;
  readonly call: number;
}

/** The time limits, with their defaults. */
export function timeLimits(settings: StdioSettings): TimeLimits {
  return { start: settings.startTimeLimit ?? 60_000, call: settings.callTimeLimit ?? 30_000 };
}

/** What a process is started with, with its defaults. */
export function processSettings(settings: StdioSettings): ProcessSettings {
  return {
    command: settings.command,
    directory: settings.directory,
    environment: childEnvironment(process.env, settings.environment),
    maxLineBytes: settings.maxLineBytes ?? 64 * 2 ** 20,
    maxMemoryBytes: settings.maxMemoryBytes ?? 4 * 2 ** 30,
    grace: settings.grace ?? 5000,
  };
}
