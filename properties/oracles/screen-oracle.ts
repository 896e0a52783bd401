import { foolsgoldOracle } from "./foolsgold.ts";
import { FURTHER_RULES } from "./further-rules.ts";
import { mesasStyleOracle } from "./mesas-style.ts";
import { preAggregated } from "./pre-aggregators.ts";
import type { PreAggregator } from "./pre-aggregators.ts";
import { all, meanOfKept, severally, tiedLeast } from "./rows.ts";
import type { Oracle, RuleOutcome, RuleSetting, Rows } from "./rows.ts";
import { krumOracle, meanOracle, medianOracle } from "./rule-oracles.ts";
import { dncOracle, smeaOracle } from "./spectral-rules.ts";

/** Every rule of the protocol by its name. */
export const RULE_ORACLES: Readonly<Record<string, Oracle>> = {
  mean: (rows) => ({ aggregate: meanOracle(rows), accepted: all(rows), margin: Infinity }),
  median: (rows, { options }) => ({
    aggregate: medianOracle(rows, options?.["evenMedian"] === "lower" ? "lower" : "mean"),
    accepted: all(rows),
    margin: Infinity,
  }),
  krum: (rows, { tolerate, options = {} }) => {
    const { scores } = krumOracle(rows, tolerate, options);
    const { kept, margin } = tiedLeast(scores);
    return severally(kept.map((chosen) => meanOfKept(rows, { kept: [chosen], margin })));
  },
  ...FURTHER_RULES,
  "mesas-style": mesasStyleOracle,
  foolsgold: foolsgoldOracle,
  dnc: dncOracle,
  smea: smeaOracle,
};

/** A request to `screen`, without its seed: what is drawn cannot be foreseen. */
export interface ScreenRequest extends RuleSetting {
  readonly aggregates: Rows;
  readonly rule: string;
}

/**
 * What `screen` has to answer: the pre-aggregators in order, and then the rule.
 *
 * @throws RangeError where the answer depends on what is drawn
 */
export function screenOracle({
  aggregates,
  rule,
  tolerate,
  options = {},
  reference,
}: ScreenRequest): RuleOutcome {
  const { preAggregators = [], ...own } = options;
  const made = preAggregated(aggregates, tolerate, preAggregators as readonly PreAggregator[]);
  const bucketed = (preAggregators as readonly PreAggregator[]).some(({ id }) => id === "bucketing");
  const outer = ({ weights, alternatives, ...inner }: RuleOutcome): RuleOutcome => ({
    aggregate: inner.aggregate,
    accepted: made.places.map((place) => inner.accepted[place]!),
    margin: Math.min(inner.margin, made.margin),
    ...(weights && !bucketed && { weights }),
    ...(alternatives && { alternatives: alternatives.map(outer) }),
  });
  return outer(RULE_ORACLES[rule]!(made.rows, { tolerate, options: own, ...(reference && { reference }) }));
}
