import { randomStream } from "../../base/random.ts";
import type { RandomStream } from "../../base/random.ts";
import type { Hardening } from "./hardening.ts";

/**
 * Where a round's partition is drawn from: the round's own stream, or one that several rounds share. Sums of the same
 * people over and over tell nothing new of one of them, while sums of ever other people are equations that can be
 * solved (adversary: many rounds). Which clients cheat shows by the same equations, so that this hides them too.
 *
 * `stable-clusters`: rounds ⌊t/E⌋·E … have one partition. `reshuffle-budget`: round t has partition min(t, T_max − 1).
 *
 * @param own the round's stream for its partition
 */
export function partitionStream(hardening: Hardening, own: RandomStream): RandomStream {
  const stable = hardening["stable-clusters"];
  if (stable) {
    return randomStream(stable.seed).fork(`partition/${Math.floor(stable.round / stable.rounds)}`);
  }
  const budget = hardening["reshuffle-budget"];
  if (budget) {
    return randomStream(budget.seed).fork(`partition/${Math.min(budget.round, budget.partitions - 1)}`);
  }
  return own;
}
