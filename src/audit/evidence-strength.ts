/** How much the laws behind one claim notice, when its code or its implementation is wrong. */
export interface ClaimStrength {
  /** Small changes of the claim's code. */
  readonly mutants: number;
  /** Those that its own laws and unit tests notice, those of them that its laws do, and those that only others notice. */
  readonly killedByOwn: number;
  readonly killedByOwnLaws: number;
  readonly killedByOthers: number;
  readonly timedOut: number;
  readonly uncovered: number;
  readonly equivalent: number;
  /** Noticed by one law or test alone, which is its own. */
  readonly uniqueKills: number;
  /** Own kills over all that are not equivalent; null: the claim owns no code. */
  readonly score: number | null;
  /** Where they are and what they change. */
  readonly survivors: readonly string[];
  /** Of the faulty versions that break a clause of the claim, those that its laws notice; null: not known. */
  readonly faults: { readonly noticed: number; readonly of: number } | null;
}

/** The strength of the evidence, from the last kept run of mutants: none of it is measured by the audit itself. */
export interface AuditStrength {
  /** The commit that was mutated; null: unknown. */
  readonly commit: string | null;
  /** Files that have changed since: where there are some, the figures are stale. */
  readonly changed: readonly string[];
  /** By claim. */
  readonly claims: Readonly<Record<string, ClaimStrength>>;
}
