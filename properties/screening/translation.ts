import fc from "fast-check";
import type { ScreenParams } from "../../src/implementation/implementation.ts";
import { isShiftable, shiftable, shiftedBy } from "../arbitraries/rule-invariances.ts";
import { anyScreenings, screenedRulesAre } from "../arbitraries/screenings.ts";
import type { Law } from "../law.ts";
import { mustAgree } from "../violation.ts";
import { acceptedOf, askScreen, aggregateSizes, mayDiffer, mustAgreeBySize } from "./screened.ts";
import { severalLaw } from "./several.ts";

interface Shifted {
  readonly params: ScreenParams;
  readonly shift: readonly number[];
}

/** Multiples of 2⁻²⁰: sums and differences of them are exact, so that a shift changes no distance. */
const dyadic = (most: number): fc.Arbitrary<number> =>
  fc.integer({ min: -most * 2 ** 20, max: most * 2 ** 20 }).map((steps) => steps / 2 ** 20);

/** Inputs shifted by one vector give an aggregate shifted by it, and the same verdicts, for the rules to which 0 is nothing special. */
export const translation: Law = severalLaw<Shifted>({
  id: "screening/translation",
  sentence:
    "adding one vector to all inputs (and the reference) adds it to the aggregate and changes no verdict",
  clauses: ["CQSA-SCR-1", "CQSA-SCR-2", "CQSA-SCR-3", "CQSA-SCR-12"],
  needs: ["screen"],
  inapplicable: (capabilities) => screenedRulesAre(capabilities, isShiftable),
  cases: (capabilities) =>
    anyScreenings(capabilities, {
      entries: dyadic(1),
      preAggregators: true,
      rules: ({ rule }) => isShiftable(capabilities, rule),
    }).chain((drawn) => {
      const params = shiftable(drawn);
      const { length } = params.aggregates[0]!;
      const shift = fc.array(dyadic(8), { minLength: length, maxLength: length });
      return fc.record({ params: fc.constant(params), shift });
    }),
  check: async (implementation, { params, shift }) => {
    if (mayDiffer(params)) return "vacuous";
    const shifted = shiftedBy(params, shift);
    const before = await askScreen(implementation, params);
    const after = await askScreen(implementation, shifted);
    const [one, other] = [aggregateSizes(params), aggregateSizes(shifted)];
    const expected = before.aggregate.map((value, i) => value + shift[i]!);
    mustAgreeBySize(
      expected,
      after.aggregate,
      one.map((size, i) => Math.max(size, other[i]!)),
      1,
    );
    mustAgree("accepted inputs", acceptedOf(before), acceptedOf(after));
    return "held";
  },
});
