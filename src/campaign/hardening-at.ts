import type { Hardening } from "../protocol/hardening/hardening.ts";

/**
 * The measures in the t-th round of a sequence: kept clusters count its rounds, and follow from a seed of its own.
 *
 * @param label of the sequence
 */
export function hardeningAt(hardening: Hardening, t: number, label: string): Hardening {
  const stable = hardening["stable-clusters"];
  const budget = hardening["reshuffle-budget"];
  return {
    ...hardening,
    ...(stable && { "stable-clusters": { ...stable, round: t, seed: `${stable.seed}/${label}` } }),
    ...(budget && { "reshuffle-budget": { ...budget, round: t, seed: `${budget.seed}/${label}` } }),
  };
}
