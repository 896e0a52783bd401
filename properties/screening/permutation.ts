import fc from "fast-check";
import type { ScreenParams } from "../../src/implementation/implementation.ts";
import { isMovable, reordered } from "../arbitraries/rule-invariances.ts";
import { anyScreenings, screenedRulesAre } from "../arbitraries/screenings.ts";
import type { Law } from "../law.ts";
import { violation } from "../violation.ts";
import { askScreen, aggregateSizes, mayDiffer, mustAgreeBySize } from "./screened.ts";
import { severalLaw } from "./several.ts";

interface Reordered {
  readonly params: ScreenParams;
  /** Place p of the second request holds input `order[p]` of the first. */
  readonly order: readonly number[];
}

/** No rule looks at where an input stands, except to break a tie or where an option names it by its place. */
export const permutation: Law = severalLaw<Reordered>({
  id: "screening/permutation",
  sentence: "a permutation of the inputs permutes the verdicts and leaves the aggregate as it is",
  clauses: ["CQSA-SCR-4"],
  needs: ["screen"],
  inapplicable: (capabilities) => screenedRulesAre(capabilities, isMovable),
  cases: (capabilities) =>
    anyScreenings(capabilities, {
      preAggregators: true,
      rules: ({ rule }) => isMovable(capabilities, rule),
    }).chain((params) => {
      const inputs = [...params.aggregates.keys()];
      const order = fc.shuffledSubarray(inputs, { minLength: inputs.length });
      return fc.record({ params: fc.constant(params), order });
    }),
  check: async (implementation, { params, order }) => {
    if (mayDiffer(params)) return "vacuous";
    const straight = await askScreen(implementation, params);
    const moved = await askScreen(implementation, reordered(params, order));
    mustAgreeBySize(straight.aggregate, moved.aggregate, aggregateSizes(params), 1);
    for (const [place, input] of order.entries()) {
      if (moved.accepted[place] !== straight.accepted[input]) {
        throw violation(
          `the verdict on input ${input} differs in place ${place}`,
          straight.accepted[input],
          moved.accepted[place],
        );
      }
    }
    return "held";
  },
});
