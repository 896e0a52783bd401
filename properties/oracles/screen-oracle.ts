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

/** Rules that look at directions: a vector of rounding errors has one, and the vector of zeros that it stands for has none. */
const BY_DIRECTION: ReadonlySet<string> = new Set(["fltrust", "foolsgold", "mesas-style"]);
const NOTHING = 1e-9;

function largest(rows: Rows): number {
  return rows.reduce((most, row) => row.reduce((one, value) => Math.max(one, Math.abs(value)), most), 0);
}

/** Whether pre-aggregation may have left rounding errors alone of some input, or zeros in their place. */
function cancelled(before: Rows, after: Rows): boolean {
  const size = largest(before);
  return after.some((row) => largest([row]) <= NOTHING * size);
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
  const chain = preAggregators as readonly PreAggregator[];
  const made = preAggregated(aggregates, tolerate, chain);
  const open = chain.length > 0 && BY_DIRECTION.has(rule) && cancelled(aggregates, made.rows);
  const bucketed = chain.some(({ id }) => id === "bucketing");
  const outer = ({ weights, alternatives, ...inner }: RuleOutcome): RuleOutcome => ({
    aggregate: inner.aggregate,
    accepted: made.places.map((place) => inner.accepted[place]!),
    margin: open ? 0 : Math.min(inner.margin, made.margin),
    ...(weights && !bucketed && { weights }),
    ...(alternatives && { alternatives: alternatives.map(outer) }),
  });
  return outer(RULE_ORACLES[rule]!(made.rows, { tolerate, options: own, ...(reference && { reference }) }));
}
