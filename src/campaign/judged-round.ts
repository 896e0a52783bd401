import type { RoundReading } from "./round-reading.ts";

/** A round as the server ends it: what is scored. */
export interface JudgedRound {
  readonly clusters: readonly (readonly number[])[];
  /** By cluster: false for one that was lost to a dropout. */
  readonly live: readonly boolean[];
  /** By cluster; false for a lost one. */
  readonly accepted: readonly boolean[];
  /** The global update; null where there is none. */
  readonly update: Float64Array | null;
  /** Why there is none. */
  readonly refusal: string | null;
  /** By live cluster, the more the worse; null where the rule ranks nothing. */
  readonly suspicion: Float64Array | null;
  /** By live cluster, the mean over coordinates; null where it is not shown. */
  readonly visibility: Float64Array | null;
  /** What of clusters was read, beside what honest ones would have shown; absent where cluster means are not shown. */
  readonly reading?: RoundReading;
}
