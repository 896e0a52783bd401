import fc from "fast-check";
import type { Capabilities, ScreenParams } from "../../src/implementation/implementation.ts";
import { krumChoices } from "../screening/krum-choices.ts";
import { rowsOf } from "./pads.ts";
import { atMost, evenFractions } from "./values.ts";

/** What the laws of screening have to know of a rule. A further rule is a further record. */
export interface ScreenedRule {
  readonly rule: string;
  /** Below it no f at all is tolerated. */
  readonly fewestInputs: number;
  /** The largest f for so many inputs. */
  readonly mostTolerated: (inputs: number) => number;
  /** How many inputs it accepts. */
  readonly accepts: "all" | "one";
  /** Option keys with values that they may take. */
  readonly optionValues: Readonly<Record<string, readonly unknown[]>>;
  /** The inputs any of which it may choose, where it chooses one: several where their scores are tied. */
  readonly choices?: (params: ScreenParams) => readonly number[];
}

export const MEAN: ScreenedRule = {
  rule: "mean",
  fewestInputs: 1,
  mostTolerated: (inputs) => inputs,
  accepts: "all",
  optionValues: {},
};

export const MEDIAN: ScreenedRule = {
  rule: "median",
  fewestInputs: 1,
  mostTolerated: (inputs) => Math.ceil(inputs / 2) - 1,
  accepts: "all",
  optionValues: { evenMedian: ["mean", "lower"] },
};

export const KRUM: ScreenedRule = {
  rule: "krum",
  fewestInputs: 3,
  mostTolerated: (inputs) => Math.ceil(inputs / 2) - 2,
  accepts: "one",
  optionValues: {
    neighbours: ["n-f-2", "n-f-1", "n-f-3"],
    distance: ["squared", "euclidean", "quartic"],
  },
  choices: krumChoices,
};

/** The rules that every law of screening is about. */
export const SCREENED_RULES: readonly ScreenedRule[] = [MEAN, MEDIAN, KRUM];

/** Why a law about a rule does not apply; undefined: it does. */
export function ruleMissing(
  { rules = {}, limits }: Capabilities,
  { rule, fewestInputs }: ScreenedRule,
): string | undefined {
  if (!Object.hasOwn(rules, rule)) return `the rule ${rule} is not declared`;
  const most = limits?.clients ?? Infinity;
  return most < fewestInputs ? `limited to ${most} inputs, where ${rule} needs ${fewestInputs}` : undefined;
}

/** The rules of {@link SCREENED_RULES} that can be asked for. */
export function screenedRules(capabilities: Capabilities): ScreenedRule[] {
  return SCREENED_RULES.filter((rule) => ruleMissing(capabilities, rule) === undefined);
}

/** Why a law about all of them does not apply: none can be asked for. */
export function screenedRulesMissing(capabilities: Capabilities): string | undefined {
  if (screenedRules(capabilities).length > 0) return undefined;
  return `none of ${SCREENED_RULES.map(({ rule }) => rule).join(", ")} is declared for that many inputs`;
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
}

const OUTLYING: fc.Arbitrary<number> = fc.oneof(
  { arbitrary: evenFractions, weight: 4 },
  { arbitrary: evenFractions.map((fraction) => 100 * fraction), weight: 1 },
);

/** One kind of entries for all rows: spread evenly, with outliers, or so few that many are equal; small or huge. */
const KINDS: fc.Arbitrary<fc.Arbitrary<number>> = fc
  .tuple(
    fc.constantFrom(evenFractions, evenFractions, OUTLYING, fc.integer({ min: -3, max: 3 })),
    fc.constantFrom(1, 1, 1000, 1e60),
  )
  .map(([entry, scale]) => entry.map((value) => value * scale));

/** Some of the declared options of a rule, or none at all. */
export function optionsOf(
  { rules = {} }: Capabilities,
  { rule, optionValues }: ScreenedRule,
): fc.Arbitrary<Readonly<Record<string, unknown>> | undefined> {
  const declared = Object.entries(optionValues).filter(([key]) => rules[rule]?.includes(key));
  const values = Object.fromEntries(declared.map(([key, values]) => [key, fc.constantFrom(...values)]));
  return fc.option(fc.record(values, { requiredKeys: [] }), { nil: undefined, freq: 2 });
}

/** Requests to screen with one rule: any number of inputs, any tolerated f, any declared options. */
export function screenings(
  capabilities: Capabilities,
  rule: ScreenedRule,
  { fewestInputs = 1, mostInputs = 10, mostCoordinates = 4, entries, options = true }: ScreeningRange = {},
): fc.Arbitrary<ScreenParams> {
  return fc
    .record({
      inputs: fc.integer({
        min: Math.max(rule.fewestInputs, fewestInputs),
        max: atMost(capabilities, "clients", mostInputs),
      }),
      coordinates: fc.integer({ min: 1, max: atMost(capabilities, "coordinates", mostCoordinates) }),
      entry: entries === undefined ? KINDS : fc.constant(entries),
    })
    .chain(({ inputs, coordinates, entry }) =>
      fc.record({
        aggregates: rowsOf(entry, inputs, coordinates),
        tolerate: fc.integer({ min: 0, max: rule.mostTolerated(inputs) }),
        options: options ? optionsOf(capabilities, rule) : fc.constant(undefined),
      }),
    )
    .map(({ aggregates, tolerate, options }) => ({
      aggregates,
      rule: rule.rule,
      tolerate,
      ...(options && { options }),
    }));
}

/** {@link screenings} with any of the declared rules. */
export function anyScreenings(
  capabilities: Capabilities,
  range: ScreeningRange = {},
): fc.Arbitrary<ScreenParams> {
  return fc
    .constantFrom(...screenedRules(capabilities))
    .chain((rule) => screenings(capabilities, rule, range));
}

/** True for a rule of {@link SCREENED_RULES}. */
export function isScreened(name: string): boolean {
  return SCREENED_RULES.some(({ rule }) => rule === name);
}

/** The record of a rule of {@link SCREENED_RULES}. */
export function screenedRule(name: string): ScreenedRule {
  return SCREENED_RULES.find(({ rule }) => rule === name)!;
}
