import fc from "fast-check";
import type { ScreenParams } from "../../src/implementation/implementation.ts";
import { anyScreenings, screenedRulesMissing } from "../arbitraries/screenings.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { mustAgree } from "../violation.ts";
import { acceptedOf, askScreen, columnSizes, mayDiffer, mustAgreeBySize } from "./screened.ts";

interface Shifted {
  readonly params: ScreenParams;
  readonly shift: readonly number[];
}

/** Multiples of 2⁻²⁰: sums and differences of them are exact, so that a shift changes no distance. */
const dyadic = (most: number): fc.Arbitrary<number> =>
  fc.integer({ min: -most * 2 ** 20, max: most * 2 ** 20 }).map((steps) => steps / 2 ** 20);

/** Inputs shifted by one vector give an aggregate shifted by it, and the same verdicts. */
export const translation: Law = deterministicLaw<Shifted>({
  id: "screening/translation",
  sentence: "adding one vector to all inputs adds it to the aggregate and changes no verdict",
  clauses: ["CQSA-SCR-1", "CQSA-SCR-2", "CQSA-SCR-3"],
  needs: ["screen"],
  inapplicable: screenedRulesMissing,
  cases: (capabilities) =>
    anyScreenings(capabilities, { entries: dyadic(1) }).chain((params) => {
      const { length } = params.aggregates[0]!;
      const shift = fc.array(dyadic(8), { minLength: length, maxLength: length });
      return fc.record({ params: fc.constant(params), shift });
    }),
  check: async (implementation, { params, shift }) => {
    if (mayDiffer(params)) return "vacuous";
    const plus = (row: readonly number[]): number[] => row.map((value, i) => value + shift[i]!);
    const aggregates = params.aggregates.map(plus);
    const before = await askScreen(implementation, params);
    const after = await askScreen(implementation, { ...params, aggregates });
    const sizes = columnSizes([...params.aggregates, ...aggregates]);
    mustAgreeBySize(plus(before.aggregate), after.aggregate, sizes, 1);
    mustAgree("accepted inputs", acceptedOf(before), acceptedOf(after));
    return "held";
  },
});
