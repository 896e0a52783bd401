import { identityOf } from "./mutant.ts";
import type { Mutant, MutantIdentity } from "./mutant.ts";

/** A survivor that somebody has looked at: no law could ever notice it. */
export interface Review extends MutantIdentity {
  readonly reason: string;
}

/** Which reviews stand, and which have lost what they were about. */
export interface MatchedReviews {
  /** Identities of the mutants that are reviewed. */
  readonly equivalent: ReadonlySet<string>;
  /** There is no such mutant any more. */
  readonly stale: readonly Review[];
  /** Somebody notices it after all. */
  readonly wrong: readonly Review[];
}

/**
 * Finds the mutant of each review by place and change. A review of a file that was not mutated this time is neither stale nor
 * wrong, unless all were.
 */
export function matchReviews(
  reviews: readonly Review[],
  mutants: readonly Mutant[],
  areAll: boolean = false,
): MatchedReviews {
  const byIdentity = new Map(mutants.map((mutant) => [identityOf(mutant), mutant]));
  const files = new Set((areAll ? reviews : mutants).map(({ file }) => file));
  const of = (review: Review): Mutant | undefined => byIdentity.get(identityOf(review));
  return {
    equivalent: new Set(
      reviews.map((review) => identityOf(review)).filter((identity) => byIdentity.has(identity)),
    ),
    stale: reviews.filter((review) => files.has(review.file) && of(review) === undefined),
    wrong: reviews.filter((review) => of(review)?.status === "killed"),
  };
}
