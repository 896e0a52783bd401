import type { ScreenParams } from "../../src/implementation/implementation.ts";
import { agreeing } from "../arbitraries/rule-invariances.ts";
import { anyScreenings, screenedRulesAre } from "../arbitraries/screenings.ts";
import type { Law } from "../law.ts";
import { aggregateSizes, askScreen, mustAgreeBySize } from "./screened.ts";
import { severalLaw } from "./several.ts";

/** Where all inputs (and the reference) are one vector, that vector is the aggregate, whatever the options: `foolsgold` trusts nobody then. */
export const unanimity: Law = severalLaw<ScreenParams>({
  id: "screening/unanimity",
  sentence: "inputs that are all equal are their own aggregate",
  clauses: ["CQSA-SCR-1", "CQSA-SCR-2", "CQSA-SCR-3", "CQSA-SCR-12"],
  needs: ["screen"],
  inapplicable: (capabilities) =>
    screenedRulesAre(capabilities, (_capabilities, rule) => rule !== "foolsgold"),
  cases: (capabilities) =>
    anyScreenings(capabilities, {
      preAggregators: true,
      rules: ({ rule }) => rule !== "foolsgold",
    }).map(agreeing),
  check: async (implementation, params) => {
    const { aggregate } = await askScreen(implementation, params);
    mustAgreeBySize(params.aggregates[0]!, aggregate, aggregateSizes(params));
    return "held";
  },
});
