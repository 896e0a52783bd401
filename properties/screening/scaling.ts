import fc from "fast-check";
import type { ScreenParams } from "../../src/implementation/implementation.ts";
import { anyScreenings, screenedRulesMissing } from "../arbitraries/screenings.ts";
import { evenFractions } from "../arbitraries/values.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { mustAgree } from "../violation.ts";
import { acceptedOf, askScreen, columnSizes, mayDiffer, mustAgreeBySize } from "./screened.ts";

interface Scaled {
  readonly params: ScreenParams;
  /** The inputs are multiplied by 2 to this power. */
  readonly exponent: number;
}

/**
 * Inputs times a power of two, which rounds nothing, give an aggregate times that power, and the same verdicts.
 * No less than 1/8: scores that are all within 1e-9 of each other would allow any choice.
 */
export const scaling: Law = deterministicLaw<Scaled>({
  id: "screening/scaling",
  sentence:
    "multiplying all inputs by a positive factor multiplies the aggregate by it and changes no verdict",
  clauses: ["CQSA-SCR-1", "CQSA-SCR-2", "CQSA-SCR-3"],
  needs: ["screen"],
  inapplicable: screenedRulesMissing,
  cases: (capabilities) =>
    fc.record({
      params: anyScreenings(capabilities, { entries: evenFractions }),
      exponent: fc.oneof(fc.integer({ min: -3, max: 10 }), fc.integer({ min: -3, max: 200 })),
    }),
  check: async (implementation, { params, exponent }) => {
    const factor = 2 ** exponent;
    const times = (row: readonly number[]): number[] => row.map((value) => factor * value);
    const aggregates = params.aggregates.map(times);
    if (mayDiffer(params) || mayDiffer({ ...params, aggregates })) return "vacuous";
    const before = await askScreen(implementation, params);
    const after = await askScreen(implementation, { ...params, aggregates });
    mustAgreeBySize(times(before.aggregate), after.aggregate, columnSizes(aggregates), factor);
    mustAgree("accepted inputs", acceptedOf(before), acceptedOf(after));
    return "held";
  },
});
