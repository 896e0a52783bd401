import { around } from "../../properties/around.ts";
import { isViolation } from "../../properties/violation.ts";
import type { Law } from "../../properties/law.ts";
import type { CallText, Implementation, Outcome, TextOutcome } from "../implementation/implementation.ts";
import { wireText } from "../implementation/wire-numbers.ts";
import type { Json } from "./stored-value.ts";

/** A request and its answer as they travel: non-finite numbers are the wire's three texts. */
export interface RecordedCall {
  readonly operation: string;
  /** Null also where there are none; of a call by its text that text. */
  readonly params: Json;
  readonly outcome: Outcome<unknown>["outcome"];
  /** The result of `ok`, and else the message. */
  readonly answer: Json;
  /** Only of a call by its text: the lines before it, and the answers before its own. */
  readonly before?: readonly string[] | undefined;
  readonly strays?: readonly Json[] | undefined;
}

/** The calls of one check: how many there were, and the last few. */
export interface RecordedCalls {
  readonly count: number;
  readonly last: readonly RecordedCall[];
}

/** Looks on while laws are run. */
export interface Recorder {
  /** What the laws shall be run on. */
  readonly implementation: Implementation;
  /** The law with its checks watched. */
  readonly watched: (law: Law) => Law;
  /** Begins another law. */
  readonly reset: () => void;
  /** The calls of the last check that failed since then: the one whose case is the smallest. */
  readonly failing: () => RecordedCalls;
  /** Calls since then, and how many of them ended in a fault. */
  readonly tally: () => { readonly calls: number; readonly faults: number };
}

/** Enough to see two answers that ought to agree, each with what they were made from. */
const KEPT = 4;

interface Call {
  readonly operation: string;
  readonly params: unknown;
  readonly outcome: Outcome<unknown> | TextOutcome;
}

/** A longer request or answer is kept by its beginning: a file of failures is read by people. */
const MOST_CHARACTERS = 1_000_000;

function travelling(value: unknown): Json {
  const text = wireText(value) ?? "null";
  if (text.length > MOST_CHARACTERS) return `${text.slice(0, 200)} … (${text.length} characters)`;
  return JSON.parse(text) as Json;
}

function recorded({ operation, params, outcome }: Call): RecordedCall {
  const answer = travelling(outcome.outcome === "ok" ? outcome.result : outcome.message);
  if (!("strays" in outcome)) {
    return { operation, params: travelling(params), outcome: outcome.outcome, answer };
  }
  const text = params as CallText;
  const strays = outcome.strays.map(travelling);
  return { operation, params: text.params, outcome: outcome.outcome, answer, before: text.before, strays };
}

/** Watches every call to an implementation. */
export function recorderOf(implementation: Implementation): Recorder {
  let check: { count: number; last: Call[] } = { count: 0, last: [] };
  let failing = check;
  let calls = 0;
  let faults = 0;
  const watchedCalls = around(implementation, async (operation, params, go) => {
    const own = check;
    const outcome = await go();
    calls++;
    own.count++;
    if (outcome.outcome === "fault") faults++;
    own.last.push({ operation, params, outcome });
    if (own.last.length > KEPT) own.last.shift();
    return outcome;
  });
  const watch = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    check = { count: 0, last: [] };
    try {
      return await work();
    } catch (error) {
      if (isViolation(error)) failing = check;
      throw error;
    }
  };
  return {
    implementation: watchedCalls,
    watched: (law) =>
      law.kind === "deterministic"
        ? { ...law, check: async (run, example) => watch(async () => law.check(run, example)) }
        : {
            ...law,
            measure: async (run, seed, size) =>
              watch(async () => {
                const measured = await law.measure(run, seed, size);
                // No single call breaks such a law: the last one stands for all of the sample.
                failing = check;
                return measured;
              }),
          },
    reset: () => {
      check = { count: 0, last: [] };
      failing = check;
      calls = 0;
      faults = 0;
    },
    failing: () => ({ count: failing.count, last: failing.last.map(recorded) }),
    tally: () => ({ calls, faults }),
  };
}
