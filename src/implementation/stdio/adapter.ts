import type { Capabilities } from "../implementation.ts";
import { REFERENCE_VERSION } from "../reference.ts";
import { isOperation, PROTOCOL_VERSION } from "../vocabulary.ts";
import type { AdapterRecorder } from "./adapter-log.ts";
import { startProcess } from "./adapter-process.ts";
import type { AdapterProcess, ProcessSettings } from "./adapter-process.ts";
import type { Reply } from "./conversation.ts";
import { declaredOtherwise } from "./declaration.ts";
import { faultOf, isAdapterError } from "./faults.ts";
import type { Fault } from "./faults.ts";
import { plain } from "./quote.ts";
import { readHandshake } from "./read-reply.ts";
import type { OrFault } from "./read-reply.ts";
import type { TimeLimits } from "./settings.ts";

/** One adapter over the processes that it takes; one request at a time. */
export interface Adapter {
  /** Starts the first process. */
  readonly start: () => Promise<OrFault<Capabilities>>;
  /** Sends a request, to a new process if there is none. `params` is JSON text; undefined: without parameters. */
  readonly request: (operation: string, params: string | undefined) => Promise<Reply>;
  /** Ends the process; the next request starts another. */
  readonly rest: () => Promise<void>;
  /** Rejects this request and all that follow, and ends the process. */
  readonly stop: (reason: unknown, gently: boolean) => Promise<void>;
}

/** So many starts in a row may fail before the adapter is given up. */
const MOST_FAILED_STARTS = 3;

const INITIALIZE_PARAMS: string = JSON.stringify({
  protocol: PROTOCOL_VERSION,
  harness: { name: "cqsa-harness", version: REFERENCE_VERSION },
});

function requestText(id: number, method: string, params: string | undefined): string {
  const member = params === undefined ? "" : `,"params":${params}`;
  return `{"jsonrpc":"2.0","id":${id},"method":${JSON.stringify(method)}${member}}\n`;
}

/** An adapter that is not started yet. */
export function createAdapter(
  settings: ProcessSettings,
  limits: TimeLimits,
  recorder: AdapterRecorder,
): Adapter {
  let current: AdapterProcess | null = null;
  let declared: Capabilities | null = null;
  let failure: Fault | null = null;
  let failures = 0;
  let stopped: { readonly reason: unknown } | null = null;
  // Over all processes, so that an answer is never taken for another one's.
  let id = 0;

  async function rest(gently = true): Promise<void> {
    const ended = current;
    await ended?.end(gently);
    if (current === ended) current = null;
  }

  function checkRunning(): void {
    if (stopped !== null) throw stopped.reason;
  }

  async function ask(
    process: AdapterProcess,
    method: string,
    params: string | undefined,
    limit: number,
  ): Promise<Reply> {
    checkRunning();
    id += 1;
    const name = isOperation(method) ? method : plain(method, 80);
    return process.ask(id, name, requestText(id, method, params), limit);
  }

  function startNext(): AdapterProcess | Fault {
    try {
      return startProcess(settings, recorder);
    } catch (error) {
      if (!isAdapterError(error)) throw error;
      return { kind: error.kind, message: error.message };
    }
  }

  async function shakeHands(process: AdapterProcess): Promise<OrFault<Capabilities>> {
    const read = readHandshake(await ask(process, "initialize", INITIALIZE_PARAMS, limits.start));
    if (read.fault !== null || declared === null) return read;
    const member = declaredOtherwise(declared, read.value);
    return member === null ? read : { fault: faultOf("changed-declaration", `"${member}" differs`) };
  }

  async function start(): Promise<OrFault<Capabilities>> {
    if (failure !== null && failures >= MOST_FAILED_STARTS) {
      const detail = `${failures} starts in a row failed, the last one with "${failure.message}"`;
      return { fault: faultOf("not-coming-back", detail) };
    }
    checkRunning();
    const next = startNext();
    let read: OrFault<Capabilities>;
    if ("kind" in next) read = { fault: next };
    else {
      current = next;
      read = await shakeHands(next);
      if (read.fault !== null) await rest();
    }
    ({ fault: failure } = read);
    failures = failure === null ? 0 : failures + 1;
    declared ??= read.value ?? null;
    return read;
  }

  async function request(operation: string, params: string | undefined): Promise<Reply> {
    if (current === null) {
      const { fault } = await start();
      if (fault !== null) return { kind: "fault", fault };
    }
    checkRunning();
    const process = current!;
    const reply = await ask(process, operation, params, limits.call);
    if (!process.isUsable()) await rest();
    return reply;
  }

  async function stop(reason: unknown, gently: boolean): Promise<void> {
    stopped ??= { reason };
    current?.abandon(reason);
    await rest(gently);
  }

  return { start, request, rest, stop };
}
