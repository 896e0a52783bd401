import type { ScreenParams } from "../../src/implementation/implementation.ts";
import { KRUM, ruleMissing, screenings } from "../arbitraries/screenings.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { mustAgree, violation } from "../violation.ts";
import { krumChoices } from "./krum-choices.ts";
import { acceptedOf, askScreen } from "./screened.ts";

/** Krum's choice against its definition, with every declared variant of the score; of tied inputs any is right. */
export const krumDefinition: Law = deterministicLaw<ScreenParams>({
  id: "screening/krum-definition",
  sentence:
    "`krum` returns the input with the least sum of distances to its nearest others, and accepts it alone",
  clauses: ["CQSA-SCR-3", "WIRE-SCREEN-1"],
  needs: ["screen"],
  inapplicable: (capabilities) => ruleMissing(capabilities, KRUM),
  cases: (capabilities) => screenings(capabilities, KRUM),
  check: async (implementation, params) => {
    const result = await askScreen(implementation, params);
    const [chosen, ...more] = acceptedOf(result);
    if (chosen === undefined || more.length > 0) {
      throw violation("krum accepts one input", 1, acceptedOf(result).length);
    }
    const choices = krumChoices(params);
    if (!choices.includes(chosen)) throw violation("krum chose another input", choices, chosen);
    mustAgree("aggregate", params.aggregates[chosen]!, result.aggregate);
    return choices.length < params.aggregates.length ? "held" : "vacuous";
  },
});
