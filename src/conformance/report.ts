import type { Provenance } from "../base/provenance.ts";
import type { Law } from "../../properties/law.ts";
import type { Capabilities } from "../implementation/implementation.ts";
import type { OperationName } from "../implementation/vocabulary.ts";
import type { StoredFailure } from "./failure.ts";
import type { ProfileName } from "./profiles.ts";
import type { Shard } from "./select-laws.ts";

interface LawText {
  readonly law: string;
  readonly sentence: string;
  readonly clauses: readonly string[];
  readonly kind: Law["kind"];
}

/** How a law fared: `not run` where the run ended before it. */
export type LawEntry = LawText &
  (
    | {
        readonly verdict: "pass";
        /** Cases or observations that reached the law's core. */
        readonly cases: number;
        readonly level?: number;
        readonly pValue?: number;
        /** The smallest departure that a statistical law would have seen. */
        readonly smallestEffect?: string;
      }
    /** Its counterexample is in `failures`. */
    | { readonly verdict: "violated"; readonly cases: number }
    | { readonly verdict: "inconclusive"; readonly cases: number; readonly reason: string }
    | { readonly verdict: "not applicable" | "not run"; readonly reason: string }
  );

export const LAW_VERDICTS = ["pass", "violated", "inconclusive", "not applicable", "not run"] as const;

/** How many laws fared how. */
export type LawCounts = Readonly<Record<(typeof LAW_VERDICTS)[number], number>>;

/** Why a run ended before its last law. */
export interface Stop {
  readonly cause: "time limit" | "interrupted" | "max failures" | "adapter gone";
  readonly reason: string;
}

/** Laws or clauses that this run says nothing about, all for one reason. */
export interface NotTested {
  readonly reason: string;
  readonly laws: readonly string[];
  readonly clauses: readonly string[];
}

/** Something noticed beside the answers: text on standard output that is no message, say. */
export interface Observation {
  readonly what: string;
  readonly hint: string;
  readonly times: number;
}

export const PROFILE_VERDICTS = [
  "conforms",
  "conforms in part",
  "does not conform",
  "undecided",
  "not tested",
] as const;

/** Whether an implementation conforms to one profile, as far as this run can tell. */
export interface ProfileStatement {
  readonly profile: ProfileName;
  readonly title: string;
  readonly verdict: (typeof PROFILE_VERDICTS)[number];
  readonly because: string;
  /** Declared operations that a law about them found in order. */
  readonly tested: readonly OperationName[];
  /** Operations of the profile that are not declared. */
  readonly missing: readonly OperationName[];
  /** Violated laws of the profile. */
  readonly violated: readonly string[];
  readonly laws: LawCounts;
}

/** The outcome of a conformance run. */
export interface VerifyReport {
  readonly kind: "cqsa-verify";
  readonly format: 1;
  readonly made: Provenance;
  /** What the implementation declared. */
  readonly declared: Capabilities;
  readonly settings: {
    readonly laws: readonly string[] | null;
    readonly clauses: readonly string[] | null;
    readonly profile: ProfileName | "all";
    /** Cases of each deterministic law. */
    readonly runs: number;
    /** The size of samples, as a multiple of each law's own. */
    readonly samples: number;
    readonly maxFailures: number | null;
    readonly shard: Shard | null;
    /** Seconds. */
    readonly timeLimit: number | null;
  };
  /** The chance that a full run, all shards together, reports any violation of a faultless implementation. */
  readonly falseAlarmBudget: number;
  /** The share of it that each statistical law has, however many are run. */
  readonly level: number;
  readonly laws: readonly LawEntry[];
  /** The violated laws with their cases, the most basic first. */
  readonly failures: readonly StoredFailure[];
  readonly stopped: Stop | null;
  /** Faults of the harness itself: the laws in which they happened decided nothing. */
  readonly faults: readonly { readonly law: string; readonly message: string }[];
  readonly observations: readonly Observation[];
  readonly notTested: readonly NotTested[];
  readonly profiles: readonly ProfileStatement[];
}

/** What a run comes to; where several hold, the first of: fault, adapter gone, violated, interrupted, inconclusive. */
export type VerifyOutcome = "ok" | "violated" | "inconclusive" | "interrupted" | "adapter gone" | "fault";

/** What a report comes to, in one word. */
export function outcomeOf({ laws, faults, stopped }: VerifyReport): VerifyOutcome {
  if (faults.length > 0) return "fault";
  if (stopped?.cause === "adapter gone") return "adapter gone";
  if (laws.some(({ verdict }) => verdict === "violated")) return "violated";
  if (stopped?.cause === "interrupted") return "interrupted";
  const open = laws.some(({ verdict }) => verdict === "inconclusive" || verdict === "not run");
  return open ? "inconclusive" : "ok";
}

/** How many of the laws fared how. */
export function countLaws(laws: readonly LawEntry[]): LawCounts {
  const counts = { pass: 0, violated: 0, inconclusive: 0, "not applicable": 0, "not run": 0 };
  for (const { verdict } of laws) counts[verdict]++;
  return counts;
}
