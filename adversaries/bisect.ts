/**
 * The largest γ ≥ 0 at which a condition still holds, to 1 part in 10⁶; 0 where it fails at once. The condition must
 * hold up to some γ and fail beyond.
 *
 * @param holds true of 0, or 0 is returned
 */
export function largestThat(holds: (gamma: number) => boolean): number {
  if (!holds(0)) return 0;
  let low = 0;
  let high = 1;
  // The updates are finite, so that doubling ends: no condition on a distance holds for ever.
  for (let t = 0; t < 100 && holds(high); t++) [low, high] = [high, 2 * high];
  while (high - low > 1e-6 * high && high > 1e-12) {
    const middle = (low + high) / 2;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}
