import fc from "fast-check";
import { measuredConditions, plainRound, roundCases, roundMissing } from "../arbitraries/rounds.ts";
import type { MeasuredConditions, RoundCase } from "../arbitraries/rounds.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { mustAgree } from "../violation.ts";
import { askRound } from "./ask-round.ts";

interface ZeroRound {
  readonly round: RoundCase;
  readonly conditions: MeasuredConditions;
}

/** Nothing to send: the bound is 0, and no noise and no shot turns that into something. */
export const zeroUpdates: Law = deterministicLaw<ZeroRound>({
  id: "rounds/zero-updates",
  sentence: "updates that are all zero have the bound 0, aggregates of 0 and the update 0",
  clauses: ["CQSA-BND-1", "CQSA-ENC-1", "CQSA-DEC-1"],
  needs: ["round"],
  inapplicable: roundMissing,
  cases: (capabilities) =>
    fc.record({
      round: roundCases(capabilities, { fractions: fc.constant(0) }),
      conditions: measuredConditions(capabilities),
    }),
  check: async (implementation, { round, conditions }) => {
    const exact = plainRound(implementation.capabilities, round);
    const zeros = round.updates[0]!.map(() => 0);
    for (const params of [exact, { ...exact, ...conditions }]) {
      const { weightBound, aggregates, update } = await askRound(implementation, params);
      mustAgree("weightBound", [0], [weightBound]);
      for (const [c, aggregate] of aggregates.entries()) mustAgree(`aggregates[${c}]`, zeros, aggregate!);
      mustAgree("update", zeros, update);
    }
    return "held";
  },
});
