import type { Implementation } from "../implementation.ts";

/** An implementation with one mistake that people really make: what laws and campaigns are tried on. */
export interface Faulty {
  /** Area and name, `encoding/factor-k-forgotten`. */
  readonly id: string;
  /** The mistake as a reviewer would put it, in a sentence. */
  readonly mistake: string;
  /** The clauses of `spec/` that it breaks. */
  readonly clauses: readonly string[];
  /** A fresh copy; it keeps nothing of another one. */
  readonly make: () => Implementation;
}
