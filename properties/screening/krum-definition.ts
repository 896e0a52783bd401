import fc from "fast-check";
import type { Capabilities, ScreenParams } from "../../src/implementation/implementation.ts";
import { KRUM, ruleMissing, screenings } from "../arbitraries/screenings.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { mustAgree, violation } from "../violation.ts";
import { krumChoices } from "./krum-choices.ts";
import { acceptedOf, askScreen } from "./screened.ts";

const VARIANTS: readonly ScreenParams["options"][] = ["n-f-1", "n-f-2", "n-f-3"].flatMap((neighbours) =>
  ["squared", "euclidean", "quartic"].map((distance) => ({ neighbours, distance })),
);

/** How many requests a case is picked from. */
const MOST_CANDIDATES = 8;

/** How many inputs the variants of the score choose between them: where it is one, all of them are right. */
function disagreement(params: ScreenParams): number {
  const choices = VARIANTS.flatMap((options) =>
    [0, params.tolerate].map((tolerate) => String(krumChoices({ ...params, tolerate, options }))),
  );
  return new Set(choices).size;
}

/**
 * Requests in which the known variants of Krum choose differently as often as possible: other numbers of neighbours,
 * distances of another power, f left out. On random inputs they agree two times in three.
 */
function tellingScreenings(capabilities: Capabilities): fc.Arbitrary<ScreenParams> {
  const some = fc.array(screenings(capabilities, KRUM), {
    minLength: 1,
    maxLength: MOST_CANDIDATES,
    size: "max",
  });
  return some.map((candidates) => {
    const numbers = candidates.map(disagreement);
    return candidates[numbers.indexOf(Math.max(...numbers))]!;
  });
}

/**
 * Inputs that all lie far from 0, on a grid on which their differences are exact: a distance that is computed of
 * anything but differences loses its digits.
 */
function farScreenings(capabilities: Capabilities): fc.Arbitrary<ScreenParams> {
  const entries = fc.integer({ min: -(2 ** 20), max: 2 ** 20 }).map((steps) => 2 ** 26 + steps / 2 ** 20);
  return screenings(capabilities, KRUM, { entries });
}

/** Krum's choice against its definition, with every declared variant of the score; of tied inputs any is right. */
export const krumDefinition: Law = deterministicLaw<ScreenParams>({
  id: "screening/krum-definition",
  sentence:
    "`krum` returns the input with the least sum of distances to its nearest others, and accepts it alone",
  clauses: ["CQSA-SCR-3", "WIRE-SCREEN-1"],
  needs: ["screen"],
  inapplicable: (capabilities) => ruleMissing(capabilities, KRUM),
  cases: (capabilities) =>
    fc.oneof(
      { arbitrary: tellingScreenings(capabilities), weight: 4 },
      { arbitrary: screenings(capabilities, KRUM, { mostInputs: 40 }), weight: 1 },
      { arbitrary: farScreenings(capabilities), weight: 1 },
    ),
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
