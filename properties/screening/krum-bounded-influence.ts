import { clientsMissing } from "../arbitraries/clusterings.ts";
import { contaminations, farEntries } from "../arbitraries/contaminations.ts";
import type { Contamination } from "../arbitraries/contaminations.ts";
import { KRUM, ruleMissing } from "../arbitraries/screenings.ts";
import { evenFractions } from "../arbitraries/values.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { violation } from "../violation.ts";
import { acceptedOf, askScreen } from "./screened.ts";

/**
 * An outlier has f − 1 fellows, and its n − f − 2 ≥ f + 1 nearest others include honest inputs, which lie at least 999
 * away; an honest input has enough honest others within the honest diameter, at most 2√d with entries in [−1, 1]. So for n ≤ 10
 * and d ≤ 4 honest scores stay below 8 · 16, outlying ones above 999².
 */
export const krumBoundedInfluence: Law = deterministicLaw<Contamination>({
  id: "screening/krum-bounded-influence",
  sentence: "with f far outliers, whether or not they agree, `krum` chooses an honest input",
  clauses: ["CQSA-SCR-3"],
  needs: ["screen"],
  inapplicable: (capabilities) => ruleMissing(capabilities, KRUM) ?? clientsMissing(capabilities, 5),
  cases: (capabilities) =>
    contaminations(capabilities, KRUM, {
      entries: evenFractions,
      outliers: farEntries,
      // Fourth powers of 1e140 exceed float64.
      options: false,
    }),
  check: async (implementation, { params, byzantine }) => {
    const result = await askScreen(implementation, params);
    const accepted = acceptedOf(result);
    const fooled = accepted.filter((i) => byzantine.includes(i));
    if (accepted.length !== 1 || fooled.length > 0) {
      throw violation(
        "krum did not choose an honest input",
        `one not among ${byzantine.join(", ")}`,
        accepted,
      );
    }
    const most = Math.max(...result.aggregate.map(Math.abs));
    if (!(most <= 1)) throw violation("the aggregate is no honest input", "entries within ±1", most);
    return "held";
  },
});
