import type { Law, StatisticalLaw } from "../../../properties/law.ts";
import { levelOf, runLaw } from "../../../properties/run-law.ts";
import type { LawResult, RunOptions, ShrinkLimits } from "../../../properties/run-law.ts";
import type { Faulty } from "../../implementation/faulty/faulty.ts";
import type { Implementation } from "../../implementation/implementation.ts";
import { overStream } from "../../implementation/over-stream.ts";
import { createReference, REFERENCE_VERSION } from "../../implementation/reference.ts";
import { connectStdio } from "../../implementation/stdio/connect.ts";
import type { StdioImplementation } from "../../implementation/stdio/connect.ts";
import { isAdapterError } from "../../implementation/stdio/faults.ts";
import { confirmationLevels, DEFAULT_FALSE_ALARM_BUDGET } from "../../statistics/budget.ts";
import { asProcess } from "./as-process.ts";
import { lastCall } from "./last-call.ts";
import { answersAlike } from "./recording.ts";
import type { Recording, Recordings } from "./recording.ts";

/** How a program is started that serves a faulty version. */
export interface ServedBy {
  readonly command: readonly [string, ...string[]];
  /** Settings beside those that every child gets. */
  readonly environment: Readonly<Record<string, string>>;
}

/** What laws are run on. */
export type Subject =
  | { readonly kind: "reference" }
  /** A faulty version, in this process or served by another one. */
  | { readonly kind: "fault"; readonly fault: string; readonly served?: ServedBy }
  /** The reference with the departure that a statistical law says it finds. */
  | { readonly kind: "planted"; readonly law: string };

/** Laws to run on a subject, under each of several seeds. Plain data: it travels to a worker. */
export interface Job {
  readonly subject: Subject;
  /** Ids of laws, in the order in which they run. */
  readonly laws: readonly string[];
  readonly seeds: readonly string[];
  /** Cases of each deterministic law. */
  readonly runs: number;
}

/** How one law fared under one seed. */
export interface JobEntry {
  readonly law: string;
  readonly seed: string;
  /** `fault`: the law itself threw, which is the harness's mistake. */
  readonly verdict: LawResult["verdict"] | "fault";
  /** What was found or missed, in a line; empty for a pass. */
  readonly message: string;
  /** Of a statistical law that passed. */
  readonly pValue?: number;
  /** True where what violated it was a call that JSON has no form for. */
  readonly unsendable?: true;
}

/** What a job came to. */
export interface JobResult {
  readonly entries: readonly JobEntry[];
  /** How many of them are the reference's own: the law asked and was answered as it was there. */
  readonly inferred: number;
  /** Why there are no entries: the adapter could not be used at all. */
  readonly unusable?: string;
}

/** Where the ids of a job lead. */
export interface Catalogue {
  readonly laws: readonly Law[];
  readonly faults: readonly Faulty[];
  /** What laws do to the reference; without it, every law is really run on every subject. */
  readonly recordings?: Recordings;
}

/** A failing case is told, not made smaller: whether a law kills is all that counts. */
const NO_SHRINKING: ShrinkLimits = { cases: 0, faults: 0, milliseconds: 0 };
/** Milliseconds of a law on a subject that may have stopped answering. */
const LAW_LIMIT = 300_000;
/** Milliseconds of a call over a stream. */
const CALL_LIMIT = 10_000;

function byId<Item extends { readonly id: string }>(items: readonly Item[], id: string): Item {
  const found = items.find((item) => item.id === id);
  if (found === undefined) throw new Error(`there is no ${id}`);
  return found;
}

/** The level of each statistical law in a full run, and that of its first sample. */
export function levelsOf(laws: readonly Law[]): { readonly law: number; readonly first: number } {
  const law = levelOf(laws, DEFAULT_FALSE_ALARM_BUDGET);
  return { law, first: confirmationLevels(law).first };
}

/** The departure that a statistical law states, and the reference with it; undefined for a law that plants none. */
export function plantedIn(
  law: StatisticalLaw,
  level: number,
): { readonly effect: string; readonly make: () => Implementation } | undefined {
  const { plant, size } = law;
  if (plant === undefined) return undefined;
  return {
    effect: law.smallestEffect(size, level),
    make: () => plant(createReference(), size, level),
  };
}

/** A subject, and how to come to one that has seen nothing. */
interface Candidate {
  /** For every law: a fresh one, where it can be had in no time. */
  readonly fresh: (law: Law) => Promise<Implementation>;
  /** Copies of a subject that may be compared with a recording. */
  readonly make?: Faulty["make"];
  readonly close?: Implementation["close"];
}

/** A program on a stream: what is served there is made anew by `initialize`. */
function behind(connection: StdioImplementation): Candidate {
  const { protocol } = connection.capabilities;
  const params = { protocol, harness: { name: "cqsa-harness", version: REFERENCE_VERSION } };
  return {
    fresh: async () => {
      await connection.callRaw("initialize", params);
      return connection;
    },
    close: connection.close,
  };
}

function inProcess(make: () => Implementation): Candidate {
  return { fresh: async () => asProcess(make) };
}

async function candidateOf(subject: Subject, { laws, faults }: Catalogue): Promise<Candidate> {
  switch (subject.kind) {
    case "reference":
      return inProcess(() => createReference());
    case "fault": {
      const { fault, served } = subject;
      if (served !== undefined) return behind(await connectStdio({ ...served, callTimeLimit: CALL_LIMIT }));
      const { make, server } = byId(faults, fault);
      return {
        make,
        // What has a mistake in its server has one for laws about the stream alone.
        fresh: async ({ needsStream }) =>
          server !== undefined && needsStream === true
            ? overStream(asProcess(make), server)
            : asProcess(make),
      };
    }
    case "planted": {
      const law = byId(laws, subject.law);
      const planted = law.kind === "statistical" ? plantedIn(law, levelsOf(laws).first) : undefined;
      if (planted === undefined) throw new Error(`${law.id} plants nothing`);
      return inProcess(planted.make);
    }
  }
}

function messageOf(result: LawResult): string {
  switch (result.verdict) {
    case "pass":
      return "";
    case "violated":
      return result.counterexample.message;
    case "inconclusive":
    case "not applicable":
      return result.reason;
  }
}

function entryOf(law: string, seed: string, end: Recording["end"]): JobEntry {
  if ("error" in end) return { law, seed, verdict: "fault", message: String(end.error) };
  const { result } = end;
  const pValue = result.verdict === "pass" ? result.pValue : undefined;
  return {
    law,
    seed,
    verdict: result.verdict,
    message: messageOf(result),
    ...(pValue !== undefined && { pValue }),
  };
}

async function endOf(
  law: Law,
  implementation: Implementation,
  options: RunOptions,
): Promise<Recording["end"]> {
  try {
    return {
      result: await runLaw(law, implementation, { ...options, signal: AbortSignal.timeout(LAW_LIMIT) }),
    };
  } catch (error) {
    return { error };
  }
}

/**
 * Runs the laws of a job one after the other, each to its first violation, and each on a subject that has seen nothing.
 */
export async function runJob(job: Job, catalogue: Catalogue): Promise<JobResult> {
  const { recordings } = catalogue;
  const level = levelsOf(catalogue.laws).law;
  let candidate: Candidate;
  try {
    candidate = await candidateOf(job.subject, catalogue);
  } catch (error) {
    if (isAdapterError(error)) return { entries: [], inferred: 0, unusable: error.message };
    throw error;
  }
  const { fresh, make, close } = candidate;
  const entries: JobEntry[] = [];
  let inferred = 0;
  try {
    for (const seed of job.seeds) {
      for (const id of job.laws) {
        const law = byId(catalogue.laws, id);
        const options = { seed, runs: job.runs, level, shrinking: NO_SHRINKING };
        const comparable = make !== undefined && law.needsStream !== true;
        const recording = comparable ? await recordings?.(law, options) : undefined;
        if (recording !== undefined && (await answersAlike(make!, recording))) {
          inferred++;
          entries.push(entryOf(id, seed, recording.end));
        } else {
          const last = lastCall(await fresh(law));
          const entry = entryOf(id, seed, await endOf(law, last.implementation, options));
          const unsendable = entry.verdict === "violated" && make !== undefined && !last.isSendable();
          entries.push(unsendable ? { ...entry, unsendable } : entry);
        }
      }
    }
  } finally {
    await close?.();
  }
  return { entries, inferred };
}
