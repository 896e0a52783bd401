import fc from "fast-check";
import type { Capabilities } from "../../src/implementation/implementation.ts";
import { CODES } from "../../src/implementation/vocabulary.ts";
import { clientsMissing } from "../arbitraries/clusterings.ts";
import { noiseMissing, quietNoise } from "../arbitraries/noise.ts";
import { rowsOf } from "../arbitraries/pads.ts";
import { atMost, evenFractions } from "../arbitraries/values.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { ask } from "../violation.ts";
import { mustNotOffer } from "./must-not-offer.ts";
import { optionTable } from "./rule-options.ts";

/** With so many inputs every rule takes f = 0. */
const FEWEST_INPUTS = 3;
const MOST_INPUTS = 7;

type Options = Readonly<Record<string, unknown>>;

interface UndeclaredOption {
  readonly operation: "screen" | "round";
  readonly rows: readonly (readonly number[])[];
  readonly rule: string;
  readonly options: Options;
}

type Choice = Pick<UndeclaredOption, "rule" | "options">;

/** Every option of the protocol, with each of its right values, that a declared rule was left without. */
function undeclaredOptions({ rules = {} }: Capabilities, inputs: number, coordinates: number): Choice[] {
  return Object.entries(rules).flatMap(([rule, declared]) =>
    Object.entries(optionTable(rule, { inputs, coordinates }))
      .filter(([key]) => !declared.includes(key))
      .flatMap(([key, { good }]) => good.map((value) => ({ rule, options: { [key]: value } }))),
  );
}

function askable(capabilities: Capabilities): UndeclaredOption["operation"][] {
  const { operations } = capabilities;
  return (["screen", "round"] as const).filter(
    (operation) =>
      operations.includes(operation) && (operation === "screen" || noiseMissing(capabilities) === undefined),
  );
}

/** The request without its option. */
function plainRequest({ operation, rows, rule }: UndeclaredOption, capabilities: Capabilities): Options {
  const reference = rows[0]!.map(() => 1);
  const common = { rule, tolerate: 0, reference, seed: "options" };
  return operation === "screen"
    ? { ...common, aggregates: rows }
    : {
        ...common,
        updates: rows,
        clusterSize: 1,
        shots: null,
        noise: quietNoise(capabilities),
        dropouts: [],
      };
}

/** Every option of the protocol that the implementation left out of a rule that it has. */
export const undeclaredOption: Law = deterministicLaw<UndeclaredOption>({
  id: "refusals/undeclared-option",
  sentence: "an option that a declared rule may have and that was not declared is unsupported",
  clauses: ["WIRE-OUT-3", "WIRE-SCREEN-2"],
  needs: [],
  inapplicable: (capabilities) => {
    if (undeclaredOptions(capabilities, FEWEST_INPUTS, 1).length === 0) return "every option is declared";
    if (askable(capabilities).length === 0) return "no rule can be asked";
    return clientsMissing(capabilities, FEWEST_INPUTS);
  },
  cases: (capabilities) =>
    fc
      .record({
        operation: fc.constantFrom(...askable(capabilities)),
        inputs: fc.integer({ min: FEWEST_INPUTS, max: atMost(capabilities, "clients", MOST_INPUTS) }),
        coordinates: fc.integer({ min: 1, max: atMost(capabilities, "coordinates", 2) }),
      })
      .chain(({ operation, inputs, coordinates }) =>
        fc
          .record({
            choice: fc.constantFrom(...undeclaredOptions(capabilities, inputs, coordinates)),
            rows: rowsOf(evenFractions, inputs, coordinates),
          })
          .map(({ choice, rows }) => ({ operation, rows, ...choice })),
      ),
  check: async (implementation, example) => {
    const { operation, options } = example;
    const params = plainRequest(example, implementation.capabilities);
    await ask(implementation, operation, params as never);
    await mustNotOffer(implementation, operation, { ...params, options }, [CODES.unsupported]);
    return "held";
  },
});
