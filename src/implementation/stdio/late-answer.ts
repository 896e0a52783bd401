import { faultOf } from "./faults.ts";
import type { Fault } from "./faults.ts";
import { relatives } from "./process-group.ts";
import type { ProcessGroup } from "./process-group.ts";
import { quotedBytes } from "./quote.ts";

/** What is known of a request whose time is over. */
export interface LateAnswer {
  readonly operation: string;
  /** Milliseconds. */
  readonly timeLimit: number;
  /** The first line on stdout that was no answer. */
  readonly chatter: string | null;
  /** What is there of the next line. */
  readonly rest: Buffer;
  /** Bytes of the request that are still here. */
  readonly unsent: number;
  /** True once the process has written anything to stdout. */
  readonly hasWritten: boolean;
  /** Whether the adapter used the processor at the end; null where that can't be seen. */
  readonly busy: boolean | null;
}

/** How much a group computes. */
export interface Activity {
  /** Processor time up to now, in clock ticks. */
  readonly cpu: number;
  readonly runs: boolean;
}

/** The activity of a group; null where it can't be read. */
export function activityOf(group: ProcessGroup): Activity | null {
  const rows = relatives(group);
  if (rows === null) return null;
  return { cpu: rows.reduce((sum, { cpu }) => sum + cpu, 0), runs: rows.some(({ runs }) => runs) };
}

/** Whether a group computed between two looks at it; null where that can't be told. */
export function wasBusy(before: Activity | null, after: Activity | null): boolean | null {
  if (before === null || after === null) return null;
  return after.cpu > before.cpu || before.runs || after.runs;
}

/** A time in words. */
export function duration(milliseconds: number): string {
  return milliseconds >= 1000 ? `${milliseconds / 1000} s` : `${milliseconds} ms`;
}

function isWhole(rest: Buffer): boolean {
  // A parser's memory is many times that of what it parses.
  if (rest.length > 1 << 20) return false;
  try {
    JSON.parse(rest.toString("utf8"));
    return true;
  } catch {
    return false;
  }
}

/** Why an answer is late, as far as can be told from outside. */
export function lateAnswer(late: LateAnswer): Fault {
  const nothing = `no answer to ${late.operation} within ${duration(late.timeLimit)}`;
  if (late.chatter !== null) return faultOf("chatter", `${late.chatter}, and ${nothing}`);
  if (late.rest.length > 0) {
    const text = quotedBytes(late.rest);
    const state = isWhole(late.rest) ? "whole but for its line feed" : `${late.rest.length} bytes`;
    return faultOf("unfinished-line", `${nothing}, only ${text} (${state})`);
  }
  if (late.unsent > 0) return faultOf("unread-input", `${nothing}, and ${late.unsent} bytes of it wait`);
  if (late.busy === true) {
    const hint = "it is computing: allow a call more time, or look for an endless loop";
    return faultOf("time-out", nothing, hint);
  }
  const idle = late.busy === null ? nothing : `${nothing}, and the adapter is idle`;
  if (!late.hasWritten) return faultOf("unflushed", `${idle}; it has never written to stdout`);
  return faultOf("time-out", idle);
}
