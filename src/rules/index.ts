import { checkInteger, checkVector } from "../base/check.ts";
import { areFinite, checkFiniteMatrix } from "./finite.ts";
import { matrixOf } from "../base/matrix.ts";
import type { Matrix } from "../base/matrix.ts";
import type { RandomStream } from "../base/random.ts";
import { rangeRefusal, typeRefusal } from "../base/refusal.ts";
import { bulyan } from "./bulyan.ts";
import { centeredClipping } from "./centered-clipping.ts";
import { cge } from "./cge.ts";
import { dnc } from "./dnc.ts";
import { fltrust } from "./fltrust.ts";
import { foolsgold } from "./foolsgold.ts";
import { geometricMedian } from "./geometric-median.ts";
import { krum } from "./krum.ts";
import { mda } from "./mda.ts";
import { meamed } from "./meamed.ts";
import { mean } from "./mean.ts";
import { median } from "./median.ts";
import { mesasStyle } from "./mesas-style.ts";
import { monna } from "./monna.ts";
import { multiKrum } from "./multi-krum.ts";
import { PRE_AGGREGATORS_TEXT, readChain } from "./pre-aggregators/index.ts";
import type { Chain } from "./pre-aggregators/index.ts";
import type { OptionText, Rule, RuleOptions, RuleResult } from "./rule.ts";
import { smea } from "./smea.ts";
import { trimmedMean } from "./trimmed-mean.ts";

/** The rules that are offered. */
export const rules: readonly Rule[] = [
  mean,
  median,
  trimmedMean,
  krum,
  multiKrum,
  bulyan,
  geometricMedian,
  centeredClipping,
  fltrust,
  mesasStyle,
  foolsgold,
  dnc,
  mda,
  meamed,
  cge,
  monna,
  smea,
];

/** All options of a rule, `preAggregators` last. */
export function optionsOf(rule: Rule): readonly OptionText[] {
  return [...rule.options, PRE_AGGREGATORS_TEXT];
}

/** The option keys that a rule takes. */
export function optionKeys(rule: Rule): string[] {
  return optionsOf(rule).map(({ key }) => key);
}

/** The offered rule of that name. */
export function findRule(name: string): Rule | undefined {
  return rules.find(({ id }) => id === name);
}

/** What {@link screen} takes. */
export interface ScreenRequest {
  /** M × d finite numbers, one row a cluster */
  readonly aggregates: Matrix;
  readonly rule: string;
  /** f over the rule's inputs */
  readonly tolerate: number;
  readonly options?: RuleOptions;
  /** d finite numbers */
  readonly reference?: Float64Array;
  readonly rng?: RandomStream;
  /** M positive relative sizes */
  readonly memberCounts?: Float64Array;
}

function checkRule(name: string): Rule {
  if (typeof name !== "string") throw typeRefusal("rule", "the name of a rule", name);
  const rule = findRule(name);
  if (rule === undefined) throw rangeRefusal("rule", "the name of a rule", name);
  return rule;
}

function checkKeys(rule: Rule, options: RuleOptions): void {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw typeRefusal("options", "an object", options);
  }
  const unknown = Object.keys(options).find((key) => !optionKeys(rule).includes(key));
  if (unknown !== undefined) throw rangeRefusal("options", `only options of the rule ${rule.id}`, unknown);
}

function checkTolerated(rule: Rule, inputs: number, tolerate: number): void {
  const max = rule.maxTolerated(inputs);
  if (max < 0) throw rangeRefusal("aggregates", `enough rows for the rule ${rule.id}`, inputs);
  checkInteger("tolerate", tolerate, { min: 0, max });
}

function checkLength(name: string, vector: Float64Array, length: number): void {
  if (vector.length !== length) throw rangeRefusal(name, `${length} numbers`, vector.length);
  checkVector(name, vector);
}

/**
 * Checks a request and runs its rule (CQSA §4, inter-cluster verification; §5, rules).
 *
 * f, and whatever option counts the inputs, is judged on what `preAggregators` leave of them.
 *
 * @returns the aggregate (d), which inputs were accepted (M), weights and scores where the rule has them
 * @throws TypeError or RangeError for non-finite or no aggregates, a rule or option that the protocol does
 *   not know, an option value out of range, an f that is negative, fractional or beyond the rule, a
 *   reference or member counts of another length or with non-finite or non-positive entries; an
 *   unsupported error (`src/base/unsupported.ts`) where a rule takes fewer inputs or subsets than there are
 * @example screen({ aggregates: matrixFromRows("aggregates", [[1], [2], [9]]), rule: "median", tolerate: 1 }).aggregate // 2
 */
export function screen(request: ScreenRequest): RuleResult {
  const { aggregates, tolerate, options = {}, reference, rng, memberCounts } = request;
  matrixOf("aggregates", aggregates.data, aggregates.rows, aggregates.columns);
  const rule = checkRule(request.rule);
  checkKeys(rule, options);
  // Reading the inputs is most of the time that the mean takes, so that its result is looked at in their place.
  const isLate = rule.showsNonFinite === true && options["preAggregators"] === undefined;
  if (!isLate) checkFiniteMatrix("aggregates", aggregates);
  if (reference !== undefined) checkLength("reference", reference, aggregates.columns);
  if (memberCounts !== undefined) {
    checkLength("memberCounts", memberCounts, aggregates.rows);
    const bad = memberCounts.findIndex((count) => count <= 0);
    if (bad !== -1) throw rangeRefusal(`memberCounts[${bad}]`, "a positive number", memberCounts[bad]);
  }
  const chain = readChain(options, { inputs: aggregates.rows, tolerate, ...(rng && { rng }) });
  checkTolerated(rule, chain.outputs, tolerate);
  // Clusters of all sizes count the same to every rule but one, and so do they on the way to it.
  const counts = rule === mean ? memberCounts : undefined;
  const result = rule.run(chain.run({ vectors: aggregates, ...(counts && { memberCounts: counts }) }), {
    tolerate,
    options,
    ...(reference && { reference }),
    ...(rng && { rng }),
  });
  if (isLate && !areFinite(result.aggregate)) checkFiniteMatrix("aggregates", aggregates);
  checkFiniteAggregate(result.aggregate);
  return chain.joins ? spread(result, chain, aggregates.rows) : result;
}

/** What a rule said of joined inputs, about each of ours; weights and scores belong to the joined ones alone. */
function spread({ aggregate, accepted }: RuleResult, chain: Chain, inputs: number): RuleResult {
  return { aggregate, accepted: Array.from({ length: inputs }, (_, i) => accepted[chain.rowOf(i)]!) };
}

/** Refuses a result that left float64. @throws RangeError that names the inputs as the cause. */
export function checkFiniteAggregate(aggregate: Float64Array): void {
  if (areFinite(aggregate)) return;
  const bad = aggregate.find((value) => !Number.isFinite(value));
  throw rangeRefusal("aggregates", "vectors whose aggregate is finite", bad);
}
