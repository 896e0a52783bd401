import { clientsMissing } from "../arbitraries/clusterings.ts";
import { plainRound, roundCases, roundMissing } from "../arbitraries/rounds.ts";
import type { RoundCase } from "../arbitraries/rounds.ts";
import { evenFractions } from "../arbitraries/values.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { violation } from "../violation.ts";
import { askRound, largestWeight, memberSums, scaleSize } from "./ask-round.ts";

/**
 * Under `mean` the update is the mean over all clients, also where clusters differ in size.
 *
 * A phase is right within 1e-9·π and so a cluster's sum within 1e-9·K·w_max, K the scale's size; the mean
 * over N clients is therefore right within 1e-9·w_max·ΣK/N, to which the update's own 1e-9·w_max comes. A
 * coordinate in which some cluster's sum lies on ±K·w_max, where a phase may read as π or −π, is left out.
 */
export const meanOverAll: Law = deterministicLaw<RoundCase>({
  id: "rounds/mean-over-all",
  sentence: "under mean, without loss, noise and shots, the update is the mean over all clients",
  clauses: ["CQSA-RND-2", "CQSA-SCR-1", "WIRE-ROUND-2"],
  needs: ["round"],
  inapplicable: (capabilities) =>
    Object.hasOwn(capabilities.rules ?? {}, "mean")
      ? (clientsMissing(capabilities, 2) ?? roundMissing(capabilities))
      : "the rule mean is not declared",
  cases: (capabilities) =>
    // With clusters of one the largest weight itself lies on the edge: another coordinate is needed.
    roundCases(capabilities, { fractions: evenFractions, fewestCoordinates: 2, mostCoordinates: 4 }),
  check: async (implementation, example) => {
    const { updates, clusterSize } = example;
    const params = { ...plainRound(implementation.capabilities, example), rule: "mean" };
    const { clusters, update } = await askRound(implementation, params);
    const bound = largestWeight(updates);
    const ranges = clusters.map((members) => scaleSize(clusterSize, members) * bound);
    const sums = clusters.map((members) => memberSums(updates, members));
    const total = ranges.reduce((sum, range) => sum + range, 0);
    const tolerance = 1e-12 + 1e-9 * (total / updates.length + bound);
    let reached = 0;
    for (const [i, received] of update.entries()) {
      if (bound > 0 && sums.some((sum, c) => Math.abs(sum[i]!) > (1 - 1e-6) * ranges[c]!)) continue;
      const expected = updates.reduce((sum, row) => sum + row[i]!, 0) / updates.length;
      if (!(Math.abs(received - expected) <= tolerance)) {
        throw violation(`update[${i}] is not the mean over all clients`, expected, received);
      }
      reached++;
    }
    return reached > 0 ? "held" : "vacuous";
  },
});
