import type { ScreenParams } from "../../src/implementation/implementation.ts";
import { anyScreenings, screenedRulesMissing } from "../arbitraries/screenings.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { mustAgree } from "../violation.ts";
import { askScreen } from "./screened.ts";

/** Where all inputs are one vector, that vector is the aggregate, whatever the rule and its options. */
export const unanimity: Law = deterministicLaw<ScreenParams>({
  id: "screening/unanimity",
  sentence: "inputs that are all equal are their own aggregate",
  clauses: ["CQSA-SCR-1", "CQSA-SCR-2", "CQSA-SCR-3"],
  needs: ["screen"],
  inapplicable: screenedRulesMissing,
  cases: (capabilities) =>
    anyScreenings(capabilities).map((params) => ({
      ...params,
      aggregates: params.aggregates.map(() => params.aggregates[0]!),
    })),
  check: async (implementation, params) => {
    const { aggregate } = await askScreen(implementation, params);
    mustAgree("aggregate", params.aggregates[0]!, aggregate);
    return "held";
  },
});
