import type { AdapterRecorder } from "./adapter-log.ts";
import { faultOf } from "./faults.ts";
import type { Fault } from "./faults.ts";
import { createLineSplitter } from "./line-splitter.ts";
import { quotedBytes } from "./quote.ts";
import { readAnswer } from "./read-answer.ts";
import type { Reading } from "./read-answer.ts";

/** How a request ended. */
export type Reply =
  Exclude<Reading, { kind: "chatter" | "fault" }> | { readonly kind: "fault"; readonly fault: Fault };

/** A request whose answer is awaited. */
export interface InFlight {
  readonly id: number;
  readonly operation: string;
  /** The first line beside the answer, in words. */
  readonly chatter: string | null;
}

/** Requests and answers of one process, apart from how they travel. */
export interface Conversation {
  /**
   * A request has been sent; resolves with its answer. What went wrong since the last one is this one's
   * fault: nobody can tell whether it came before.
   *
   * @param strays takes the answers to something else that come before; without it the first of them is a fault
   */
  readonly expect: (id: number, operation: string, strays?: object[]) => Promise<Reply>;
  /** True if the next request is lost already, and need not be sent. */
  readonly isSpoilt: () => boolean;
  /** Takes what the process wrote. */
  readonly receive: (chunk: Buffer) => void;
  /**
   * Ends the conversation with a fault: of the request in flight, or else of the next one.
   *
   * @param atOnce whether the process must not get time to end by itself
   */
  readonly fail: (fault: Fault, atOnce?: boolean) => void;
  /** Rejects the request in flight and ends the conversation. */
  readonly abandon: (reason: unknown) => void;
  /** From now on nothing is expected, and whatever comes is only recorded. */
  readonly hush: () => void;
  readonly isOver: () => boolean;
  readonly inFlight: () => InFlight | null;
  readonly lastOperation: () => string;
  readonly hasWritten: () => boolean;
  /** The unfinished line. */
  readonly rest: () => Buffer;
}

interface Pending extends InFlight {
  readonly resolve: (reply: Reply) => void;
  readonly reject: (reason: unknown) => void;
  readonly strays: object[] | undefined;
  chatter: string | null;
  /** Held back to the end of the chunk: it may hold more than the answer. */
  reply: Reply | null;
}

/** More text than this beside an answer is endless. */
const MOST_CHATTER = { lines: 1000, bytes: 1 << 20 };
const MOST_STRAYS = 10;

function faulty(fault: Fault): Reply {
  return { kind: "fault", fault };
}

/**
 * @param maxLineBytes the longest line
 * @param onOver is called once when a fault ends the conversation; `atOnce` as in `fail`
 */
export function createConversation(
  maxLineBytes: number,
  recorder: AdapterRecorder,
  onOver: (atOnce: boolean) => void,
): Conversation {
  let pending: Pending | null = null;
  let early: Fault | null = null;
  let over = false;
  let hushed = false;
  let written = false;
  let lastOperation = "initialize";
  let chatterLines = 0;
  let chatterBytes = 0;

  function settle(reply: Reply): void {
    const settled = pending;
    pending = null;
    settled?.resolve(reply);
  }

  function fail(fault: Fault, atOnce = false): void {
    if (over || hushed) return;
    over = true;
    if (pending === null) early ??= fault;
    else settle(faulty(fault));
    splitter.clear();
    onOver(atOnce);
  }

  function unsolicited(line: Buffer): Fault {
    return faultOf("unsolicited", `${quotedBytes(line)} after the answer to ${lastOperation}`);
  }

  /** Takes a line that is no answer; `detail` says what it is. */
  function takeChatter(line: Buffer, detail: string): boolean {
    recorder.chatter(() => quotedBytes(line, 200));
    if (hushed) return true;
    chatterLines += 1;
    chatterBytes += line.length;
    if (pending === null) early ??= unsolicited(line);
    else if (pending.reply === null) pending.chatter ??= detail;
    else if (pending.reply.kind !== "fault") pending.reply = faulty(unsolicited(line));
    if (chatterLines <= MOST_CHATTER.lines && chatterBytes <= MOST_CHATTER.bytes) return true;
    fail(faultOf("endless-output", `${chatterLines} lines, the last one ${quotedBytes(line)}`), true);
    return false;
  }

  function onLine(line: Buffer): boolean {
    if (pending === null || pending.reply !== null) return takeChatter(line, "");
    const reading = readAnswer(line, pending.id);
    if (reading.kind === "chatter") return takeChatter(line, reading.detail);
    const { strays } = pending;
    if (reading.kind === "fault" && reading.stray && strays !== undefined && strays.length < MOST_STRAYS) {
      strays.push(reading.stray);
      return true;
    }
    if (reading.kind === "fault" && !reading.inStep) {
      fail(reading.fault);
      return false;
    }
    if (reading.kind === "fault") pending.reply = faulty(reading.fault);
    else pending.reply = pending.chatter === null ? reading : faulty(faultOf("chatter", pending.chatter));
    return true;
  }

  const splitter = createLineSplitter(maxLineBytes, onLine);

  function receive(chunk: Buffer): void {
    if (over) return;
    written = true;
    if (!splitter.push(chunk)) {
      const start = quotedBytes(splitter.rest().length > 0 ? splitter.rest() : chunk);
      fail(faultOf("line-too-long", `more than ${maxLineBytes} bytes, starting ${start}`), true);
      splitter.clear();
    }
    if (pending !== null && pending.reply === null) return;
    const rest = splitter.rest();
    // Half a line would become the start of the next answer.
    if (rest.length > 0) fail(unsolicited(rest));
    else if (pending?.reply) settle(pending.reply);
  }

  const expect: Conversation["expect"] = (id, operation, strays) =>
    new Promise((resolve, reject) => {
      if (early !== null) {
        resolve(faulty(early));
        early = null;
        return;
      }
      lastOperation = operation;
      chatterLines = 0;
      chatterBytes = 0;
      pending = { id, operation, resolve, reject, strays, chatter: null, reply: null };
    });

  return {
    expect,
    isSpoilt: () => early !== null,
    receive,
    fail,
    abandon: (reason) => {
      over = true;
      const abandoned = pending;
      pending = null;
      abandoned?.reject(reason);
    },
    hush: () => {
      hushed = true;
    },
    isOver: () => over,
    inFlight: () => pending,
    lastOperation: () => lastOperation,
    hasWritten: () => written,
    rest: splitter.rest,
  };
}
