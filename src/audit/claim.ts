/** What evidence says of a claim. A verdict is computed in every run, never stored. */
export type Verdict =
  | { readonly verdict: "holds"; readonly because: string }
  | {
      readonly verdict: "holds if";
      /** The condition, as a formula or a sentence that can be checked. */
      readonly condition: string;
      /** Where this run measured that it holds. */
      readonly region: string;
      readonly because: string;
    }
  | {
      readonly verdict: "fails";
      /** The smallest case found that contradicts the claim. */
      readonly counterexample: string;
      readonly because: string;
    }
  | {
      /** No verdict, and why. */
      readonly verdict: "undecided";
      readonly reason: string;
    };

/** One statement of a paper that a program can test. */
export interface ClaimStatement {
  /** `PH-3`. */
  readonly id: string;
  readonly title: string;
  /** A few words of the paper. */
  readonly quote: string;
  /** Paper and section. */
  readonly source: string;
  /** What is tested, precisely. */
  readonly statement: string;
  /** The clauses of `spec/` that the claim rests on; their laws are part of its evidence. */
  readonly clauses: readonly string[];
  /** Code that is the claim's own, beyond that of its clauses: `src/quantum/estimate.ts#arccosEstimate`. */
  readonly code?: readonly string[];
}

/** A claim that is decided from what an audit measures. */
export interface Claim<Evidence> extends ClaimStatement {
  readonly decide: (evidence: Evidence) => Verdict;
}
