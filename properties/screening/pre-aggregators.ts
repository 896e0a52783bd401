import type { ScreenParams } from "../../src/implementation/implementation.ts";
import { clientsMissing } from "../arbitraries/clusterings.ts";
import { preAggregations, stepsOf } from "../arbitraries/pre-aggregations.ts";
import { anyScreenings, screenedRules, screenedRulesAre } from "../arbitraries/screenings.ts";
import { evenFractions } from "../arbitraries/values.ts";
import type { Law } from "../law.ts";
import { isJudged } from "./by-definition.ts";
import { severalLaw } from "./several.ts";

const declared = (
  { rules = {} }: { readonly rules?: Readonly<Record<string, readonly string[]>> | undefined },
  rule: string,
): boolean => rules[rule]!.includes("preAggregators");

/** Rules behind pre-aggregators that draw nothing, alone and two in a row, against the definitions of both. */
export const preAggregatorsLaw: Law = severalLaw<ScreenParams>({
  id: "screening/pre-aggregators",
  sentence:
    "a rule gets what the pre-aggregators make of the inputs, in their order, and judges inputs by it",
  clauses: ["CQSA-SCR-11", "WIRE-SCREEN-2"],
  needs: ["screen"],
  inapplicable: (capabilities) => screenedRulesAre(capabilities, declared) ?? clientsMissing(capabilities, 3),
  cases: (capabilities) =>
    anyScreenings(capabilities, {
      entries: evenFractions,
      fewestInputs: 3,
      rules: ({ rule }) => declared(capabilities, rule),
    }).chain((params) => {
      const rule = screenedRules(capabilities).find(({ rule }) => rule === params.rule)!;
      // Options may be counted in inputs, of which there may be fewer behind buckets.
      const { options: _, ...plain } = params;
      const { aggregates, tolerate } = params;
      return preAggregations(capabilities, rule, aggregates.length, tolerate).map((preAggregators) => ({
        ...plain,
        options: { preAggregators },
      }));
    }),
  check: async (implementation, params) => {
    if (stepsOf(params).length === 0) return "vacuous";
    return (await isJudged(implementation, params)) ? "held" : "vacuous";
  },
});
