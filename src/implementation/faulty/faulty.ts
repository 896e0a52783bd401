import type { Implementation } from "../implementation.ts";
import type { StreamServer } from "../over-stream.ts";
import type { StepName } from "./steps.ts";

/** A faulty version at work. */
export interface FaultyImplementation extends Implementation {
  /**
   * The steps that it takes otherwise than the reference, where nothing else about it can differ: a call that takes none
   * of them has the reference's answer, and leaves no trace. Absent where its mistake is of another kind.
   */
  readonly changed?: ReadonlySet<StepName>;
}

/** An implementation with one mistake that people really make: what laws and campaigns are tried on. */
export interface Faulty {
  /** Area and name, `encoding/factor-k-forgotten`. */
  readonly id: string;
  /** The mistake as a reviewer would put it, in a sentence. */
  readonly mistake: string;
  /** The clauses of `spec/` that it breaks. */
  readonly clauses: readonly string[];
  /** A fresh copy; it keeps nothing of another one. */
  readonly make: () => FaultyImplementation;
  /** What serves it on a stream, where the mistake is there. */
  readonly server?: StreamServer;
}
