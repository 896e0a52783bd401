import { around } from "../../../properties/around.ts";
import type { Law } from "../../../properties/law.ts";
import { runLaw } from "../../../properties/run-law.ts";
import type { LawResult, RunOptions } from "../../../properties/run-law.ts";
import { composed } from "../../implementation/faulty/composed.ts";
import type { FaultyImplementation } from "../../implementation/faulty/faulty.ts";
import { identical } from "../../implementation/faulty/identical.ts";
import { keepAnswer } from "../../implementation/faulty/known-answers.ts";
import type { StepName } from "../../implementation/faulty/steps.ts";
import type { Capabilities, Implementation, Outcome } from "../../implementation/implementation.ts";
import { createReference } from "../../implementation/reference.ts";
import { asProcess } from "./as-process.ts";

type Steps = ReadonlySet<StepName>;

/** A call of a law, in a form that can be made again. */
interface Call {
  readonly kind: "call";
  readonly send: (implementation: Implementation) => Promise<Outcome<unknown>>;
  readonly outcome: Outcome<unknown>;
  /** The steps that answer it; null where that is not known. */
  readonly steps: Steps | null;
}

/** What a law does to an implementation. */
type Recorded = Call | { readonly kind: "restart" };

/** What a law did to the reference, in order, and how it ended. */
export interface Recording {
  readonly capabilities: Capabilities;
  readonly calls: readonly Recorded[];
  /** How the law ended; an error is the law's own. */
  readonly end: { readonly result: LawResult } | { readonly error: unknown };
}

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null && !ArrayBuffer.isView(value) && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

/** One set for each combination of steps, of which there are few. */
function setsOfSteps(): (steps: Steps) => Steps {
  const sets = new Map<string, Steps>();
  return (steps) => {
    const key = [...steps].join(" ");
    const set = sets.get(key) ?? new Set(steps);
    sets.set(key, set);
    return set;
  };
}

/**
 * Runs a law on the reference and keeps what it does. Nobody may change parameters or outcomes any more: a law that tries
 * to has an error.
 */
async function record(law: Law, options: RunOptions): Promise<Recording> {
  const calls: Recorded[] = [];
  const reference = createReference();
  const taken = new Set<StepName>();
  const told = composed({}, (name) => taken.add(name));
  const shared = setsOfSteps();
  const recorder = around(reference, async (operation, params, go) => {
    frozen(params);
    taken.clear();
    // A composed call ends before it waits for anything, so that the steps are its own.
    const composition = told.callRaw(operation, params);
    const steps = shared(taken);
    const outcome = frozen(await go());
    keepAnswer(operation, params, outcome);
    const send: Call["send"] = (implementation) => implementation.callRaw(operation, params);
    calls.push({ kind: "call", send, outcome, steps: identical(await composition, outcome) ? steps : null });
    return outcome;
  });
  const restart = async (): Promise<void> => {
    calls.push({ kind: "restart" });
  };
  const { capabilities } = reference;
  const subject = { ...asProcess(() => recorder), restart };
  try {
    return { capabilities, calls, end: { result: await runLaw(law, subject, options) } };
  } catch (error) {
    return { capabilities, calls, end: { error } };
  }
}

/** What each law does to the reference. */
export type Recordings = (law: Law, options: RunOptions) => Promise<Recording>;

/** Recordings that are made once and kept, for one way of running laws. */
export function keptRecordings(): Recordings {
  const kept = new Map<string, Promise<Recording>>();
  return (law, options) => {
    const key = JSON.stringify([law.id, options]);
    const recording = kept.get(key) ?? record(law, options);
    kept.set(key, recording);
    return recording;
  };
}

/** True if the implementation may answer a call otherwise than the reference. */
function mayDiffer(changed: Steps | undefined, steps: Steps | null): boolean {
  if (changed === undefined || steps === null) return true;
  for (const step of changed) if (steps.has(step)) return true;
  return false;
}

/**
 * True if an implementation that does not stand behind a stream answers all that a law asked the reference, in the same
 * order, with the same values. A law does nothing but by what it is answered, so that it would end on this
 * implementation as it did on the reference.
 *
 * @param make a fresh copy; calls whose steps are the reference's own are known without being made
 */
export async function answersAlike(make: () => FaultyImplementation, recording: Recording): Promise<boolean> {
  const { capabilities, changed } = make();
  if (!identical(capabilities, recording.capabilities)) return false;
  const subject = asProcess(make);
  for (const recorded of recording.calls) {
    if (recorded.kind === "restart") await subject.restart!();
    else if (mayDiffer(changed, recorded.steps)) {
      if (!identical(await recorded.send(subject), recorded.outcome)) return false;
    }
  }
  return true;
}
