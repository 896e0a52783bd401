import fc from "fast-check";
import type { Capabilities, Implementation, ScreenParams } from "../../src/implementation/implementation.ts";
import { rowsOf } from "../arbitraries/pads.ts";
import { furtherTolerated } from "../arbitraries/round-rules.ts";
import { atMost, evenFractions } from "../arbitraries/values.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { FURTHER_RULES } from "../oracles/further-rules.ts";
import { optionTable } from "../refusals/rule-options.ts";
import { violation } from "../violation.ts";
import { acceptedOf, askScreen } from "./screened.ts";

const MOST_INPUTS = 15;
const FEWEST_INPUTS = 3;
const MOST_REQUESTS = 6;

/** Options whose meaning is not in the oracles. */
const LEFT_OUT: ReadonlySet<string> = new Set(["preAggregators", "tolerance"]);

/** Decisions nearer than this, relative to what is compared, may go either way. */
const TIED = 1e-6;

function furtherRules({ rules = {} }: Capabilities): string[] {
  return Object.keys(FURTHER_RULES).filter((rule) => Object.hasOwn(rules, rule));
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
  return fc.record(Object.fromEntries(values), { requiredKeys: [] });
}

/** As many as may be withstood in every second case: the more, the more a definition shows. */
function tolerated(most: number): fc.Arbitrary<number> {
  return fc.oneof(fc.constant(most), fc.integer({ min: 0, max: most }));
}

/** Without `neighbours` where inputs are picked one after the other: that is defined for the usual number alone. */
function defined(rule: string, options: Readonly<Record<string, unknown>>): typeof options {
  const oneByOne = rule === "bulyan" ? options["selection"] !== "one-shot" : options["iterative"] === true;
  const { neighbours: _, ...others } = options;
  return oneByOne ? others : options;
}

function requests(capabilities: Capabilities): fc.Arbitrary<ScreenParams> {
  return fc
    .record({
      rule: fc.constantFrom(...furtherRules(capabilities)),
      inputs: fc.integer({ min: FEWEST_INPUTS, max: atMost(capabilities, "clients", MOST_INPUTS) }),
      coordinates: fc.integer({ min: 1, max: atMost(capabilities, "coordinates", 3) }),
      scale: fc.constantFrom(1, 20),
    })
    .chain(({ rule, inputs, coordinates, scale }) => {
      const entry = evenFractions.map((value) => value * scale);
      return fc
        .record({
          aggregates: rowsOf(entry, inputs, coordinates),
          tolerate: tolerated(furtherTolerated(rule, inputs)),
          options: optionsFor(capabilities, rule, { inputs, coordinates }),
          reference: fc.array(entry, { minLength: coordinates, maxLength: coordinates }),
          referred: fc.boolean(),
        })
        .map(({ reference, referred, options, ...params }) => ({
          ...params,
          rule,
          options: defined(rule, options),
          ...((referred || rule === "fltrust") && { reference }),
        }));
    });
}

/** Compares one answer with the definition; false where a tie leaves it open. @throws a violation. */
async function isJudged(implementation: Implementation, params: ScreenParams): Promise<boolean> {
  const { rule, aggregates, tolerate, options, reference } = params;
  const { aggregate, accepted, margin } = FURTHER_RULES[rule]!(aggregates, {
    tolerate,
    ...(options && { options }),
    ...(reference && { reference }),
  });
  const result = await askScreen(implementation, params);
  if (margin < TIED) return false;
  const size = aggregates.flat().reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  for (const [i, expected] of aggregate.entries()) {
    if (!(Math.abs(result.aggregate[i]! - expected) <= 1e-9 * Math.max(size, Math.abs(expected)))) {
      throw violation(`aggregate[${i}] of ${rule} differs`, expected, result.aggregate[i]);
    }
  }
  const kept = [...accepted.keys()].filter((i) => accepted[i]);
  if (String(acceptedOf(result)) !== String(kept)) {
    throw violation(`${rule} accepts others`, kept, acceptedOf(result));
  }
  return true;
}

/**
 * The further rules of the protocol against their definitions, where they are declared: how many are trimmed, chosen or
 * kept, by which distance, from where an iteration starts and how long it goes on.
 */
export const furtherRulesLaw: Law = deterministicLaw<readonly ScreenParams[]>({
  id: "screening/further-rules",
  sentence: "each further rule that is declared gives and accepts what its definition says",
  clauses: ["CQSA-SCR-6", "WIRE-SCREEN-1", "WIRE-SCREEN-2"],
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
