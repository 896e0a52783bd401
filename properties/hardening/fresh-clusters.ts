import fc from "fast-check";
import { clientsMissing } from "../arbitraries/clusterings.ts";
import { plainRound, roundCases } from "../arbitraries/rounds.ts";
import type { RoundCase } from "../arbitraries/rounds.ts";
import { seeds } from "../arbitraries/values.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { askRound } from "../rounds/ask-round.ts";
import { violation } from "../violation.ts";
import { hardeningMissing } from "./hardened.ts";

interface Plan {
  readonly round: RoundCase;
  readonly seed: string;
  /** E, or T_max. */
  readonly extent: number;
  readonly first: number;
}

const FEWEST_CLIENTS = 20;

/** So many rounds must agree. */
const ROUNDS = 3;

/**
 * Rounds that a plan gives other clusters have other ones: those of two epochs, those of a budget that is not used up, and
 * those of another seed. There are more than 10^7 partitions of 20 clients into clusters of two to six, or of what a policy
 * makes of these, so that three rounds agree by chance not once in 10^14 times.
 */
export const freshClusters: Law = deterministicLaw<Plan>({
  id: "hardening/fresh-clusters",
  sentence: "the clusters change from epoch to epoch, within a budget from round to round, and with the seed",
  clauses: ["WIRE-EXT-6"],
  needs: ["round"],
  inapplicable: (capabilities) =>
    hardeningMissing(capabilities) ?? clientsMissing(capabilities, FEWEST_CLIENTS),
  // Each takes ten rounds or more.
  mostRuns: 12,
  cases: (capabilities) =>
    fc.record({
      round: roundCases(capabilities, {
        fewestClients: FEWEST_CLIENTS,
        fewestClusters: 2,
        mostCoordinates: 1,
      }),
      seed: seeds,
      extent: fc.integer({ min: 1, max: 5 }),
      first: fc.nat({ max: 20 }),
    }),
  check: async (implementation, { round, seed, extent, first }) => {
    // Clusters of one may be listed in any order.
    if (round.clusterSize === 1) return "vacuous";
    const params = plainRound(implementation.capabilities, round);
    const byEpoch = (t: number): object => ({
      "stable-clusters": { rounds: extent, seed, round: extent * (first + t) },
    });
    const byRound = (t: number): object => ({
      "reshuffle-budget": { partitions: first + ROUNDS, seed, round: first + t },
    });
    const bySeed = (t: number): object => ({
      "stable-clusters": { rounds: extent, seed: `${seed}${t}`, round: first },
    });
    for (const [what, plan] of Object.entries({ epochs: byEpoch, rounds: byRound, seeds: bySeed })) {
      const drawn = new Set<string>();
      for (let t = 0; t < ROUNDS; t++) {
        const { clusters } = await askRound(implementation, { ...params, hardening: { ...plan(t) } });
        drawn.add(JSON.stringify(clusters));
      }
      if (drawn.size === 1) {
        throw violation(`the clusters of ${ROUNDS} ${what}`, "different ones", "always the same");
      }
    }
    return "held";
  },
});
