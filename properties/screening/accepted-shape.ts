import type { ScreenParams } from "../../src/implementation/implementation.ts";
import { anyScreenings, screenedRule, screenedRulesMissing } from "../arbitraries/screenings.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { violation } from "../violation.ts";
import { acceptedOf, askScreen } from "./screened.ts";

/** One verdict for each input: `krum` accepts exactly one, `mean` and `median` all. */
export const acceptedShape: Law = deterministicLaw<ScreenParams>({
  id: "screening/accepted-shape",
  sentence: "every input is accepted or not, and as many are as the rule says",
  clauses: ["CQSA-SCR-1", "CQSA-SCR-2", "CQSA-SCR-3", "WIRE-OPS-1", "WIRE-SCREEN-1"],
  needs: ["screen"],
  inapplicable: screenedRulesMissing,
  cases: anyScreenings,
  check: async (implementation, params) => {
    const result = await askScreen(implementation, params);
    const inputs = params.aggregates.length;
    const odd = result.accepted.find((verdict) => typeof verdict !== "boolean");
    if (odd !== undefined) throw violation("accepted holds something else", "true or false", odd);
    if (result.weights !== undefined && result.weights.length !== inputs) {
      throw violation("weights has another length", inputs, result.weights.length);
    }
    const expected = screenedRule(params.rule).accepts === "all" ? inputs : 1;
    const { length } = acceptedOf(result);
    if (length !== expected) throw violation(`${params.rule} accepts another number`, expected, length);
    return "held";
  },
});
