import fc from "fast-check";
import type { Capabilities, ScreenParams } from "../../src/implementation/implementation.ts";
import { rowsOf } from "../arbitraries/pads.ts";
import { atMost, evenFractions } from "../arbitraries/values.ts";
import type { Law } from "../law.ts";
import { refusalLaw } from "./refusal-law.ts";
import { removed } from "./spoil.ts";

const INPUTS = 4;

type Needing = Pick<ScreenParams, "rule" | "options"> & { readonly needs: "reference" | "seed" };

/** Declared rules that cannot do without a reference or a seed; `bucketing` before a rule draws as well. */
function needing({ rules = {} }: Capabilities): Needing[] {
  const bucketed = ["mean", "median"].filter((rule) => rules[rule]?.includes("preAggregators"));
  return [
    ...(Object.hasOwn(rules, "fltrust") ? [{ rule: "fltrust", needs: "reference" } as const] : []),
    ...(Object.hasOwn(rules, "dnc") ? [{ rule: "dnc", needs: "seed" } as const] : []),
    ...bucketed.map((rule): Needing => ({
      rule,
      needs: "seed",
      options: { preAggregators: [{ id: "bucketing", size: 2 }] },
    })),
  ];
}

function requests(capabilities: Capabilities): fc.Arbitrary<ScreenParams> {
  const coordinates = atMost(capabilities, "coordinates", 2);
  return fc
    .record({
      aggregates: rowsOf(evenFractions, INPUTS, coordinates),
      needing: fc.constantFrom(...needing(capabilities)),
    })
    .map(({ aggregates, needing: { rule, options, needs } }) => ({
      aggregates,
      rule,
      tolerate: 0,
      ...(options && { options }),
      ...(needs === "reference" ? { reference: aggregates[0]!.map(() => 1) } : { seed: "needed" }),
    }));
}

/** `fltrust` without its trusted vector, `dnc` and `bucketing` without a seed. */
export const neededByRule: Law = refusalLaw({
  id: "refusals/needed-by-rule",
  sentence: "a rule that needs a reference or a seed is refused without it",
  clauses: ["WIRE-REJ-9"],
  operation: "screen",
  inapplicable: (capabilities) => {
    if (needing(capabilities).length === 0) return "no rule is declared that needs a reference or a seed";
    const most = capabilities.limits?.clients ?? Infinity;
    return most < INPUTS ? `limited to ${most} inputs, where ${INPUTS} are needed` : undefined;
  },
  valid: requests,
  kinds: ({ reference, seed }) => [
    ...(reference === undefined ? [] : [removed("a missing reference", "reference")]),
    ...(seed === undefined ? [] : [removed("a missing seed", "seed")]),
  ],
});
