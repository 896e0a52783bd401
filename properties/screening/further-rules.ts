import fc from "fast-check";
import type { Capabilities, ScreenParams } from "../../src/implementation/implementation.ts";
import { rowsOf } from "../arbitraries/pads.ts";
import { furtherTolerated, subsetCount } from "../arbitraries/round-rules.ts";
import { screenedRule } from "../arbitraries/screenings.ts";
import { atMost, evenFractions, someOf } from "../arbitraries/values.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { RULE_ORACLES } from "../oracles/screen-oracle.ts";
import { optionTable } from "../refusals/rule-options.ts";
import { isJudged } from "./by-definition.ts";

const MOST_INPUTS = 15;
const FEWEST_INPUTS = 3;
const MOST_REQUESTS = 30;

/** Options with laws of their own. */
const LEFT_OUT: ReadonlySet<string> = new Set(["preAggregators", "subsample", "history"]);

/** These have laws of their own. */
const FIRST_RULES: ReadonlySet<string> = new Set(["mean", "median", "krum"]);

/** An oracle goes through the subsets with no care for speed. */
const MOST_SUBSETS = 130;

function furtherRules({ rules = {} }: Capabilities): string[] {
  return Object.keys(RULE_ORACLES).filter((rule) => Object.hasOwn(rules, rule) && !FIRST_RULES.has(rule));
}

/** Some of the rule's declared options, each with a value that it may take. */
function optionsFor(
  { rules = {} }: Capabilities,
  rule: string,
  shape: { readonly inputs: number; readonly coordinates: number },
): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  const values = Object.entries(optionTable(rule, shape))
    .filter(([key, { good }]) => rules[rule]!.includes(key) && !LEFT_OUT.has(key) && good.length > 0)
    .map(([key, { good }]) => [key, fc.constantFrom(...good)] as const);
  return someOf(Object.fromEntries(values));
}

/** As many as may be withstood in every second case: the more, the more a definition shows. */
function tolerated(rule: string, inputs: number): fc.Arbitrary<number> {
  let most = furtherTolerated(rule, inputs);
  if (["mda", "smea"].includes(rule)) while (subsetCount(inputs, most) > MOST_SUBSETS) most--;
  return fc.oneof(fc.constant(most), fc.integer({ min: 0, max: most }));
}

/** Accumulated sums, where they are declared and wanted. */
function histories(
  { rules = {} }: Capabilities,
  rule: string,
  inputs: number,
  coordinates: number,
): fc.Arbitrary<{ readonly history?: number[][] }> {
  if (!rules[rule]!.includes("history")) return fc.constant({});
  const rows = rowsOf(evenFractions, inputs, coordinates).map((history) => ({ history }));
  return fc.oneof(rows, fc.constant({}));
}

function requests(capabilities: Capabilities): fc.Arbitrary<ScreenParams> {
  return fc
    .record({
      rule: fc.constantFrom(...furtherRules(capabilities)),
      inputs: fc.integer({ min: FEWEST_INPUTS, max: atMost(capabilities, "clients", MOST_INPUTS) }),
      coordinates: fc.integer({ min: 1, max: atMost(capabilities, "coordinates", 3) }),
      // Small ones lie within the smoothing of the geometric median, large ones beyond the clip of centered clipping.
      scale: fc.constantFrom(1, 20, 0.05),
    })
    .chain(({ rule, inputs, coordinates, scale }) => {
      const entry = evenFractions.map((value) => value * scale);
      return fc
        .record({
          aggregates: rowsOf(entry, inputs, coordinates),
          tolerate: tolerated(rule, inputs),
          options: optionsFor(capabilities, rule, { inputs, coordinates }),
          history: histories(capabilities, rule, inputs, coordinates),
          reference: fc.array(entry, { minLength: coordinates, maxLength: coordinates }),
          referred: fc.boolean(),
        })
        .map(({ reference, referred, options, history, ...params }) => ({
          ...params,
          rule,
          options: { ...options, ...history },
          ...((referred || screenedRule(rule).reference === "needed") && { reference }),
          ...(screenedRule(rule).seed === "needed" && { seed: "further rules" }),
        }));
    });
}

/**
 * The further rules of the protocol against their definitions, where they are declared: how many are trimmed, chosen or
 * kept, by which distance, from where an iteration starts and how long it goes on.
 */
export const furtherRulesLaw: Law = deterministicLaw<readonly ScreenParams[]>({
  id: "screening/further-rules",
  sentence: "each further rule that is declared gives and accepts what its definition says",
  clauses: [
    "CQSA-SCR-6",
    "CQSA-SCR-7",
    "CQSA-SCR-8",
    "CQSA-SCR-9",
    "CQSA-SCR-10",
    "WIRE-SCREEN-1",
    "WIRE-SCREEN-2",
  ],
  needs: ["screen"],
  inapplicable: (capabilities) => {
    if (furtherRules(capabilities).length === 0) return "no further rule with a definition is declared";
    const most = capabilities.limits?.clients ?? Infinity;
    return most < FEWEST_INPUTS ? `limited to ${most} inputs, where ${FEWEST_INPUTS} are needed` : undefined;
  },
  // Many rules share the cases.
  cases: (capabilities) =>
    fc.array(requests(capabilities), { minLength: 1, maxLength: MOST_REQUESTS, size: "max" }),
  check: async (implementation, requests) => {
    let judged = 0;
    for (const params of requests) if (await isJudged(implementation, params)) judged++;
    return judged > 0 ? "held" : "vacuous";
  },
});
