import fc from "fast-check";
import { randomStream } from "../src/base/random.ts";
import type { Implementation } from "../src/implementation/implementation.ts";
import { confirmationLevels, splitBudget } from "../src/statistics/budget.ts";
import { around } from "./around.ts";
import { interruptible, isInterruption } from "./interruptible.ts";
import type { DeterministicLaw, Law, Measurement, StatisticalLaw } from "./law.ts";
import { isViolation } from "./violation.ts";

/** How long a case that breaks a law is made smaller, where each try may cost a call's whole time limit. */
export interface ShrinkLimits {
  /** Further cases that are tried. */
  readonly cases: number;
  /** So many of them with a fault end it, too: each may cost a restart. */
  readonly faults: number;
  readonly milliseconds: number;
}

/** How laws are run. */
export interface RunOptions {
  /** Text from which every law derives its own seed. */
  readonly seed: string;
  /** Cases of each deterministic law. */
  readonly runs: number;
  /** The size of a statistical law's sample as a multiple of the law's own, 1 by default: small ones see less. */
  readonly samples?: number | undefined;
  /** False-alarm probability of each statistical law, both its stages together. */
  readonly level: number;
  /** After it the smallest case so far is taken; without it, the search goes on until none is smaller. */
  readonly shrinking?: ShrinkLimits | undefined;
  /** Ends the run early: a violation found by then counts, and else the law is inconclusive. */
  readonly signal?: AbortSignal | undefined;
}

/** A case that breaks a law. */
export interface Counterexample {
  readonly message: string;
  readonly expected: string;
  readonly received: string;
  /** The shrunk case itself, and what reproduces it: seed and path of the generator. */
  readonly example?: unknown;
  readonly seed: string;
  readonly path?: string;
}

/** How a law fared. */
export type LawVerdict =
  | { readonly verdict: "not applicable"; readonly reason: string }
  | { readonly verdict: "violated"; readonly cases: number; readonly counterexample: Counterexample }
  | { readonly verdict: "inconclusive"; readonly cases: number; readonly reason: string }
  | {
      readonly verdict: "pass";
      /** Cases or observations that reached the law's core. */
      readonly cases: number;
      /** For a statistical law: its level and the smallest departure that it would have seen. */
      readonly level?: number;
      readonly pValue?: number;
      readonly smallestEffect?: string;
    };

/** What a run of one law found. */
export type LawResult = LawVerdict & {
  readonly law: string;
  readonly sentence: string;
  readonly clauses: readonly string[];
  readonly kind: Law["kind"];
};

/** Below it a statistical law sees next to nothing. */
const SMALLEST_SAMPLE = 500;

/** A law whose cases mostly miss its core has shown nothing. */
const SMALLEST_SHARE_REACHED = 0.25;

/** Why a law does not apply to an implementation; undefined: it does. */
export function whyNot(
  law: Law,
  { capabilities, restart, callText }: Pick<Implementation, "capabilities" | "restart" | "callText">,
): string | undefined {
  const missing = law.needs.filter((item) => !capabilities.operations.includes(item));
  if (missing.length > 0) return `not declared: ${missing.join(", ")}`;
  if (law.needsRestart === true && restart === undefined) {
    return "it runs in this process and cannot be started anew";
  }
  if (law.needsStream === true && callText === undefined) {
    return "it runs in this process, and no byte stream lies between";
  }
  return law.inapplicable?.(capabilities);
}

function tooFew(law: Law, reached: number, of: number, what: string): LawVerdict {
  if (reached === 0 && law.optionalResult !== undefined) {
    return { verdict: "not applicable", reason: `not reported: ${law.optionalResult}` };
  }
  return { verdict: "inconclusive", cases: reached, reason: `only ${reached} of ${of} ${what} reached it` };
}

/** Says when to end the search for a smaller case. Everything counts from the first failure. */
interface ShrinkClock {
  readonly failed: () => void;
  readonly fault: () => void;
  readonly isOver: () => boolean;
  readonly stop: () => void;
}

function shrinkClock(limits: ShrinkLimits | undefined): ShrinkClock {
  let timer: NodeJS.Timeout | undefined;
  let tried: number | undefined;
  let faults = 0;
  let late = false;
  return {
    failed: () => {
      if (tried !== undefined || limits === undefined) return;
      tried = 0;
      timer = setTimeout(() => {
        late = true;
      }, limits.milliseconds).unref();
    },
    fault: () => {
      if (tried !== undefined) faults++;
    },
    isOver: () => late || (tried !== undefined && (faults >= limits!.faults || ++tried > limits!.cases)),
    stop: () => {
      clearTimeout(timer);
    },
  };
}

async function runDeterministic(
  law: DeterministicLaw<unknown>,
  implementation: Implementation,
  { seed, runs, shrinking, signal }: RunOptions,
): Promise<LawVerdict> {
  let reached = 0;
  let tried = 0;
  const clock = shrinkClock(shrinking);
  const run = around(implementation, async (_operation, _params, go) => {
    const outcome = await go();
    if (outcome.outcome === "fault") clock.fault();
    return outcome;
  });
  const property = fc.asyncProperty(law.cases(implementation.capabilities), async (example) => {
    // A case that passes untried ends the search: nothing smaller fails any more.
    if (signal?.aborted === true || clock.isOver()) return;
    try {
      if ((await law.check(run, example)) === "held") reached++;
      tried++;
    } catch (error) {
      if (isInterruption(error)) return;
      clock.failed();
      throw error;
    }
  });
  const details = await fc.check(property, {
    seed: randomStream(seed).fork(law.id).word(),
    numRuns: runs,
    // Even a search that tries nothing makes every smaller case. Under mutation testing the first failure is enough, too.
    endOnFailure: shrinking?.cases === 0 || process.env["STRYKER_MUTATOR_WORKER"] !== undefined,
  });
  clock.stop();
  if (details.failed) {
    const error = details.errorInstance;
    if (!isViolation(error)) throw error ?? new Error(`the generator of ${law.id} found no case`);
    return {
      verdict: "violated",
      cases: details.numRuns,
      counterexample: {
        message: error.message,
        expected: error.expected,
        received: error.received,
        example: details.counterexample?.[0],
        seed,
        ...(details.counterexamplePath === null ? {} : { path: details.counterexamplePath }),
      },
    };
  }
  if (tried < runs) {
    return { verdict: "inconclusive", cases: reached, reason: `stopped after ${tried} of ${runs} cases` };
  }
  if (reached < SMALLEST_SHARE_REACHED * runs) return tooFew(law, reached, runs, "cases");
  return { verdict: "pass", cases: reached };
}

/** How many observations the first sample of a law has, at a multiple of its own size. */
export function sampleSize({ size }: StatisticalLaw, samples: number): number {
  return Math.max(Math.min(size, SMALLEST_SAMPLE), Math.round(size * samples));
}

function probability(pValue: number): string {
  return pValue === 0 ? "p below 1e-300" : `p = ${pValue.toExponential(1)}`;
}

async function runStatistical(
  law: StatisticalLaw,
  implementation: Implementation,
  { seed, level, samples = 1 }: RunOptions,
): Promise<LawVerdict> {
  const stages = confirmationLevels(level);
  const size = sampleSize(law, samples);
  try {
    const first = await law.measure(implementation, `${seed}/${law.id}`, size);
    if (first.observations < size / 2) {
      return tooFew(law, first.observations, size, "observations");
    }
    // Of two samples the later one decides: it is what the verdict rests on.
    const pass = (deciding: Measurement, cases: number, of: number, stage: number): LawVerdict => ({
      verdict: "pass",
      cases,
      level,
      pValue: deciding.pValue,
      smallestEffect: law.smallestEffect(of, stage),
    });
    if (first.pValue >= stages.first) return pass(first, first.observations, size, stages.first);
    const confirmationSeed = `${seed}/${law.id}/confirmation`;
    const second = await law.measure(implementation, confirmationSeed, 4 * size);
    const both = first.observations + second.observations;
    if (second.pValue >= stages.confirmation) return pass(second, both, 4 * size, stages.confirmation);
    return {
      verdict: "violated",
      cases: both,
      counterexample: {
        message: `${probability(first.pValue)}, and ${probability(second.pValue)} on fresh draws`,
        expected: second.expected,
        received: second.received,
        seed: confirmationSeed,
      },
    };
  } catch (error) {
    if (isInterruption(error)) {
      return { verdict: "inconclusive", cases: 0, reason: "stopped before the sample was complete" };
    }
    if (!isViolation(error)) throw error;
    const { message, expected, received } = error;
    return { verdict: "violated", cases: 0, counterexample: { message, expected, received, seed } };
  }
}

/** Runs one law on an implementation. Rejects only for a fault of the harness itself. */
export async function runLaw(
  law: Law,
  implementation: Implementation,
  options: RunOptions,
): Promise<LawResult> {
  const text = { law: law.id, sentence: law.sentence, clauses: law.clauses, kind: law.kind };
  const reason = whyNot(law, implementation);
  if (reason !== undefined) return { ...text, verdict: "not applicable", reason };
  const run = interruptible(implementation, options.signal);
  const verdict =
    law.kind === "deterministic"
      ? await runDeterministic(law, run, {
          ...options,
          runs: Math.min(options.runs, law.mostRuns ?? Infinity),
        })
      : await runStatistical(law, run, options);
  return { ...text, ...verdict };
}

/** The level of each statistical law, so that all of them together keep one false-alarm budget. */
export function levelOf(laws: readonly Law[], budget: number): number {
  return splitBudget(budget, Math.max(1, laws.filter((law) => law.kind === "statistical").length));
}
