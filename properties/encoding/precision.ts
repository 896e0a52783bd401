/** What a correct answer may be off by: 1e-9 of its size or 1e-12, whichever is more (WIRE-NUM-4). */
export function slack(value: number): number {
  return Math.max(1e-12, 1e-9 * Math.abs(value));
}

/** The length of the vector of {@link slack}: how far a correct vector may lie from the right one. */
export function slackOf(vector: readonly number[]): number {
  return Math.hypot(...vector.map(slack));
}
