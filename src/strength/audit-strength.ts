import type { AuditStrength, ClaimStrength } from "../audit/evidence-strength.ts";
import type { FaultEntry } from "../conformance/mutants/report.ts";
import { mutantText } from "./mutant.ts";
import type { MutationResult } from "./result.ts";
import { matchReviews } from "./reviews.ts";
import type { Review } from "./reviews.ts";
import { strengthOf } from "./score.ts";
import type { Answerable, Strength } from "./score.ts";

/** What is kept of earlier runs, and what stands now. */
export interface StrengthSources {
  readonly result: MutationResult;
  readonly reviews: readonly Review[];
  /** The rows of the kill matrix of faulty versions; null: none is kept. */
  readonly faults: readonly FaultEntry[] | null;
  readonly claims: readonly Answerable[];
  /** By law: its clauses. */
  readonly lawClauses: Readonly<Record<string, readonly string[]>>;
  /** By mutated file: its hash as it is now; undefined: sources did not come with this package. */
  readonly now: Readonly<Record<string, string>> | undefined;
}

function faultsOf({ clauses }: Answerable, { faults, lawClauses }: StrengthSources): ClaimStrength["faults"] {
  if (faults === null) return null;
  const own = faults.filter((fault) => fault.clauses.some((clause) => clauses.includes(clause)));
  const noticed = own.filter(({ killedBy }) =>
    killedBy.some(({ law }) => lawClauses[law]?.some((clause) => clauses.includes(clause)) ?? false),
  );
  return { noticed: noticed.length, of: own.length };
}

function asClaim(strength: Strength, faults: ClaimStrength["faults"]): ClaimStrength {
  const {
    mutants,
    killedByOwn,
    killedByOwnLaws,
    killedByOthers,
    timedOut,
    uncovered,
    equivalent,
    uniqueKills,
    score,
  } = strength;
  return {
    mutants,
    killedByOwn,
    killedByOwnLaws,
    killedByOthers,
    timedOut,
    uncovered,
    equivalent,
    uniqueKills,
    score,
    survivors: strength.survivors.map((mutant) => mutantText(mutant)),
    faults,
  };
}

/** The strength of the evidence of every claim, as an audit shows it. */
export function auditStrength(sources: StrengthSources): AuditStrength {
  const { result, reviews, claims, lawClauses, now = result.sources } = sources;
  const { equivalent } = matchReviews(reviews, result.mutants);
  const strengths = strengthOf(claims, { mutants: result.mutants, lawClauses, equivalent });
  return {
    commit: result.commit,
    changed: [...new Set([...Object.keys(result.sources), ...Object.keys(now)])]
      .filter((file) => result.sources[file] !== now[file])
      .sort(),
    claims: Object.fromEntries(
      strengths.map((strength, i) => [strength.id, asClaim(strength, faultsOf(claims[i]!, sources))]),
    ),
  };
}
