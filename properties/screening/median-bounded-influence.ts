import fc from "fast-check";
import { clientsMissing } from "../arbitraries/clusterings.ts";
import { contaminations, farEntries } from "../arbitraries/contaminations.ts";
import type { Contamination } from "../arbitraries/contaminations.ts";
import { MEDIAN, ruleMissing } from "../arbitraries/screenings.ts";
import { evenFractions } from "../arbitraries/values.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { violation } from "../violation.ts";
import { askScreen } from "./screened.ts";

/**
 * With f outliers and n > 2f, at most f inputs lie on the wrong side of every honest one: both middle values, and
 * their mean, stay within the honest range of each coordinate.
 */
export const medianBoundedInfluence: Law = deterministicLaw<Contamination>({
  id: "screening/median-bounded-influence",
  sentence: "f outliers of any size leave the median within the honest range of every coordinate",
  clauses: ["CQSA-SCR-2"],
  needs: ["screen"],
  inapplicable: (capabilities) => ruleMissing(capabilities, MEDIAN) ?? clientsMissing(capabilities, 3),
  cases: (capabilities) =>
    contaminations(capabilities, MEDIAN, {
      entries: evenFractions,
      outliers: fc.oneof({ arbitrary: farEntries, weight: 2 }, { arbitrary: evenFractions, weight: 1 }),
    }),
  check: async (implementation, { params, byzantine }) => {
    const { aggregate } = await askScreen(implementation, params);
    const honest = params.aggregates.filter((_, i) => !byzantine.includes(i));
    for (const [i, value] of aggregate.entries()) {
      const column = honest.map((row) => row[i]!);
      const [least, largest] = [Math.min(...column), Math.max(...column)];
      if (!(value >= least - 1e-9 && value <= largest + 1e-9)) {
        throw violation(`aggregate[${i}] leaves the honest range`, `from ${least} to ${largest}`, value);
      }
    }
    return "held";
  },
});
