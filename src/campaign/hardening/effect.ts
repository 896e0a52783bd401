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
 * What measures do to an adversary: it gains nothing any more (at most a fifth, with its interval), less, as much as
 * before for all that is known, or more; or it gained nothing (a twentieth) to begin with.
 */
export type Effect = "stopped" | "lessened" | "unchanged" | "helped" | "harmless";

/** Shares of the plain gain: what is left to one who is stopped, and what a harmless one has. */
const LEFT = { stopped: 0.2, harmless: 0.05 } as const;

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
  const gained = plain.value - nothing;
  if (gained <= LEFT.harmless) return "harmless";
  if (!isBetter) return "unchanged";
  return hardened.upper - nothing <= LEFT.stopped * gained ? "stopped" : "lessened";
}
