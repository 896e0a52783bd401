/**
 * What acts on single qubits do to a cluster's sum Θ and visibility V. Independent of `src/`.
 */
import { attackersInCluster } from "./contamination.ts";

/** An angle brought to (−π, π]. */
export function onCircle(angle: number): number {
  return Math.atan2(Math.sin(angle), Math.cos(angle));
}

/** The sum that is read when members turn by `extra` more: Θ + extra on the circle. */
export function turnedSum(honest: number, extra: number): number {
  return onCircle(honest + extra);
}

/**
 * The sum that is read after an X on the qubit that the server reads: −Θ after the phases, −(Θ − 2θ₀) before them. On
 * any other qubit, before its phase θ_j: Θ − 2θ_j, after it: Θ.
 */
export function flippedSum(
  honest: number,
  own: number,
  isControl: boolean,
  when: "before" | "after",
): number {
  const turned = when === "before" ? honest - 2 * own : honest;
  return onCircle(isControl ? -turned : turned);
}

/** V of a cluster of which each of some attackers measures in a share q of the shots: (1 − q) for each. */
export function collapsedVisibility(share: number, attackers: number): number {
  return (1 - share) ** attackers;
}

/** V of a cluster of which each of some attackers jitters by N(0, σ²): exp(−σ²/2) for each. */
export function jitteredVisibility(deviation: number, attackers: number): number {
  return Math.exp((-attackers * deviation ** 2) / 2);
}

/** The mean over clusters with at least one attacker of what j attackers do to the visibility. */
export function meanOverContaminated(
  clients: number,
  byzantine: number,
  size: number,
  visibility: (attackers: number) => number,
): number {
  const chances = attackersInCluster(clients, byzantine, size);
  let sum = 0;
  for (const [attackers, chance] of chances.entries()) {
    if (attackers > 0) sum += chance * visibility(attackers);
  }
  return sum / (1 - chances[0]!);
}
