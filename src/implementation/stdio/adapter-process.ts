import { setTimeout as sleep } from "node:timers/promises";
import type { AdapterRecorder } from "./adapter-log.ts";
import { createConversation } from "./conversation.ts";
import type { Reply } from "./conversation.ts";
import { createDeadline } from "./deadline.ts";
import { faultOf } from "./faults.ts";
import { activityOf, lateAnswer, wasBusy } from "./late-answer.ts";
import type { Activity } from "./late-answer.ts";
import { stopGroup } from "./process-group.ts";
import { quotedEnd } from "./quote.ts";
import { spawnAdapter, spawnFault } from "./spawn-adapter.ts";
import type { SpawnSettings } from "./spawn-adapter.ts";
import { createTail } from "./tail.ts";
import { watchMemory } from "./watch-memory.ts";

/** How a process is started and held to its limits. */
export interface ProcessSettings extends SpawnSettings {
  readonly maxLineBytes: number;
  readonly maxMemoryBytes: number;
  /** Milliseconds that it gets to end by itself; after SIGTERM no more than a second. */
  readonly grace: number;
}

/** One running adapter. */
export interface AdapterProcess {
  /**
   * Sends one request and waits for its answer.
   *
   * @param text the request with its line feed, and whatever goes before it
   * @param timeLimit milliseconds
   * @param strays see `Conversation.expect`
   */
  readonly ask: (
    id: number,
    operation: string,
    text: string,
    timeLimit: number,
    strays?: object[],
  ) => Promise<Reply>;
  /** False once nothing more can be asked. */
  readonly isUsable: () => boolean;
  /** Rejects the request in flight; nothing more can be asked. */
  readonly abandon: (reason: unknown) => void;
  /** Ends the process and all that it started; `gently`: by the end of its input, and SIGTERM. */
  readonly end: (gently: boolean) => Promise<void>;
}

/** How long a closed stream waits for the end of the process, which says more. */
const CLOSED_MS = 2000;
/** How long the end of the process waits for the ends of its streams. */
const EXIT_MS = 1000;
/** The longest wait between SIGTERM and SIGKILL. */
const TERM_MS = 1000;
const STDERR_BYTES = 2048;

interface Exit {
  readonly clean: boolean;
  readonly text: string;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} MiB`;
}

/**
 * Starts an adapter. If there is no such program, the first request gets that fault.
 *
 * @throws AdapterError if the command is none that any system can run
 */
export function startProcess(settings: ProcessSettings, recorder: AdapterRecorder): AdapterProcess {
  const { grace, maxLineBytes, maxMemoryBytes } = settings;
  const termGrace = Math.min(grace, TERM_MS);
  const { child, group } = spawnAdapter(settings);
  recorder.started();
  const stderr = createTail(STDERR_BYTES);
  let exit: Exit | null = null;
  const exited = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    if (group === null) resolve();
  });

  let stopping: Promise<void> | null = null;
  async function stopAll(within: number): Promise<void> {
    deadline.close();
    stopWatch();
    const left = group === null ? [] : await stopGroup(group, within);
    recorder.leftBehind(left);
    // What can't be killed must not hold this process up.
    await Promise.race([exited, sleep(EXIT_MS, undefined, { ref: false })]);
    child.stdin.destroy();
    child.stdout.destroy();
    child.stderr.destroy();
  }

  const conversation = createConversation(maxLineBytes, recorder, (atOnce) => {
    deadline.clear();
    if (atOnce) child.stdout.destroy();
    stopping ??= stopAll(atOnce ? 0 : termGrace);
  });

  let activity: Activity | null = null;
  const deadline = createDeadline(
    () => {
      activity = group === null ? null : activityOf(group);
    },
    () => {
      const inFlight = conversation.inFlight();
      if (inFlight === null) return;
      const { operation, chatter } = inFlight;
      conversation.fail(
        lateAnswer({
          operation,
          chatter,
          timeLimit,
          rest: conversation.rest(),
          unsent: child.stdin.writableLength,
          hasWritten: conversation.hasWritten(),
          busy: wasBusy(activity, group === null ? null : activityOf(group)),
        }),
      );
    },
  );

  let cutOff = false;
  function abandon(reason: unknown): void {
    cutOff ||= conversation.inFlight() !== null;
    conversation.abandon(reason);
  }

  let timeLimit = 0;
  const ask: AdapterProcess["ask"] = async (id, operation, text, limit, strays) => {
    const spoilt = conversation.isSpoilt();
    const answer = conversation.expect(id, operation, strays);
    if (!spoilt) {
      timeLimit = limit;
      activity = null;
      deadline.start(limit);
      child.stdin.write(text);
    }
    try {
      return await answer;
    } finally {
      deadline.clear();
    }
  };

  function moment(): string {
    const operation = conversation.lastOperation();
    return conversation.inFlight() === null ? `after its answer to ${operation}` : `during ${operation}`;
  }

  function failByExit(): void {
    if (exit === null) return;
    const words = stderr.text();
    const chatter = conversation.inFlight()?.chatter ?? null;
    let rest = chatter === null ? "nothing on stderr" : `on stdout ${chatter}`;
    if (words.trim() !== "") rest = `its stderr ends ${quotedEnd(words)}`;
    conversation.fail(faultOf("exit", `${exit.text} ${moment()}, ${rest}`));
  }

  function failLater(milliseconds: number, fail: () => void): void {
    setTimeout(fail, milliseconds).unref();
  }

  child.stdout.on("data", conversation.receive);
  child.stderr.on("data", (chunk: Buffer) => {
    stderr.push(chunk);
    recorder.stderr(chunk);
  });
  child.stdout.on("end", () =>
    failLater(CLOSED_MS, () => conversation.fail(faultOf("closed-output", moment()))),
  );
  child.stdin.on("error", () =>
    failLater(CLOSED_MS, () => conversation.fail(faultOf("closed-input", moment()))),
  );
  for (const stream of [child.stdout, child.stderr]) stream.on("error", () => {});
  child.on("error", (error) => {
    if (group === null) conversation.fail(spawnFault(settings, error));
  });
  child.on("exit", (code, signal) => {
    exit = { clean: code === 0, text: signal === null ? `exit status ${code}` : `killed by ${signal}` };
    recorder.ended(exit.text);
    // Its last answer may still be on its way, and a process that it left may hold the streams open.
    failLater(EXIT_MS, failByExit);
  });
  child.on("close", failByExit);

  const stopWatch =
    group === null
      ? () => {}
      : watchMemory(group, (bytes) => {
          recorder.memory(bytes);
          if (bytes === null || bytes <= maxMemoryBytes) return;
          const detail = `${megabytes(bytes)} ${moment()}, limit ${megabytes(maxMemoryBytes)}`;
          conversation.fail(faultOf("memory", detail), true);
        });

  async function end(gently: boolean): Promise<void> {
    const running = exit === null && stopping === null;
    conversation.hush();
    if (gently && running) {
      child.stdin.end();
      // Whoever is cut off in a call may never come to read the end of its input, and is not judged by it.
      await Promise.race([exited, sleep(cutOff ? termGrace : grace, undefined, { ref: false })]);
      if (!cutOff) recorder.endedWithInput(exit?.clean === true);
    }
    stopping ??= stopAll(gently ? termGrace : 0);
    await stopping;
  }

  return { ask, isUsable: () => !conversation.isOver(), abandon, end };
}
