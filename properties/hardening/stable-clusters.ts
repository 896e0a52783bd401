import fc from "fast-check";
import { plainRound, roundCases } from "../arbitraries/rounds.ts";
import type { RoundCase } from "../arbitraries/rounds.ts";
import { seeds } from "../arbitraries/values.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { askRound } from "../rounds/ask-round.ts";
import { mustHaveSameClusters } from "../threat/shown.ts";
import { hardeningMissing } from "./hardened.ts";

interface Sequence {
  readonly round: RoundCase;
  readonly seed: string;
  /** E, or T_max. */
  readonly extent: number;
  /** The round of the sequence that is compared with another of the same clusters. */
  readonly first: number;
  readonly later: number;
  readonly otherSeed: string;
}

/** Rounds with the same clusters by plan: those of one epoch, and all after the last partition of a budget. */
export const stableClusters: Law = deterministicLaw<Sequence>({
  id: "hardening/stable-clusters",
  sentence: "rounds that shall have the same clusters have them, whatever their seeds and updates",
  clauses: ["WIRE-EXT-6"],
  needs: ["round"],
  inapplicable: hardeningMissing,
  cases: (capabilities) =>
    fc.record({
      round: roundCases(capabilities, { fewestClusters: 2 }),
      seed: seeds,
      extent: fc.integer({ min: 1, max: 5 }),
      first: fc.nat({ max: 20 }),
      later: fc.nat({ max: 20 }),
      otherSeed: seeds,
    }),
  check: async (implementation, { round, seed, extent, first, later, otherSeed }) => {
    const params = plainRound(implementation.capabilities, round);
    const inEpoch = (offset: number): object => ({
      "stable-clusters": { rounds: extent, seed, round: extent * first + (offset % extent) },
    });
    const afterBudget = (offset: number): object => ({
      "reshuffle-budget": { partitions: extent, seed, round: extent - 1 + offset },
    });
    for (const hardening of [inEpoch, afterBudget]) {
      const before = await askRound(implementation, { ...params, hardening: { ...hardening(first) } });
      const after = await askRound(implementation, {
        ...params,
        seed: otherSeed,
        updates: round.updates.map((row) => row.map((weight) => -weight / 2)),
        hardening: { ...hardening(later) },
      });
      mustHaveSameClusters("clusters that shall stay differ", before, after);
    }
    return "held";
  },
});
