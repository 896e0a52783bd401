import type { Law } from "../../properties/law.ts";
import { runLaw } from "../../properties/run-law.ts";
import type { LawResult, ShrinkLimits } from "../../properties/run-law.ts";
import type { Implementation } from "../implementation/implementation.ts";
import { fault } from "../implementation/outcome.ts";
import { PROTOCOL_VERSION } from "../implementation/vocabulary.ts";
import { storedFailure } from "./failure.ts";
import type { StoredFailure } from "./failure.ts";
import { recorderOf } from "./recorder.ts";
import type { LawEntry, Stop, VerifyReport } from "./report.ts";
import type { RunLimits } from "./run-limits.ts";

/** How far a run is. */
export interface VerifyProgress {
  /** Before a law and after it. */
  readonly stage: "started" | "finished";
  /** Laws that are finished, of so many. */
  readonly done: number;
  readonly total: number;
  readonly law: string;
  /** Violated laws so far. */
  readonly failures: number;
}

/** A run, with every setting settled. */
export interface Run {
  readonly laws: readonly Law[];
  readonly implementation: Implementation;
  /** The version of the harness. */
  readonly harness: string;
  readonly seed: string;
  readonly runs: number;
  readonly samples: number;
  readonly level: number;
  readonly shrinking: ShrinkLimits;
  readonly maxFailures: number;
  readonly limits: RunLimits;
  readonly report: (progress: VerifyProgress) => void;
}

/** So many laws in a row without any answer but faults, and the implementation is asked whether it is there. */
const FAULTY_LAWS = 3;

function textOf({
  id,
  sentence,
  clauses,
  kind,
}: Law): Pick<LawEntry, "law" | "sentence" | "clauses" | "kind"> {
  return { law: id, sentence, clauses, kind };
}

function entryOf(result: LawResult): LawEntry {
  if (result.verdict !== "violated") return result;
  const { counterexample: _kept, ...entry } = result;
  return entry;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/** Runs laws one after the other until they are done or a limit is reached. Never rejects for a bad law. */
export async function runLaws(
  run: Run,
): Promise<Pick<VerifyReport, "laws" | "failures" | "faults" | "stopped">> {
  const {
    laws,
    implementation,
    harness,
    seed,
    runs,
    samples,
    level,
    shrinking,
    maxFailures,
    limits,
    report,
  } = run;
  const recorder = recorderOf(implementation);
  const options = { seed, runs, samples, level, shrinking, signal: limits.signal };
  const entries: LawEntry[] = [];
  const failures: StoredFailure[] = [];
  const faults: { law: string; message: string }[] = [];
  let faulty = 0;

  const runOne = async (law: Law): Promise<LawEntry> => {
    recorder.reset();
    try {
      const result = await runLaw(recorder.watched(law), recorder.implementation, options);
      if (result.verdict === "violated") {
        const { counterexample } = result;
        const parts = { law, counterexample, calls: recorder.failing(), harness, seed, runs, samples, level };
        failures.push(storedFailure({ ...parts, declared: implementation.capabilities }));
      }
      return entryOf(result);
    } catch (error) {
      // One bad law shall not cost the findings of the others.
      const message = messageOf(error);
      faults.push({ law: law.id, message });
      return {
        ...textOf(law),
        verdict: "inconclusive",
        cases: 0,
        reason: `a fault of the harness: ${message}`,
      };
    } finally {
      const tally = recorder.tally();
      if (tally.calls > 0) faulty = tally.faults === tally.calls ? faulty + 1 : 0;
    }
  };

  /** Asks the one thing that needs no operation: a law's every call may fail for a reason of its own. */
  const gone = async (): Promise<Stop | null> => {
    const params = { protocol: PROTOCOL_VERSION, harness: { name: "cqsa-harness", version: harness } };
    const outcome = await implementation
      .callRaw("initialize", params)
      .catch((error: unknown) => fault(messageOf(error)));
    if (outcome.outcome !== "fault") return null;
    const all = faulty === 1 ? "every call of the last law" : `every call of ${faulty} laws in a row`;
    const reason = `${all} ended in a fault, and so does initialize now: ${outcome.message}`;
    return { cause: "adapter gone", reason };
  };

  const beforeNext = async (): Promise<Stop | null> => {
    if (limits.reached() !== null) return limits.reached();
    if (faulty > 0 && faulty % FAULTY_LAWS === 0) {
      const stop = await gone();
      if (stop !== null) return stop;
    }
    if (failures.length < maxFailures) return null;
    return { cause: "max failures", reason: `ended at the violated law number ${failures.length}, as asked` };
  };

  let stopped: Stop | null = null;
  for (const law of laws) {
    stopped ??= await beforeNext();
    if (stopped !== null) {
      entries.push({ ...textOf(law), verdict: "not run", reason: stopped.reason });
      continue;
    }
    const progress = (stage: VerifyProgress["stage"]): void => {
      report({ stage, done: entries.length, total: laws.length, law: law.id, failures: failures.length });
    };
    progress("started");
    entries.push(await runOne(law));
    progress("finished");
    // Timers and signals get their chance, where an implementation in this process never waits.
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
  stopped ??= limits.reached() ?? (faulty > 0 ? await gone() : null);
  return { laws: entries, failures, faults, stopped };
}
