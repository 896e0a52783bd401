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

/** A request as text. */
export interface AdapterRequest {
  readonly operation: string;
  /** JSON text; undefined: without parameters. */
  readonly params: string | undefined;
  /** Lines that go out with it, before it. */
  readonly before?: readonly string[];
  /** Takes the answers that come before its own. */
  readonly strays?: object[];
}

/** One adapter over the processes that it takes; one request at a time. */
export interface Adapter {
  /** Starts the first process. */
  readonly start: () => Promise<OrFault<Capabilities>>;
  /** Sends a request, to a new process if there is none. */
  readonly request: (request: AdapterRequest) => Promise<Reply>;
  /** Ends the process; the next request starts another. */
  readonly rest: () => Promise<void>;
  /** Rejects this request and all that follow, and ends the process. */
  readonly stop: (reason: unknown, gently: boolean) => Promise<void>;
}

/** So many starts in a row may fail before the adapter is given up. */
const MOST_FAILED_STARTS = 3;

const INITIALIZE: AdapterRequest = {
  operation: "initialize",
  params: JSON.stringify({
    protocol: PROTOCOL_VERSION,
    harness: { name: "cqsa-harness", version: REFERENCE_VERSION },
  }),
};

/** The lines of a request, each with its line feed. */
export function requestText(id: number, { operation, params, before = [] }: AdapterRequest): string {
  const member = params === undefined ? "" : `,"params":${params}`;
  const request = `{"jsonrpc":"2.0","id":${id},"method":${JSON.stringify(operation)}${member}}`;
  return [...before, request, ""].join("\n");
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

  async function ask(process: AdapterProcess, request: AdapterRequest, limit: number): Promise<Reply> {
    checkRunning();
    id += 1;
    const { operation, strays } = request;
    const name = isOperation(operation) ? operation : plain(operation, 80);
    return process.ask(id, name, requestText(id, request), limit, strays);
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
    const read = readHandshake(await ask(process, INITIALIZE, limits.start));
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

  async function request(asked: AdapterRequest): Promise<Reply> {
    if (current === null) {
      const { fault } = await start();
      if (fault !== null) return { kind: "fault", fault };
    }
    checkRunning();
    const process = current!;
    const reply = await ask(process, asked, limits.call);
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
