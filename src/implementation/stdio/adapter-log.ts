import type { Fault, FaultKind } from "./faults.ts";
import { createTail } from "./tail.ts";

/** What was seen of an adapter up to now, over all its restarts. */
export interface AdapterLog {
  /** Processes started after the first one. */
  readonly restarts: number;
  /** Requests asked for, `initialize` aside. */
  readonly calls: number;
  /** How many calls and starts ended in which fault; kinds that did not occur are absent. */
  readonly faults: Readonly<Partial<Record<FaultKind, number>>>;
  /** The message of the last fault. */
  readonly lastFault: string | null;
  /** The last 8 KiB of stderr, as the adapter wrote them. */
  readonly stderr: string;
  /** Lines on stdout that were no answers. */
  readonly chatterLines: number;
  /** The first ten of them, shortened and in quotation marks. */
  readonly chatter: readonly string[];
  /** The most resident memory that was seen; null where it can't be read, and so isn't judged. */
  readonly peakMemoryBytes: number | null;
  /** How the last process ended, for instance `exit status 0`; null while none has. */
  readonly lastEnd: string | null;
  /** True if the last process, told the end of its standard input, ended by itself with status 0. */
  readonly endsWithInput: boolean | null;
  /** Processes of the adapter that are alive although they were killed. */
  readonly leftBehind: readonly number[];
}

const STDERR_BYTES = 8192;
const CHATTER_LINES = 10;

/** Collects an {@link AdapterLog}. */
export interface AdapterRecorder {
  readonly started: () => void;
  readonly called: () => void;
  readonly fault: (fault: Fault) => void;
  readonly stderr: (chunk: Uint8Array) => void;
  readonly chatter: (quotedLine: () => string) => void;
  readonly memory: (peak: number | null) => void;
  readonly ended: (how: string) => void;
  readonly endedWithInput: (cleanly: boolean) => void;
  readonly leftBehind: (pids: readonly number[]) => void;
  readonly log: () => AdapterLog;
}

/** An empty log. */
export function createRecorder(): AdapterRecorder {
  const stderr = createTail(STDERR_BYTES);
  const faults: Partial<Record<FaultKind, number>> = {};
  const chatter: string[] = [];
  const left: number[] = [];
  let starts = 0;
  let calls = 0;
  let chatterLines = 0;
  let lastFault: string | null = null;
  let lastEnd: string | null = null;
  let endsWithInput: boolean | null = null;
  let peak: number | null = null;
  return {
    started: () => {
      starts += 1;
    },
    called: () => {
      calls += 1;
    },
    fault: ({ kind, message }) => {
      faults[kind] = (faults[kind] ?? 0) + 1;
      lastFault = message;
    },
    stderr: stderr.push,
    chatter: (quotedLine) => {
      chatterLines += 1;
      if (chatter.length < CHATTER_LINES) chatter.push(quotedLine());
    },
    memory: (bytes) => {
      if (bytes !== null) peak = Math.max(peak ?? 0, bytes);
    },
    ended: (how) => {
      lastEnd = how;
    },
    endedWithInput: (cleanly) => {
      endsWithInput = cleanly;
    },
    leftBehind: (pids) => {
      left.push(...pids);
    },
    log: () => ({
      restarts: Math.max(0, starts - 1),
      calls,
      faults: { ...faults },
      lastFault,
      stderr: stderr.text(),
      chatterLines,
      chatter: [...chatter],
      peakMemoryBytes: peak,
      lastEnd,
      endsWithInput,
      leftBehind: [...left],
    }),
  };
}
