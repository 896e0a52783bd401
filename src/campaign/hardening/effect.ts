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
 * What measures do to an adversary: what it gains is less than it was and not told from nothing any more, less but still
 * something, as much as before for all that is known, or more; or what it gained could not be told from nothing to begin
 * with. How much may be left of a gain is for {@link gainLeft} to say.
 */
export type Effect = "defeated" | "weakened" | "unchanged" | "helped" | "harmless";

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
 * What measures do to an adversary. Intervals alone decide: no share of the gain is agreed on beforehand.
 *
 * @param nothing the figure of one who gains nothing: of a blind guess
 */
export function effectOf({ plain, hardened, isBetter, isWorse }: Compared, nothing: number): Effect {
  if (isWorse) return "helped";
  if (plain.lower <= nothing) return "harmless";
  if (!isBetter) return "unchanged";
  return hardened.lower <= nothing ? "defeated" : "weakened";
}

/**
 * The share of the plain gain that is left, (hardened − nothing)/(plain − nothing), between the ends that two intervals
 * allow: where each of them misses its figure with a probability of α/2, these miss the share with α at most, however the
 * two depend on each other. A figure below nothing leaves nothing. Null where there was no gain to be told from none.
 *
 * @param nothing as of {@link effectOf}
 */
export function gainLeft({ plain, hardened }: Compared, nothing: number): Estimate | null {
  if (plain.lower <= nothing) return null;
  const share = (left: number, whole: number): number => Math.max(0, (left - nothing) / (whole - nothing));
  return {
    value: share(hardened.value, plain.value),
    lower: share(hardened.lower, plain.upper),
    upper: share(hardened.upper, plain.lower),
  };
}

/** Of each of two intervals, so that what both say together holds with the confidence asked for. */
export function confidenceOfEach(confidence: number): number {
  return (1 + confidence) / 2;
}
