import fc from "fast-check";
import type { ScreenParams } from "../../src/implementation/implementation.ts";
import { MEDIAN, ruleMissing, screenings } from "../arbitraries/screenings.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { medianOracle } from "../oracles/rule-oracles.ts";
import { mustAgree } from "../violation.ts";
import { askScreen, mustAcceptAll } from "./screened.ts";

/** The median against its definition, for odd and even numbers of inputs and both kinds of even median. */
export const medianDefinition: Law = deterministicLaw<ScreenParams>({
  id: "screening/median-definition",
  sentence:
    "`median` gives the coordinate-wise median, of an even number the mean of the middle two or, if asked, the lower",
  clauses: ["CQSA-SCR-2", "WIRE-SCREEN-1"],
  needs: ["screen"],
  inapplicable: (capabilities) => ruleMissing(capabilities, MEDIAN),
  cases: (capabilities) =>
    fc.oneof(
      { arbitrary: screenings(capabilities, MEDIAN), weight: 4 },
      { arbitrary: screenings(capabilities, MEDIAN, { mostInputs: 40 }), weight: 1 },
    ),
  check: async (implementation, params) => {
    const { aggregate, accepted } = await askScreen(implementation, params);
    const evenMedian = params.options?.["evenMedian"] as "mean" | "lower" | undefined;
    mustAgree("aggregate", medianOracle(params.aggregates, evenMedian), aggregate);
    mustAcceptAll(accepted);
    return "held";
  },
});
