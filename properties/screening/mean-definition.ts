import fc from "fast-check";
import type { ScreenParams } from "../../src/implementation/implementation.ts";
import { MEAN, ruleMissing, screenings } from "../arbitraries/screenings.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { meanOracle } from "../oracles/rule-oracles.ts";
import { askScreen, columnSizes, mustAcceptAll, mustAgreeBySize } from "./screened.ts";

/** The mean against its definition; where inputs cancel, up to the rounding of a plain sum. */
export const meanDefinition: Law = deterministicLaw<ScreenParams>({
  id: "screening/mean-definition",
  sentence: "`mean` gives the arithmetic mean of its inputs and accepts all of them, whatever f it is told",
  clauses: ["CQSA-SCR-1", "WIRE-SCREEN-1"],
  needs: ["screen"],
  inapplicable: (capabilities) => ruleMissing(capabilities, MEAN),
  cases: (capabilities) =>
    fc.oneof(
      { arbitrary: screenings(capabilities, MEAN), weight: 4 },
      { arbitrary: screenings(capabilities, MEAN, { mostInputs: 40 }), weight: 1 },
    ),
  check: async (implementation, params) => {
    const { aggregate, accepted } = await askScreen(implementation, params);
    mustAgreeBySize(meanOracle(params.aggregates), aggregate, columnSizes(params.aggregates));
    mustAcceptAll(accepted);
    return "held";
  },
});
