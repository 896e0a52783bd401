/**
 * The binomial distribution by its own recursion: the weights relative to the mode, from
 * w(k+1)/w(k) = (n−k)/(k+1) · p/(1−p), divided by their sum. Starting from the mode nothing overflows,
 * and what underflows is beyond 1e-300.
 *
 * @param n trials, a non-negative integer
 * @param p in [0, 1]
 * @returns n + 1 probabilities, entry k that of k successes
 */
export function binomialProbabilities(n: number, p: number): number[] {
  if (!(Number.isInteger(n) && n >= 0))
    throw new RangeError(`"n" expected an integer of at least 0, got ${n}`);
  if (!(p >= 0 && p <= 1)) throw new RangeError(`"p" expected a number from 0 to 1, got ${p}`);
  const weights = Array.from({ length: n + 1 }, () => 0);
  const mode = Math.min(n, Math.floor((n + 1) * p));
  weights[mode] = 1;
  for (let k = mode; k < n; k++) weights[k + 1] = ((weights[k]! * (n - k)) / (k + 1)) * (p / (1 - p));
  for (let k = mode; k > 0; k--) weights[k - 1] = ((weights[k]! * k) / (n - k + 1)) * ((1 - p) / p);
  // Small terms first, so that the sum loses none of them.
  const total = [...weights].sort((a, b) => a - b).reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}
