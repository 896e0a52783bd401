import fc from "fast-check";
import { randomStream } from "../src/base/random.ts";
import type { Capabilities, Implementation } from "../src/implementation/implementation.ts";
import type { DeterministicLaw, Law, StatisticalLaw } from "./law.ts";
import { isViolation } from "./violation.ts";

/** How laws are run. */
export interface RunOptions {
  /** Text from which every law derives its own seed. */
  readonly seed: string;
  /** Cases of each deterministic law. */
  readonly runs: number;
  /** False-alarm probability of each statistical law, both its stages together. */
  readonly level: number;
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

/** A law whose cases mostly miss its core has shown nothing. */
const SMALLEST_SHARE_REACHED = 0.25;

function whyNot(law: Law, capabilities: Capabilities): string | undefined {
  const missing = law.needs.filter((item) => !capabilities.operations.includes(item));
  if (missing.length > 0) return `not declared: ${missing.join(", ")}`;
  return law.inapplicable?.(capabilities);
}

function tooFew(law: Law, reached: number, of: number, what: string): LawVerdict {
  if (reached === 0 && law.optionalResult !== undefined) {
    return { verdict: "not applicable", reason: `not reported: ${law.optionalResult}` };
  }
  return { verdict: "inconclusive", cases: reached, reason: `only ${reached} of ${of} ${what} reached it` };
}

async function runDeterministic(
  law: DeterministicLaw<unknown>,
  implementation: Implementation,
  { seed, runs }: RunOptions,
): Promise<LawVerdict> {
  let reached = 0;
  const property = fc.asyncProperty(law.cases(implementation.capabilities), async (example) => {
    if ((await law.check(implementation, example)) === "held") reached++;
  });
  const details = await fc.check(property, {
    seed: randomStream(seed).fork(law.id).word(),
    numRuns: runs,
    // Under mutation testing the first failure is enough: shrinking it would only cost time.
    endOnFailure: process.env["STRYKER_MUTATOR_WORKER"] !== undefined,
  });
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
  if (reached < SMALLEST_SHARE_REACHED * runs) {
    return tooFew(law, reached, runs, "cases");
    return { verdict: "inconclusive", cases: reached, reason: `only ${reached} of ${runs} cases reached it` };
  }
  return { verdict: "pass", cases: reached };
}

async function runStatistical(
  law: StatisticalLaw,
  implementation: Implementation,
  { seed, level }: RunOptions,
): Promise<LawVerdict> {
  // Rejecting twice on fresh draws: √level · √level = level.
  const stage = Math.sqrt(level);
  try {
    const first = await law.measure(implementation, `${seed}/${law.id}`, law.size);
    if (first.observations < law.size / 2) {
      return tooFew(law, first.observations, law.size, "observations");
    }
    const pass = (): LawVerdict => ({
      verdict: "pass",
      cases: first.observations,
      level,
      pValue: first.pValue,
      smallestEffect: law.smallestEffect(law.size, stage),
    });
    if (first.pValue >= stage) return pass();
    const confirmationSeed = `${seed}/${law.id}/confirmation`;
    const second = await law.measure(implementation, confirmationSeed, 4 * law.size);
    if (second.pValue >= stage) return pass();
    return {
      verdict: "violated",
      cases: first.observations + second.observations,
      counterexample: {
        message: `p = ${first.pValue.toExponential(1)}, and ${second.pValue.toExponential(1)} on fresh draws`,
        expected: second.expected,
        received: second.received,
        seed: confirmationSeed,
      },
    };
  } catch (error) {
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
  const reason = whyNot(law, implementation.capabilities);
  if (reason !== undefined) return { ...text, verdict: "not applicable", reason };
  const verdict =
    law.kind === "deterministic"
      ? await runDeterministic(law, implementation, options)
      : await runStatistical(law, implementation, options);
  return { ...text, ...verdict };
}

/** The level of each statistical law, so that all of them together keep one false-alarm budget. */
export function levelOf(laws: readonly Law[], budget: number): number {
  return budget / Math.max(1, laws.filter((law) => law.kind === "statistical").length);
}
