import fc from "fast-check";
import type { NoiseParams } from "../../src/implementation/implementation.ts";
import { noises } from "../arbitraries/noise.ts";
import { lossyRounds, plainRound, roundMissing } from "../arbitraries/rounds.ts";
import type { LossyRound } from "../arbitraries/rounds.ts";
import { atMost } from "../arbitraries/values.ts";
import { mustBeWholeCounts } from "../aggregation/must-be-whole-counts.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { ghzClosedForm } from "../oracles/ghz-closed-forms.ts";
import { mustAgree, violation } from "../violation.ts";
import { askRound, largestWeight, scaleSize } from "./ask-round.ts";

interface SeenRound {
  readonly lossy: LossyRound;
  readonly shots: number | null;
  readonly noise: NoiseParams;
}

/**
 * What the server sees besides the result: the L∞ norm of each client's update, and of each live cluster the
 * visibility: with exact expectations the closed form's |V|, and with shots what the counts behind its aggregate show.
 * To look changes nothing.
 */
export const view: Law = deterministicLaw<SeenRound>({
  id: "rounds/view",
  sentence:
    "the view holds each client's bound report and each live cluster's visibility, and changes no result",
  clauses: ["CQSA-RND-6", "CQSA-AGG-5", "WIRE-EXT-1"],
  needs: ["round"],
  inapplicable: (capabilities) =>
    capabilities.extensions?.includes("view")
      ? roundMissing(capabilities)
      : "the extension view is not declared",
  cases: (capabilities) =>
    fc.record({
      lossy: lossyRounds(capabilities),
      shots: fc.option(fc.integer({ min: 1, max: atMost(capabilities, "shots", 300) })),
      noise: noises(capabilities),
    }),
  check: async (implementation, { lossy: { round, dropouts }, shots, noise }) => {
    const params = { ...plainRound(implementation.capabilities, round), shots, noise, dropouts };
    const { view: seen, ...result } = await askRound(implementation, { ...params, view: true });
    const { view: unasked, ...unseen } = await askRound(implementation, params);
    if (unasked !== undefined) throw violation("a view that was not asked for", "none", unasked);
    if (seen === undefined) throw violation("no view", "reports and visibility", seen);
    mustAgree("update beside a view", unseen.update, result.update, (a, b) => a === b);
    mustAgree(
      "view.reports",
      round.updates.map((row) => Math.max(...row.map(Math.abs))),
      seen.reports ?? [],
    );
    if (seen.visibility.length !== result.clusters.length) {
      throw violation("view.visibility has another length", result.clusters.length, seen.visibility.length);
    }
    const bound = largestWeight(round.updates);
    for (const [c, members] of result.clusters.entries()) {
      const visibility = seen.visibility[c]!;
      if ((visibility === null) !== (result.aggregates[c] === null)) {
        throw violation(`view.visibility[${c}]`, result.aggregates[c] && "a row", visibility);
      }
      if (visibility === null) continue;
      const exact = ghzClosedForm(members.length, noise.channel, noise.probability ?? 0).visibility;
      if (shots === null) {
        const expected = round.updates[0]!.map(() => Math.abs(exact));
        mustAgree(`view.visibility[${c}]`, expected, visibility);
        continue;
      }
      const perMean = (Math.PI * members.length) / scaleSize(round.clusterSize, members) / bound;
      const phases = result.aggregates[c]!.map((mean) => (bound === 0 ? 0 : mean * perMean));
      if (bound > 0) mustBeWholeCounts(phases, visibility, shots);
    }
    return "held";
  },
});
