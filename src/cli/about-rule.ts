import { optionsOf } from "../rules/index.ts";
import type { PreAggregator } from "../rules/pre-aggregators/pre-aggregator.ts";
import type { OptionText, Rule } from "../rules/rule.ts";

function optionLines(options: readonly OptionText[], indent: string): string[] {
  return options.flatMap(({ key, values, fallback, meaning }) => [
    `${indent}${key}: ${values} (${fallback === undefined ? "must be given" : `default: ${fallback}`})`,
    `${indent}  ${meaning}`,
  ]);
}

/** All that there is to say about a rule, n inputs x of which f shall be withstood; pre-aggregators at the end. */
export function aboutRule(rule: Rule, preAggregators: readonly PreAggregator[]): string[] {
  const { id, definition, accepts, tolerates, needs, asIn } = rule;
  return [
    `${id}: ${definition}`,
    `tolerates: ${tolerates}`,
    `accepts: ${accepts}`,
    ...(needs === undefined ? [] : [`needs: a ${needs}`]),
    ...asIn.map((line) => `as in: ${line}`),
    "options:",
    ...optionLines(optionsOf(rule), "  "),
    "pre-aggregators:",
    ...preAggregators.flatMap((pre) => [
      `  ${pre.id}: ${pre.definition}`,
      ...pre.asIn.map((line) => `    as in: ${line}`),
      ...optionLines(pre.options, "    "),
    ]),
  ];
}
