import type { ScreenParams, ScreenResult } from "../../src/implementation/implementation.ts";
import { inputsBehind, placesOf, stepsOf } from "../arbitraries/pre-aggregations.ts";
import { anyScreenings, screenedRule, screenedRulesMissing } from "../arbitraries/screenings.ts";
import type { Law } from "../law.ts";
import { violation } from "../violation.ts";
import { askScreen } from "./screened.ts";
import { severalLaw } from "./several.ts";

/** How many of the rule's own inputs are accepted: behind buckets, those whose inputs are, all of them alike. */
function acceptedInputs(params: ScreenParams, { accepted }: ScreenResult): number {
  const places = placesOf(params);
  const verdicts = new Map<number, boolean>();
  for (const [i, place] of places.entries()) {
    const first = verdicts.get(place);
    if (first !== undefined && first !== accepted[i]) {
      throw violation("inputs of one bucket differ", first, accepted[i]);
    }
    verdicts.set(place, accepted[i]!);
  }
  return [...verdicts.values()].filter(Boolean).length;
}

function bounds(params: ScreenParams): readonly [number, number] {
  const { accepts } = screenedRule(params.rule);
  const inputs = inputsBehind(stepsOf(params), params.aggregates.length);
  if (accepts === "one") return [1, 1];
  if (accepts === "all") return [inputs, inputs];
  return accepts({ inputs, tolerate: params.tolerate, options: params.options ?? {} });
}

/** Weights are those of the inputs: none behind buckets, and where they decide, positive for what is accepted. */
function checkWeights(params: ScreenParams, { accepted, weights }: ScreenResult): void {
  if (weights === undefined) return;
  if (stepsOf(params).some(({ id }) => id === "bucketing")) {
    throw violation("weights of buckets", "no weights behind bucketing", weights);
  }
  if (weights.length !== params.aggregates.length) {
    throw violation("weights has another length", params.aggregates.length, weights.length);
  }
  const odd = weights.find((weight) => !(weight >= 0 && weight < Infinity));
  if (odd !== undefined) throw violation("a weight is negative or no number", "0 or more", odd);
  if (screenedRule(params.rule).weighs !== true) return;
  const wrong = weights.findIndex((weight, i) => weight > 0 !== accepted[i]);
  if (wrong !== -1)
    throw violation(`the verdict on input ${wrong} belies its weight`, weights[wrong], accepted[wrong]);
}

/** One verdict for each input: `krum` accepts exactly one, `mean` and `median` all, every other rule as many as it says. */
export const acceptedShape: Law = severalLaw<ScreenParams>({
  id: "screening/accepted-shape",
  sentence: "every input is accepted or not, and as many are as the rule says",
  clauses: [
    "CQSA-SCR-1",
    "CQSA-SCR-2",
    "CQSA-SCR-3",
    "CQSA-SCR-6",
    "CQSA-SCR-11",
    "WIRE-OPS-1",
    "WIRE-SCREEN-1",
  ],
  needs: ["screen"],
  inapplicable: screenedRulesMissing,
  cases: (capabilities) => anyScreenings(capabilities, { preAggregators: true }),
  check: async (implementation, params) => {
    const result = await askScreen(implementation, params);
    const odd = result.accepted.find((verdict) => typeof verdict !== "boolean");
    if (odd !== undefined) throw violation("accepted holds something else", "true or false", odd);
    checkWeights(params, result);
    const [fewest, most] = bounds(params);
    const count = acceptedInputs(params, result);
    if (!(count >= fewest && count <= most)) {
      const expected = fewest === most ? fewest : `from ${fewest} to ${most}`;
      throw violation(`${params.rule} accepts another number`, expected, count);
    }
    return "held";
  },
});
