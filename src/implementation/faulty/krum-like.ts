import { rowOf } from "../../base/matrix.ts";
import { neighbourCount, readKrumVariant } from "../../rules/krum.ts";
import { screen } from "../../rules/index.ts";
import type { ScreenRequest } from "../../rules/index.ts";
import type { RuleResult } from "../../rules/rule.ts";

type Metric = (x: Float64Array, y: Float64Array) => number;

/** ‖x − y‖². */
export function squaredDistance(x: Float64Array, y: Float64Array): number {
  return x.reduce((sum, value, c) => sum + (value - y[c]!) ** 2, 0);
}

/** How a wrong Krum differs from the right one. */
export interface KrumVariation {
  /** What takes the place of the squared distance. */
  readonly metric?: Metric;
  /** How many neighbours a score counts, of n inputs with f to be withstood. */
  readonly count?: (inputs: number, tolerate: number) => number;
  /** Counts an input among its own neighbours. */
  readonly itself?: boolean;
  /** Counts the farthest neighbours in the place of the nearest. */
  readonly farthest?: boolean;
}

const EXPONENTS = { euclidean: 0.5, squared: 1, quartic: 2 } as const;

/** Krum's scores in plain float64, right but for the variation; options hold where it says nothing. */
export function krumScoresWith(request: ScreenRequest, variation: KrumVariation): number[] {
  const { aggregates, tolerate, options = {} } = request;
  const { metric, itself = false, farthest = false } = variation;
  const { neighbours, distance } = readKrumVariant(options);
  const fromOptions = (inputs: number, f: number): number => neighbourCount(neighbours, inputs, f);
  const power: Metric = (x, y) => squaredDistance(x, y) ** EXPONENTS[distance];
  const rows = Array.from({ length: aggregates.rows }, (_, i) => rowOf(aggregates, i));
  const count = (variation.count ?? fromOptions)(rows.length, tolerate);
  return rows.map((x, i) => {
    const others = rows.filter((_, j) => itself || j !== i).map((y) => (metric ?? power)(x, y));
    const sorted = others.sort((a, b) => (farthest ? b - a : a - b));
    return sorted.slice(0, count).reduce((sum, value) => sum + value, 0);
  });
}

/** True where the rule does not get the inputs as they are, and a mistake in it is left aside. */
function isPrepared({ options = {} }: ScreenRequest): boolean {
  return options["preAggregators"] !== undefined;
}

/** The rules, with another Krum; what the right one refuses is refused. */
export function withKrum(variation: KrumVariation): (request: ScreenRequest) => RuleResult {
  return (request) => {
    const right = screen(request);
    if (request.rule !== "krum" || isPrepared(request)) return right;
    const scores = krumScoresWith(request, variation);
    const chosen = scores.indexOf(Math.min(...scores));
    return {
      aggregate: rowOf(request.aggregates, chosen).slice(),
      accepted: scores.map((_, i) => i === chosen),
    };
  };
}

/** The rules, with another result of one of them; what the right one refuses is refused. */
export function withRule(
  rule: string,
  change: (right: RuleResult, request: ScreenRequest) => RuleResult,
): (request: ScreenRequest) => RuleResult {
  return (request) => {
    const right = screen(request);
    return request.rule === rule && !isPrepared(request) ? change(right, request) : right;
  };
}

/** The columns of the inputs, copied. */
export function columnsOf({ aggregates: { rows, columns, data } }: ScreenRequest): number[][] {
  return Array.from({ length: columns }, (_, c) =>
    Array.from({ length: rows }, (_, r) => data[r * columns + c]!),
  );
}
