/**
 * What attackers leave of a cluster's honest mean, and how far one of them moves its sum. Independent of `src/`.
 */
import { onCircle } from "./circuits.ts";

/** The share of the honest mean that is left in a cluster of k where j members send −c times their updates: (k − j − cj)/k. */
export function leftBySignFlips(clusterSize: number, attackers: number, scale: number): number {
  return (clusterSize - attackers - scale * attackers) / clusterSize;
}

/**
 * The same, on average over who of k is read, where j members put an X on their qubits. After the phases the read one's
 * turns the sum: 1 − 2j/k. Before them each turns its own share as well: (1 − 2j/k)².
 */
export function leftByFlips(clusterSize: number, attackers: number, when: "before" | "after"): number {
  const turned = 1 - (2 * attackers) / clusterSize;
  return when === "after" ? turned : turned ** 2;
}

/** How far a member moves the sum that turns by `angle` more, in shares of π/k, the most that an honest one has: k at most. */
export function sharesMoved(clusterSize: number, angle: number): number {
  return (Math.abs(onCircle(angle)) * clusterSize) / Math.PI;
}

/**
 * Root mean square error of a cluster's mean, in units of the bound, for sums that are small beside π: the quadratures
 * are read to within 1/√shots each, which is 1/(V√shots) radians, and π radians are a bound. A bound that is λ times as
 * large has λ times the error.
 */
export function readError(shots: number, visibility: number): number {
  return 1 / (Math.PI * visibility * Math.sqrt(shots));
}
