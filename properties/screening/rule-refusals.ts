import type fc from "fast-check";
import type { Capabilities, ScreenParams } from "../../src/implementation/implementation.ts";
import { anyScreenings, screenedRule, screenedRulesMissing } from "../arbitraries/screenings.ts";
import { evenFractions } from "../arbitraries/values.ts";
import type { Law } from "../law.ts";
import { optionKeyKinds, referenceKinds, tolerateKinds } from "../refusals/range-kinds.ts";
import { refusalLaw } from "../refusals/refusal-law.ts";
import { optionTable } from "../refusals/rule-options.ts";
import { inEach, removed, replaced } from "../refusals/spoil.ts";
import type { SpoilingKind } from "../refusals/spoil.ts";

const NON_FINITE = ["NaN", "Infinity", "-Infinity"];

function requests(capabilities: Capabilities): fc.Arbitrary<ScreenParams> {
  return anyScreenings(capabilities, { entries: evenFractions, options: false, mostInputs: 8 });
}

/** Every option of the protocol that is declared for the rule, with values that it may not take. */
function optionKinds({ aggregates, rule }: ScreenParams, { rules = {} }: Capabilities): SpoilingKind[] {
  const shape = { inputs: aggregates.length, coordinates: aggregates[0]!.length };
  return Object.entries(optionTable(rule, shape))
    .filter(([key]) => rules[rule]!.includes(key))
    .map(([key, { bad }]) => replaced(`a bad value of ${key}`, ["options", key], bad));
}

function neededKinds({ rule }: ScreenParams, { rules = {} }: Capabilities): SpoilingKind[] {
  const { reference, seed } = screenedRule(rule);
  const drawn = { preAggregators: [{ id: "bucketing", size: 1 }] };
  return [
    ...(reference === "needed" ? [removed("a missing reference", "reference")] : []),
    ...(seed === "needed" ? [removed("a missing seed", "seed")] : []),
    // Even buckets of one are drawn.
    ...(seed !== "needed" && rules[rule]!.includes("preAggregators")
      ? [replaced("buckets without a seed or a permutation", "options", [drawn])]
      : []),
  ];
}

/** What every declared rule has to refuse, those that need a reference or a seed among them. */
export const ruleRefusals: Law = refusalLaw({
  id: "screening/rule-refusals",
  sentence:
    "every rule refuses inputs that are not finite, options and an f that it does not take, and to go without what it needs",
  clauses: [
    "CQSA-SCR-5",
    "CQSA-SCR-7",
    "CQSA-SCR-11",
    "CQSA-SCR-15",
    "WIRE-REJ-2",
    "WIRE-REJ-7",
    "WIRE-REJ-8",
    "WIRE-REJ-9",
  ],
  operation: "screen",
  inapplicable: screenedRulesMissing,
  valid: requests,
  kinds: (params, capabilities) => {
    const { aggregates, rule, reference } = params;
    return [
      ...aggregates.map((row, r) =>
        inEach("an input that is not finite", ["aggregates", r], row, NON_FINITE),
      ),
      ...(reference === undefined
        ? []
        : [inEach("a reference that is not finite", ["reference"], reference, NON_FINITE)]),
      ...tolerateKinds(screenedRule(rule).mostTolerated(aggregates.length)),
      ...optionKeyKinds(rule),
      ...optionKinds(params, capabilities),
      ...referenceKinds(aggregates[0]!.length, capabilities.limits?.coordinates ?? Infinity),
      ...neededKinds(params, capabilities),
    ];
  },
});
