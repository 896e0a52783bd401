import type { Capabilities, ScreenParams } from "../../src/implementation/implementation.ts";
import { hullOf } from "../arbitraries/rule-invariances.ts";
import { anyScreenings, screenedRulesAre } from "../arbitraries/screenings.ts";
import type { Law } from "../law.ts";
import { violation } from "../violation.ts";
import { aggregateSizes, askScreen } from "./screened.ts";
import { severalLaw } from "./several.ts";

function isAverage({ rules = {} }: Capabilities, rule: string): boolean {
  return rule === "foolsgold" ? rules[rule]!.includes("normalise") : rule !== "fltrust";
}

/** An average of some kind, coordinate by coordinate or of whole inputs, is nowhere beyond all of them. */
export const hull: Law = severalLaw<ScreenParams>({
  id: "screening/hull",
  sentence: "each coordinate of an average lies between the least and the largest input there",
  clauses: ["CQSA-SCR-12"],
  needs: ["screen"],
  inapplicable: (capabilities) => screenedRulesAre(capabilities, isAverage),
  cases: (capabilities) =>
    anyScreenings(capabilities, {
      preAggregators: true,
      rules: ({ rule }) => isAverage(capabilities, rule),
    }).map((params) =>
      params.rule === "foolsgold" ? { ...params, options: { ...params.options, normalise: true } } : params,
    ),
  check: async (implementation, params) => {
    const { aggregate } = await askScreen(implementation, params);
    const sizes = aggregateSizes(params);
    for (const [i, value] of aggregate.entries()) {
      const column = hullOf(params)!.map((row) => row[i]!);
      const [least, largest] = [Math.min(...column), Math.max(...column)];
      const slack = Math.max(1e-12, 1e-9 * sizes[i]!);
      if (!(value >= least - slack && value <= largest + slack)) {
        throw violation(
          `aggregate[${i}] of ${params.rule} lies beyond all inputs`,
          `from ${least} to ${largest}`,
          value,
        );
      }
    }
    return "held";
  },
});
