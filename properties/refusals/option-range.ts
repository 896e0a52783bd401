import fc from "fast-check";
import type { Capabilities, ScreenParams } from "../../src/implementation/implementation.ts";
import { rowsOf } from "../arbitraries/pads.ts";
import { atMost, evenFractions } from "../arbitraries/values.ts";
import type { Law } from "../law.ts";
import { refusalLaw } from "./refusal-law.ts";
import { optionTable } from "./rule-options.ts";
import { replaced } from "./spoil.ts";

const MOST_INPUTS = 9;
const FEWEST_INPUTS = 3;

/** Every declared rule with each declared option of the protocol that has a value to give it. */
function declaredOptions({ rules = {} }: Capabilities): { rule: string; key: string }[] {
  return Object.entries(rules).flatMap(([rule, keys]) => {
    const table = optionTable(rule, { inputs: FEWEST_INPUTS, coordinates: 1 });
    return keys.filter((key) => Object.hasOwn(table, key)).map((key) => ({ rule, key }));
  });
}

/** A request for a rule with one option, where it has a value that is known to be right. */
function withOption(capabilities: Capabilities): fc.Arbitrary<ScreenParams> {
  return fc
    .record({
      inputs: fc.integer({ min: FEWEST_INPUTS, max: atMost(capabilities, "clients", MOST_INPUTS) }),
      coordinates: fc.integer({ min: 1, max: atMost(capabilities, "coordinates", 3) }),
      option: fc.constantFrom(...declaredOptions(capabilities)),
    })
    .chain(({ inputs, coordinates, option: { rule, key } }) => {
      const { good } = optionTable(rule, { inputs, coordinates })[key]!;
      const options = good.length === 0 ? [{}] : good.map((value) => ({ [key]: value }));
      return fc.record({
        aggregates: rowsOf(evenFractions, inputs, coordinates),
        rule: fc.constant(rule),
        tolerate: fc.constant(0),
        options: fc.constantFrom(...options),
        // Some rules draw, and some compare with a trusted vector.
        reference: fc.constant(Array.from({ length: coordinates }, () => 1)),
        seed: fc.constant("options"),
      });
    });
}

/** Every declared option of a declared rule, with values out of its range and of another type. */
export const optionRange: Law = refusalLaw({
  id: "refusals/option-range",
  sentence: "an option's value out of its range or of another type is refused",
  clauses: ["WIRE-REJ-8", "CQSA-SCR-5", "WIRE-SCREEN-2"],
  operation: "screen",
  inapplicable: (capabilities) => {
    if (declaredOptions(capabilities).length === 0) return "no option of the protocol is declared";
    const most = capabilities.limits?.clients ?? Infinity;
    return most < FEWEST_INPUTS ? `limited to ${most} inputs, where ${FEWEST_INPUTS} are needed` : undefined;
  },
  valid: withOption,
  kinds: ({ aggregates, rule }, { rules = {} }) => {
    const table = optionTable(rule, { inputs: aggregates.length, coordinates: aggregates[0]!.length });
    return Object.entries(table)
      .filter(([key]) => rules[rule]!.includes(key))
      .map(([key, { bad }]) => replaced(`a bad value of ${key}`, ["options", key], bad));
  },
});
