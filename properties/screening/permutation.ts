import fc from "fast-check";
import type { ScreenParams } from "../../src/implementation/implementation.ts";
import { anyScreenings, screenedRulesMissing } from "../arbitraries/screenings.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { violation } from "../violation.ts";
import { askScreen, columnSizes, mayDiffer, mustAgreeBySize } from "./screened.ts";

interface Reordered {
  readonly params: ScreenParams;
  /** Place p of the second request holds input `order[p]` of the first. */
  readonly order: readonly number[];
}

/** No rule looks at where an input stands, except to break a tie. */
export const permutation: Law = deterministicLaw<Reordered>({
  id: "screening/permutation",
  sentence: "a permutation of the inputs permutes the verdicts and leaves the aggregate as it is",
  clauses: ["CQSA-SCR-4"],
  needs: ["screen"],
  inapplicable: screenedRulesMissing,
  cases: (capabilities) =>
    anyScreenings(capabilities).chain((params) => {
      const inputs = [...params.aggregates.keys()];
      const order = fc.shuffledSubarray(inputs, { minLength: inputs.length });
      return fc.record({ params: fc.constant(params), order });
    }),
  check: async (implementation, { params, order }) => {
    if (mayDiffer(params)) return "vacuous";
    const { aggregates } = params;
    const straight = await askScreen(implementation, params);
    const rows = order.map((input) => aggregates[input]!);
    const moved = await askScreen(implementation, { ...params, aggregates: rows });
    mustAgreeBySize(straight.aggregate, moved.aggregate, columnSizes(aggregates), 1);
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
