import fc from "fast-check";
import type { Capabilities } from "../../src/implementation/implementation.ts";
import { contaminations } from "../arbitraries/contaminations.ts";
import type { Contamination } from "../arbitraries/contaminations.ts";
import { screenedRules } from "../arbitraries/screenings.ts";
import type { ScreenedRule } from "../arbitraries/screenings.ts";
import { atMost, evenFractions } from "../arbitraries/values.ts";
import type { Law } from "../law.ts";
import { violation } from "../violation.ts";
import { robust, ROBUST_BOUNDS } from "./robust-bounds.ts";
import { askScreen } from "./screened.ts";
import { severalLaw } from "./several.ts";

const MOST_INPUTS = 10;
/** Honest entries and references lie within ±1, what a rule clips to within some tens. */
const SLACK = 1e-7;

/** Entries near the honest ones and up to 1e60 away: fourth powers of them are finite. */
const OUTLYING: fc.Arbitrary<number> = fc.oneof(
  evenFractions.map((fraction) => 3 * fraction),
  fc
    .tuple(fc.integer({ min: 10, max: 99 }), fc.integer({ min: 0, max: 58 }), fc.constantFrom(1, -1))
    .map(([mantissa, exponent, sign]) => sign * mantissa * 10 ** exponent),
);

/** The declared rules with a bound, for so many inputs that they withstand one. */
function robustRules(capabilities: Capabilities): ScreenedRule[] {
  const most = atMost(capabilities, "clients", MOST_INPUTS);
  return screenedRules(capabilities).filter(
    ({ rule, mostTolerated }) => Object.hasOwn(ROBUST_BOUNDS, rule) && mostTolerated(most) >= 1,
  );
}

/**
 * f inputs of any size, near or far, each for itself or all at one point: the aggregate stays within what the
 * honest inputs allow.
 */
export const boundedInfluence: Law = severalLaw<Contamination>({
  id: "screening/bounded-influence",
  sentence:
    "f inputs of any size leave the aggregate of a robust rule within its bound around the honest ones",
  clauses: ["CQSA-SCR-13"],
  needs: ["screen"],
  inapplicable: (capabilities) =>
    robustRules(capabilities).length > 0
      ? undefined
      : "no rule with a bound is declared for as many inputs as it needs",
  cases: (capabilities) =>
    fc.constantFrom(...robustRules(capabilities)).chain((rule) =>
      contaminations(capabilities, rule, {
        entries: evenFractions,
        outliers: OUTLYING,
        mostInputs: MOST_INPUTS,
      }),
    ),
  check: async (implementation, { params, byzantine }) => {
    const request = robust(params, byzantine);
    if (request === undefined) return "vacuous";
    const { aggregate } = await askScreen(implementation, request);
    const honest = params.aggregates.filter((_, i) => !byzantine.includes(i));
    const { least, largest } = ROBUST_BOUNDS[params.rule]!({ params: request, honest });
    for (const [i, value] of aggregate.entries()) {
      if (!(value >= least[i]! - SLACK && value <= largest[i]! + SLACK)) {
        const expected = `from ${least[i]} to ${largest[i]}`;
        throw violation(`aggregate[${i}] of ${params.rule} is beyond its bound`, expected, value);
      }
    }
    return "held";
  },
});
