import type fc from "fast-check";
import type { Capabilities, Implementation } from "../src/implementation/implementation.ts";
import type { ProtocolItem } from "../src/implementation/vocabulary.ts";

/** What a law says about itself, whatever its kind. */
interface LawText {
  /** Its file's path below `properties/`, without the ending: `encoding/phase-wrap`. */
  readonly id: string;
  /** What is demanded, as one sentence. */
  readonly sentence: string;
  /** The clauses of `spec/` that demand it. */
  readonly clauses: readonly string[];
  /** What an implementation must declare for the law to apply. */
  readonly needs: readonly ProtocolItem[];
  /** Why the law does not apply to an implementation that declares what it needs; undefined: it does. */
  readonly inapplicable?: (capabilities: Capabilities) => string | undefined;
  /** True for a law that starts the implementation anew, which not every one can be: then the law does not apply. */
  readonly needsRestart?: boolean;
  /** True for a law about the text on the stream, which not every implementation has: then the law does not apply. */
  readonly needsStream?: boolean;
  /** The result that the law judges, where an implementation need not report it: it never did, and the law does not apply. */
  readonly optionalResult?: string;
}

/** `vacuous`: the case did not reach what the law is about, and counts for nothing. */
export type Finding = "held" | "vacuous";

/** A law that must hold in every single case. */
export interface DeterministicLaw<Case> extends LawText {
  readonly kind: "deterministic";
  /** The most cases of a run, where one costs more than a few calls. */
  readonly mostRuns?: number;
  /** The cases, within what the implementation declares. */
  readonly cases: (capabilities: Capabilities) => fc.Arbitrary<Case>;
  /** Resolves when the case obeys the law. @throws a {@link Violation} when it does not. */
  readonly check: (implementation: Implementation, example: Case) => Promise<Finding>;
}

/** What a statistical law measured. */
export interface Measurement {
  /** The probability of data at least as extreme under the law. */
  readonly pValue: number;
  /** How many independent observations reached the law's core. */
  readonly observations: number;
  readonly expected: string;
  readonly received: string;
}

/** A law about distributions: judged by a test with a declared error level. */
export interface StatisticalLaw extends LawText {
  readonly kind: "statistical";
  /** Observations of the first sample; a confirmation takes four times as many. */
  readonly size: number;
  /** Draws a sample of about `size` observations with the given seed and tests it. @throws a {@link Violation} if a call fails. */
  readonly measure: (implementation: Implementation, seed: string, size: number) => Promise<Measurement>;
  /** The smallest departure that a sample of `size` would reject at `level` with probability 0.99 or more. */
  readonly smallestEffect: (size: number, level: number) => string;
  /** The given implementation with just that departure. It has to be found: `cqsa mutants --power` counts how often. */
  readonly plant?: (honest: Implementation, size: number, level: number) => Implementation;
}

/** A law with its kind of case forgotten: what lists and runners handle. */
export type Law = DeterministicLaw<unknown> | StatisticalLaw;

/** Enters a deterministic law in a list. Its cases are only ever given to its own check. */
export function deterministicLaw<Case>(law: Omit<DeterministicLaw<Case>, "kind">): Law {
  return { kind: "deterministic", ...law } as unknown as DeterministicLaw<unknown>;
}

/** Enters a statistical law in a list. */
export function statisticalLaw(law: Omit<StatisticalLaw, "kind">): Law {
  return { kind: "statistical", ...law };
}
