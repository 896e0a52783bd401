import type { Capabilities, ScreenParams } from "../../src/implementation/implementation.ts";
import type { PreAggregator } from "../oracles/pre-aggregators.ts";
import { stepsOf } from "./pre-aggregations.ts";

/** What each rule promises to do when its inputs are moved together, by its definition (CQSA-SCR-4, CQSA-SCR-12). */

type Row = readonly number[];

/** Rules whose verdicts or aggregates look at where 0 lies, whatever else is moved. */
const BOUND_TO_ZERO: ReadonlySet<string> = new Set(["fltrust", "foolsgold", "cge", "mesas-style"]);
const CLIPPING: ReadonlySet<string> = new Set(["norm-clipping", "arc"]);

/** Whether a rule can be shifted at all, for some options. */
export function isShiftable({ rules = {} }: Capabilities, rule: string): boolean {
  if (rule === "geometric-median") return rules[rule]!.includes("start");
  return !BOUND_TO_ZERO.has(rule);
}

/** A request made such that a shift passes through: without clipping, and not starting at 0. */
export function shiftable(params: ScreenParams): ScreenParams {
  const { rule, options, reference, aggregates } = params;
  const preAggregators = stepsOf(params).filter(({ id }) => !CLIPPING.has(id));
  return {
    ...params,
    options: {
      ...options,
      ...(options?.["preAggregators"] !== undefined && { preAggregators }),
      ...(rule === "geometric-median" && { start: options?.["start"] === "mean" ? "mean" : "median" }),
    },
    ...(rule === "centered-clipping" && { reference: reference ?? aggregates[0]!.map(() => 0) }),
  };
}

/** All that a shift moves: inputs and reference. */
export function shiftedBy(params: ScreenParams, shift: Row): ScreenParams {
  const plus = (row: Row): number[] => row.map((value, i) => value + shift[i]!);
  return {
    ...params,
    aggregates: params.aggregates.map(plus),
    ...(params.reference && { reference: plus(params.reference) }),
  };
}

/** Lengths among the options, with their defaults. */
const LENGTHS: Readonly<Record<string, Readonly<Record<string, number | undefined>>>> = {
  "geometric-median": { nu: 0.1, tolerance: undefined },
  "centered-clipping": { tau: 10 },
};

/** Whether the lengths of a rule can be scaled with its inputs: those that have a default must be options. */
export function isScalable({ rules = {} }: Capabilities, rule: string): boolean {
  const needed = Object.entries(LENGTHS[rule] ?? {}).filter(([, fallback]) => fallback !== undefined);
  return needed.every(([key]) => rules[rule]!.includes(key));
}

/** All that a factor multiplies: inputs, reference, and the lengths among the options. */
export function scaledBy(params: ScreenParams, factor: number): ScreenParams {
  const { rule, options = {}, reference } = params;
  const times = (row: Row): number[] => row.map((value) => factor * value);
  const lengths = Object.entries(LENGTHS[rule] ?? {}).flatMap(([key, fallback]) => {
    const value = (options[key] as number | undefined) ?? fallback;
    return value === undefined ? [] : [[key, factor * value] as const];
  });
  const steps = stepsOf(params).map((step) => ({
    ...step,
    ...(step.bound !== undefined && { bound: factor * step.bound }),
  }));
  return {
    ...params,
    aggregates: params.aggregates.map(times),
    options: {
      ...options,
      ...Object.fromEntries(lengths),
      ...("preAggregators" in options && { preAggregators: steps }),
    },
    ...(reference && { reference: times(reference) }),
  };
}

/**
 * The request with its inputs in another order, place p holding input `order[p]`, and what names inputs by their
 * place changed with them. Behind buckets a place is that of a bucket, and is kept.
 */
export function reordered(params: ScreenParams, order: readonly number[]): ScreenParams {
  const { rule, options, aggregates } = params;
  const steps: PreAggregator[] = [...stepsOf(params)];
  const first = steps.findIndex(({ id }) => id === "bucketing");
  const bucketing = steps[first];
  if (bucketing !== undefined) {
    const permutation = bucketing.permutation!.map((input) => order.indexOf(input));
    steps[first] = { ...bucketing, permutation };
  }
  const moved: Record<string, unknown> = {};
  if (bucketing === undefined) {
    if (rule === "monna") moved["trusted"] = order.indexOf((options?.["trusted"] as number | undefined) ?? 0);
    const history = options?.["history"] as readonly Row[] | undefined;
    if (history !== undefined) moved["history"] = order.map((input) => history[input]!);
  }
  const all = { ...options, ...moved, ...(steps.length > 0 && { preAggregators: steps }) };
  return {
    ...params,
    aggregates: order.map((input) => aggregates[input]!),
    ...(Object.keys(all).length > 0 && { options: all }),
  };
}

/** Whether a rule looks at a place whose number cannot be given. */
export function isMovable({ rules = {} }: Capabilities, rule: string): boolean {
  return rule !== "monna" || rules[rule]!.includes("trusted");
}

/** A request in which all inputs are one vector, which then is the aggregate. */
export function agreeing(params: ScreenParams): ScreenParams {
  const row = params.aggregates[0]!;
  const { rule, options } = params;
  const steps = stepsOf(params).filter(({ id }) => id !== "norm-clipping");
  const aligned = ["centered-clipping", "fltrust"].includes(rule);
  return {
    ...params,
    aggregates: params.aggregates.map(() => row),
    ...(options && {
      options: { ...options, ...("preAggregators" in options && { preAggregators: steps }) },
    }),
    ...(aligned && { reference: row }),
  };
}

/** The vectors between which the aggregate lies in each coordinate; none where the rule does not promise it. */
export function hullOf({ aggregates, rule, options, reference }: ScreenParams): readonly Row[] | undefined {
  if (rule === "fltrust") return undefined;
  if (rule === "foolsgold" && options?.["normalise"] !== true) return undefined;
  const zero = aggregates[0]!.map(() => 0);
  const clipped = ((options?.["preAggregators"] ?? []) as readonly PreAggregator[]).some(({ id }) =>
    CLIPPING.has(id),
  );
  return [
    ...aggregates,
    ...(clipped || rule === "foolsgold" ? [zero] : []),
    ...(rule === "centered-clipping" ? [reference ?? zero] : []),
  ];
}
