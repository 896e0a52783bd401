import type { Law, StatisticalLaw } from "../../../properties/law.ts";
import { levelOf, runLaw } from "../../../properties/run-law.ts";
import type { LawResult, ShrinkLimits } from "../../../properties/run-law.ts";
import type { Faulty } from "../../implementation/faulty/faulty.ts";
import type { Implementation } from "../../implementation/implementation.ts";
import { createReference } from "../../implementation/reference.ts";
import { connectStdio } from "../../implementation/stdio/connect.ts";
import { isAdapterError } from "../../implementation/stdio/faults.ts";
import { confirmationLevels, DEFAULT_FALSE_ALARM_BUDGET } from "../../statistics/budget.ts";
import { asProcess } from "./as-process.ts";

/** What laws are run on. */
export type Subject =
  | { readonly kind: "reference" }
  /** A faulty version, in this process or, with the command of a server, behind a stream. */
  | { readonly kind: "fault"; readonly fault: string; readonly command?: readonly [string, ...string[]] }
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
}

/** What a job came to. */
export interface JobResult {
  readonly entries: readonly JobEntry[];
  /** Why there are no entries: the adapter could not be used at all. */
  readonly unusable?: string;
}

/** Where the ids of a job lead. */
export interface Catalogue {
  readonly laws: readonly Law[];
  readonly faults: readonly Faulty[];
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

async function subjectOf(subject: Subject, { laws, faults }: Catalogue): Promise<Implementation> {
  switch (subject.kind) {
    case "reference":
      return asProcess(() => createReference());
    case "fault": {
      const { fault, command } = subject;
      if (command === undefined) return asProcess(byId(faults, fault).make);
      return connectStdio({ command, callTimeLimit: CALL_LIMIT });
    }
    case "planted": {
      const law = byId(laws, subject.law);
      const planted = law.kind === "statistical" ? plantedIn(law, levelsOf(laws).first) : undefined;
      if (planted === undefined) throw new Error(`${law.id} plants nothing`);
      return planted.make();
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

/** Runs the laws of a job one after the other, each to its first violation. */
export async function runJob(job: Job, catalogue: Catalogue): Promise<JobResult> {
  const level = levelsOf(catalogue.laws).law;
  let implementation: Implementation;
  try {
    implementation = await subjectOf(job.subject, catalogue);
  } catch (error) {
    if (isAdapterError(error)) return { entries: [], unusable: error.message };
    throw error;
  }
  const entries: JobEntry[] = [];
  try {
    for (const seed of job.seeds) {
      for (const id of job.laws) {
        const signal = AbortSignal.timeout(LAW_LIMIT);
        const options = { seed, runs: job.runs, level, shrinking: NO_SHRINKING, signal };
        try {
          const result = await runLaw(byId(catalogue.laws, id), implementation, options);
          const { verdict } = result;
          const pValue = verdict === "pass" ? result.pValue : undefined;
          const message = messageOf(result);
          entries.push({ law: id, seed, verdict, message, ...(pValue !== undefined && { pValue }) });
        } catch (error) {
          entries.push({ law: id, seed, verdict: "fault", message: String(error) });
        }
      }
    }
  } finally {
    await implementation.close?.();
  }
  return { entries };
}
