/** What happens to masked sums. Independent of `src/`. */

/** Rounds done in the time of T, if keys arrive at a share of the need: ⌊T·rate⌋, none ahead of its round. */
export function roundsDone(rounds: number, rate: number): number {
  return Math.min(rounds, Math.floor(rounds * rate + 1e-9));
}

/** P(a round is lost) where each client is missing with probability δ: 1 − (1 − δ)^N. */
export function roundLost(clients: number, missing: number): number {
  return 1 - (1 - missing) ** clients;
}
