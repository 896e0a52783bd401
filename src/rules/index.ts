import { checkInteger, checkVector } from "../base/check.ts";
import { checkMatrix } from "../base/matrix.ts";
import type { Matrix } from "../base/matrix.ts";
import type { RandomStream } from "../base/random.ts";
import { describe, rangeRefusal, typeRefusal } from "../base/refusal.ts";
import { unsupportedError } from "../base/unsupported.ts";
import { KNOWN_RULES } from "./known-rules.ts";
import { krum } from "./krum.ts";
import { mean } from "./mean.ts";
import { median } from "./median.ts";
import type { Rule, RuleOptions, RuleResult } from "./rule.ts";

/** The rules that are offered. */
export const rules: readonly Rule[] = [mean, median, krum];

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
  if (rule !== undefined) return rule;
  if (KNOWN_RULES.has(name)) throw unsupportedError("rule", name);
  throw rangeRefusal("rule", "the name of a rule", name);
}

function checkKeys(rule: Rule, options: RuleOptions): void {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw typeRefusal("options", "an object", options);
  }
  const unoffered = Object.keys(options).filter((key) => !rule.options.includes(key));
  const known = KNOWN_RULES.get(rule.id) ?? [];
  // A key that nobody knows is wrong whatever else is asked for, so it is named first.
  for (const key of unoffered) {
    if (!known.includes(key)) throw rangeRefusal("options", `only options of the rule ${rule.id}`, key);
  }
  if (unoffered[0] !== undefined) throw unsupportedError("options", describe(unoffered[0]));
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
 * @returns the aggregate (d), which inputs were accepted (M), weights and scores where the rule has them
 * @throws TypeError or RangeError for non-finite or no aggregates, a rule or option that the protocol does
 *   not know, an option value out of range, an f that is negative, fractional or beyond the rule, a
 *   reference or member counts of another length or with non-finite or non-positive entries; an
 *   unsupported error (`src/base/unsupported.ts`) for a rule or option of the protocol that is not offered
 * @example screen({ aggregates: matrixFromRows("aggregates", [[1], [2], [9]]), rule: "median", tolerate: 1 }).aggregate // 2
 */
export function screen(request: ScreenRequest): RuleResult {
  const { aggregates, tolerate, options = {}, reference, rng, memberCounts } = request;
  checkMatrix("aggregates", aggregates);
  const rule = checkRule(request.rule);
  checkKeys(rule, options);
  checkTolerated(rule, aggregates.rows, tolerate);
  if (reference !== undefined) checkLength("reference", reference, aggregates.columns);
  if (memberCounts !== undefined) {
    checkLength("memberCounts", memberCounts, aggregates.rows);
    const bad = memberCounts.findIndex((count) => count <= 0);
    if (bad !== -1) throw rangeRefusal(`memberCounts[${bad}]`, "a positive number", memberCounts[bad]);
  }
  const result = rule.run(
    { vectors: aggregates, ...(memberCounts && { memberCounts }) },
    { tolerate, options, ...(reference && { reference }), ...(rng && { rng }) },
  );
  checkFiniteAggregate(result.aggregate);
  return result;
}

/** Refuses a result that left float64. @throws RangeError that names the inputs as the cause. */
export function checkFiniteAggregate(aggregate: Float64Array): void {
  const bad = aggregate.find((value) => !Number.isFinite(value));
  if (bad !== undefined) throw rangeRefusal("aggregates", "vectors whose aggregate is finite", bad);
}
