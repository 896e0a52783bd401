import type { Estimate } from "./estimate.ts";

/** A figure under the plain profile and under another. */
export interface Compared {
  readonly plain: Estimate;
  readonly hardened: Estimate;
  /** True where the intervals have no point in common, and the hardened one is the better. */
  readonly isBetter: boolean;
  /** The same for the worse. */
  readonly isWorse: boolean;
}

/**
 * What measures do to an adversary: it gains nothing any more (at most a quarter, with its interval), less, as much
 * as before for all that is known, or more; or what it gained could not be told from nothing to begin with.
 */
export type Effect = "stopped" | "lessened" | "unchanged" | "helped" | "harmless";

/** The share of the plain gain that is left to one who is stopped, at most. */
const LEFT = 0.25;

/** Two estimates beside each other; the less, the better. */
export function compared(plain: Estimate, hardened: Estimate): Compared {
  return {
    plain,
    hardened,
    isBetter: hardened.upper < plain.lower,
    isWorse: hardened.lower > plain.upper,
  };
}

/**
 * What measures do to an adversary.
 *
 * @param nothing the figure of one who gains nothing
 */
export function effectOf({ plain, hardened, isBetter, isWorse }: Compared, nothing: number): Effect {
  if (isWorse) return "helped";
  if (plain.lower <= nothing) return "harmless";
  if (!isBetter) return "unchanged";
  return hardened.upper - nothing <= LEFT * (plain.value - nothing) ? "stopped" : "lessened";
}
