import fc from "fast-check";
import type { ScreenParams } from "../../src/implementation/implementation.ts";
import { isScalable, scaledBy } from "../arbitraries/rule-invariances.ts";
import { anyScreenings, screenedRulesAre } from "../arbitraries/screenings.ts";
import { evenFractions } from "../arbitraries/values.ts";
import type { Law } from "../law.ts";
import { mustAgree } from "../violation.ts";
import { acceptedOf, askScreen, aggregateSizes, mayDiffer, mustAgreeBySize } from "./screened.ts";
import { severalLaw } from "./several.ts";

interface Scaled {
  readonly params: ScreenParams;
  /** The inputs are multiplied by 2 to this power. */
  readonly exponent: number;
}

/**
 * Inputs times a power of two, which rounds nothing, give an aggregate times that power, and the same verdicts.
 * No less than 1/8: scores that are all within 1e-9 of each other would allow any choice.
 */
export const scaling: Law = severalLaw<Scaled>({
  id: "screening/scaling",
  sentence:
    "multiplying all inputs and lengths by a positive factor multiplies the aggregate by it and changes no verdict",
  clauses: ["CQSA-SCR-1", "CQSA-SCR-2", "CQSA-SCR-3", "CQSA-SCR-12"],
  needs: ["screen"],
  inapplicable: (capabilities) => screenedRulesAre(capabilities, isScalable),
  cases: (capabilities) =>
    fc.record({
      params: anyScreenings(capabilities, {
        entries: evenFractions,
        preAggregators: true,
        rules: ({ rule }) => isScalable(capabilities, rule),
      }),
      exponent: fc.oneof(fc.integer({ min: -3, max: 10 }), fc.integer({ min: -3, max: 200 })),
    }),
  check: async (implementation, { params, exponent }) => {
    const factor = 2 ** exponent;
    const scaled = scaledBy(params, factor);
    if (mayDiffer(params) || mayDiffer(scaled)) return "vacuous";
    // A factor of 1: the first request is asked with its lengths written out, too.
    const before = await askScreen(implementation, scaledBy(params, 1));
    const after = await askScreen(implementation, scaled);
    const expected = before.aggregate.map((value) => factor * value);
    mustAgreeBySize(expected, after.aggregate, aggregateSizes(scaled), factor);
    mustAgree("accepted inputs", acceptedOf(before), acceptedOf(after));
    return "held";
  },
});
