import type { Matrix } from "../src/base/matrix.ts";

/**
 * What an estimate is of: updates of a round, what of them lasts over the rounds, each client's spread, or the
 * differences of the first two rounds' updates.
 */
export type Quantity = "update" | "lasting" | "scale" | "difference";

/** An estimate for some clients: a row each, d numbers of their updates or one of their spread; of the last round. */
export interface Reconstruction {
  readonly kind: "reconstruction";
  readonly of: Quantity;
  readonly clients: readonly number[];
  readonly estimate: Matrix;
}

/** An answer to each yes-or-no question of the view, in their order: the larger, the more likely yes. */
export interface Membership {
  readonly kind: "membership";
  readonly scores: Float64Array;
}

/** Of one that only disturbs. */
export interface NoInference {
  readonly kind: "nothing";
}

/** What an adversary concludes from what it saw. */
export type Inference = Reconstruction | Membership | NoInference;
