import type { CallText, Implementation, Outcome, TextOutcome } from "../implementation.ts";
import { fault as faultOutcome, typedCall } from "../outcome.ts";
import { wireText } from "../wire-numbers.ts";
import { createRecorder } from "./adapter-log.ts";
import type { AdapterLog } from "./adapter-log.ts";
import { createAdapter } from "./adapter.ts";
import type { AdapterRequest } from "./adapter.ts";
import { adapterError } from "./faults.ts";
import { readReply } from "./read-reply.ts";
import { processSettings, timeLimits } from "./settings.ts";
import type { StdioSettings } from "./settings.ts";

/** A foreign program, seen as an implementation. */
export interface StdioImplementation extends Implementation {
  readonly callText: (text: CallText) => Promise<TextOutcome>;
  /** What was seen of the adapter up to now. */
  readonly observed: () => AdapterLog;
  /** Ends the process gently, after the calls before; the next call starts another. */
  readonly restart: () => Promise<void>;
  /** Ends the adapter and all that it started; calls that wait are rejected. Never throws. */
  readonly close: () => Promise<void>;
}

/**
 * Starts a foreign adapter and offers it as an implementation. It is held to its limits and to the
 * protocol: each way to break them is told apart (`faults.ts`), named in the outcome of the call in
 * flight, and counted. After a crash, a time-out or an answer out of step the next call starts the adapter
 * anew. Calls are served one after the other.
 *
 * This is no sandbox: the adapter has the user's rights.
 *
 * @throws AdapterError if it does not work at all: there is no such command, it ends at once, prints to
 *   stdout at the start, does not answer `initialize`, or speaks another version; the signal's reason, if
 *   that is aborted
 */
export async function connectStdio(settings: StdioSettings): Promise<StdioImplementation> {
  const { signal } = settings;
  signal?.throwIfAborted();
  const recorder = createRecorder();
  const adapter = createAdapter(processSettings(settings), timeLimits(settings), recorder);

  let last: Promise<unknown> = Promise.resolve();
  function enqueue<T>(work: () => Promise<T>): Promise<T> {
    const done = last.then(work);
    last = done.catch(() => {});
    return done;
  }

  async function stop(reason: unknown, gently: boolean): Promise<void> {
    await adapter.stop(reason, gently);
    // What was under way as the process ended ends with it.
    await last;
  }

  function onAbort(): void {
    void stop(signal?.reason, false);
  }

  async function close(): Promise<void> {
    await stop(new Error("the adapter is closed"), true);
    signal?.removeEventListener("abort", onAbort);
  }

  async function perform(request: AdapterRequest): Promise<Outcome<unknown>> {
    recorder.called();
    const { fault, value } = readReply(request.operation, await adapter.request(request));
    if (fault === null) return value;
    recorder.fault(fault);
    return faultOutcome(fault.message);
  }

  signal?.addEventListener("abort", onAbort);
  try {
    const { fault, value } = await enqueue(adapter.start);
    if (fault !== null) throw adapterError(fault);
    const callRaw: Implementation["callRaw"] = (operation, params) =>
      enqueue(() => perform({ operation, params: wireText(params) }));
    return {
      capabilities: value,
      call: typedCall(callRaw),
      callRaw,
      callText: (text) =>
        enqueue(async () => {
          const strays: object[] = [];
          return { ...(await perform({ ...text, strays })), strays };
        }),
      observed: recorder.log,
      restart: () => enqueue(() => adapter.rest()),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
