import fc from "fast-check";
import type { Capabilities, ScreenParams } from "../../src/implementation/implementation.ts";
import { optionTable } from "../refusals/rule-options.ts";
import type { OptionShape } from "../refusals/rule-options.ts";
import { rowsOf } from "./pads.ts";
import { inputsBehind, preAggregations } from "./pre-aggregations.ts";
import { isCheap } from "./round-rules.ts";
import { KRUM, MEAN, MEDIAN, SCREENED_RULES } from "./screened-rules.ts";
import type { ScreenedRule } from "./screened-rules.ts";
import { atMost, evenFractions, someOf } from "./values.ts";

export { KRUM, MEAN, MEDIAN, screenedRule } from "./screened-rules.ts";
export type { ScreenedRule } from "./screened-rules.ts";

/** Why a law about a rule does not apply; undefined: it does. */
export function ruleMissing(
  { rules = {}, limits }: Capabilities,
  { rule, fewestInputs }: ScreenedRule,
): string | undefined {
  if (!Object.hasOwn(rules, rule)) return `the rule ${rule} is not declared`;
  const most = limits?.clients ?? Infinity;
  return most < fewestInputs ? `limited to ${most} inputs, where ${rule} needs ${fewestInputs}` : undefined;
}

/** The rules that can be asked for. */
export function screenedRules(capabilities: Capabilities): ScreenedRule[] {
  return SCREENED_RULES.filter((rule) => ruleMissing(capabilities, rule) === undefined);
}

/** Why a law about all of them does not apply: none can be asked for. */
export function screenedRulesMissing(capabilities: Capabilities): string | undefined {
  if (screenedRules(capabilities).length > 0) return undefined;
  return "no rule of the protocol is declared for that many inputs";
}

/** Why a law about those rules that are of a kind does not apply: none of them can be asked for. */
export function screenedRulesAre(
  capabilities: Capabilities,
  wanted: (capabilities: Capabilities, rule: string) => boolean,
): string | undefined {
  const missing = screenedRulesMissing(capabilities);
  if (missing !== undefined) return missing;
  return screenedRules(capabilities).some(({ rule }) => wanted(capabilities, rule))
    ? undefined
    : "no rule is declared that promises it";
}

/** Which screenings a law wants. */
export interface ScreeningRange {
  readonly fewestInputs?: number;
  readonly mostInputs?: number;
  readonly mostCoordinates?: number;
  /** Entries of the rows; by default of several kinds and sizes. */
  readonly entries?: fc.Arbitrary<number>;
  /** False: the rule's defaults alone. */
  readonly options?: boolean;
  /** True: in some of the requests pre-aggregators that draw nothing, where they are declared. */
  readonly preAggregators?: boolean;
  /** Which rules {@link anyScreenings} may take. */
  readonly rules?: (rule: ScreenedRule) => boolean;
}

const OUTLYING: fc.Arbitrary<number> = fc.oneof(
  { arbitrary: evenFractions, weight: 4 },
  { arbitrary: evenFractions.map((fraction) => 100 * fraction), weight: 1 },
);

const PLAIN_KINDS: fc.Arbitrary<fc.Arbitrary<number>> = fc.constantFrom(
  evenFractions,
  evenFractions,
  fc.integer({ min: -3, max: 3 }),
);

/** One kind of entries for all rows: spread evenly, with outliers, or so few that many are equal; small or huge. */
const KINDS: fc.Arbitrary<fc.Arbitrary<number>> = fc
  .tuple(
    fc.constantFrom(evenFractions, evenFractions, OUTLYING, fc.integer({ min: -3, max: 3 })),
    fc.constantFrom(1, 1, 1000, 1e60),
  )
  .map(([entry, scale]) => entry.map((value) => value * scale));

/** Options that need more than a value: they draw, or have a generator of their own. */
const NOT_BY_VALUE: ReadonlySet<string> = new Set(["preAggregators", "subsample"]);

const ANY_SHAPE: OptionShape = { inputs: 3, coordinates: 1 };

/** Some of the declared options of a rule, or none at all. */
export function optionsOf(
  { rules = {} }: Capabilities,
  { rule }: ScreenedRule,
  shape: OptionShape = ANY_SHAPE,
): fc.Arbitrary<Readonly<Record<string, unknown>> | undefined> {
  const declared = Object.entries(optionTable(rule, shape)).filter(
    ([key, { good }]) => rules[rule]?.includes(key) && !NOT_BY_VALUE.has(key) && good.length > 0,
  );
  const values = Object.fromEntries(declared.map(([key, { good }]) => [key, fc.constantFrom(...good)]));
  return fc.option(someOf(values), { nil: undefined, freq: 2 });
}

/** How many may be withstood: the most that is allowed and not too dear in every second case. */
function tolerated({ rule, mostTolerated }: ScreenedRule, inputs: number): fc.Arbitrary<number> {
  const numbers = Array.from({ length: mostTolerated(inputs) + 1 }, (_, f) => f);
  const cheap = numbers.filter((f) => isCheap(rule, inputs, f));
  return fc.oneof(fc.constantFrom(...cheap), fc.constant(cheap.at(-1)!));
}

/** Whether a reference comes along. */
function references(
  { reference }: ScreenedRule,
  entry: fc.Arbitrary<number>,
  coordinates: number,
): fc.Arbitrary<readonly number[] | undefined> {
  const vectors = fc.array(entry, { minLength: coordinates, maxLength: coordinates });
  if (reference === "needed") return vectors;
  return reference === "optional" ? fc.option(vectors, { nil: undefined, freq: 2 }) : fc.constant(undefined);
}

/** Requests to screen with one rule: any number of inputs, any tolerated f, any declared options. */
export function screenings(
  capabilities: Capabilities,
  rule: ScreenedRule,
  range: ScreeningRange = {},
): fc.Arbitrary<ScreenParams> {
  const { fewestInputs = 1, mostInputs = 10, mostCoordinates = 4, entries, options = true } = range;
  return fc
    .record({
      inputs: fc.integer({
        min: Math.max(rule.fewestInputs, fewestInputs),
        max: atMost(capabilities, "clients", mostInputs),
      }),
      coordinates: fc.integer({ min: 1, max: atMost(capabilities, "coordinates", mostCoordinates) }),
      prepared: range.preAggregators === true ? fc.nat({ max: 3 }).map((n) => n === 0) : fc.constant(false),
    })
    .chain(({ inputs, coordinates, prepared }) =>
      fc.record({
        coordinates: fc.constant(coordinates),
        inputs: fc.constant(inputs),
        prepared: fc.constant(prepared),
        // Means of inputs leave rounding errors of their size, which are told from scores only where that is 1.
        entry: entries === undefined ? (prepared ? PLAIN_KINDS : KINDS) : fc.constant(entries),
        tolerate: tolerated(rule, inputs),
      }),
    )
    .chain(({ inputs, coordinates, prepared, entry, tolerate }) =>
      fc.record({
        aggregates: rowsOf(entry, inputs, coordinates),
        tolerate: fc.constant(tolerate),
        reference: references(rule, entry, coordinates),
        preAggregators: prepared ? preAggregations(capabilities, rule, inputs, tolerate) : fc.constant([]),
      }),
    )
    .chain(({ preAggregators, ...params }) => {
      const { aggregates } = params;
      const shape = {
        inputs: inputsBehind(preAggregators, aggregates.length),
        coordinates: aggregates[0]!.length,
      };
      return (options ? optionsOf(capabilities, rule, shape) : fc.constant(undefined)).map((chosen) => ({
        ...params,
        options: preAggregators.length === 0 ? chosen : { ...chosen, preAggregators },
      }));
    })
    .map(({ aggregates, tolerate, options, reference }) => ({
      aggregates,
      rule: rule.rule,
      tolerate,
      ...(options && { options }),
      ...(reference && { reference }),
      ...(rule.seed === "needed" && { seed: "screening" }),
    }));
}

/** {@link screenings} with any of the declared rules, each as often as another. */
export function anyScreenings(
  capabilities: Capabilities,
  range: ScreeningRange = {},
): fc.Arbitrary<ScreenParams> {
  const rules = screenedRules(capabilities).filter((rule) => range.rules?.(rule) ?? true);
  return fc.constantFrom(...rules).chain((rule) => screenings(capabilities, rule, range));
}

/** True for a rule that the laws of rounds can judge without asking `screen`. */
export function isScreened(name: string): boolean {
  return [MEAN, MEDIAN, KRUM].some(({ rule }) => rule === name);
}
