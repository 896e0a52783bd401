import type { Implementation, ScreenParams, ScreenResult } from "../../src/implementation/implementation.ts";
import { screenedRule } from "../arbitraries/screenings.ts";
import { screenOracle } from "../oracles/screen-oracle.ts";
import { ask, violation } from "../violation.ts";

/** Calls `screen`, which must answer with d numbers and a verdict on each input. @throws a violation otherwise. */
export async function askScreen(implementation: Implementation, params: ScreenParams): Promise<ScreenResult> {
  const result = await ask(implementation, "screen", params);
  const inputs = params.aggregates.length;
  const coordinates = params.aggregates[0]!.length;
  if (result.aggregate.length !== coordinates) {
    throw violation("aggregate has another length", coordinates, result.aggregate.length);
  }
  if (result.accepted.length !== inputs) {
    throw violation("accepted has another length", inputs, result.accepted.length);
  }
  return result;
}

/** The indices of what was accepted. */
export function acceptedOf({ accepted }: ScreenResult): number[] {
  return [...accepted.keys()].filter((i) => accepted[i]);
}

/** Decisions nearer than this, relative to what is compared, may go either way. */
export const TIED = 1e-6;

/**
 * True where scores are so nearly tied that the rule may answer with one input or with another: two requests
 * that ought to agree need not then.
 */
export function mayDiffer(params: ScreenParams): boolean {
  const { choices } = screenedRule(params.rule);
  const prepared = params.options?.["preAggregators"] !== undefined;
  if (choices !== undefined && !prepared) return choices(params).length > 1;
  const { margin, alternatives } = screenOracle(params);
  return margin < TIED || alternatives !== undefined;
}

/** Demands that every input is accepted. @throws a violation */
export function mustAcceptAll(accepted: readonly boolean[]): void {
  const rejected = accepted.findIndex((verdict) => !verdict);
  if (rejected !== -1) throw violation(`input ${rejected} is not accepted`, true, accepted[rejected]);
}

/** The largest magnitude of each coordinate: what rounding in a mean is measured by. */
export function columnSizes(rows: readonly (readonly number[])[]): number[] {
  return rows[0]!.map((_, i) => rows.reduce((most, row) => Math.max(most, Math.abs(row[i]!)), 0));
}

/**
 * By what the coordinates of an aggregate are measured: the inputs there, and all of what goes into the norms and
 * cosines of the rules that weigh or turn to a reference.
 */
export function aggregateSizes({ aggregates, rule, reference }: ScreenParams): number[] {
  if (["mean", "median", "krum"].includes(rule)) return columnSizes(aggregates);
  const rows = [...aggregates, ...(reference === undefined ? [] : [reference])];
  const most = Math.max(...columnSizes(rows)) * (rule === "foolsgold" ? aggregates.length : 1);
  return aggregates[0]!.map(() => most);
}

/**
 * Demands that coordinates agree within 1e-9 of the largest input in theirs, or 1e-12: where inputs cancel, any
 * summation leaves an error of that kind.
 *
 * @param factor by which what is expected was multiplied, if it is an answer itself and has an error of its own
 * @throws a violation
 */
export function mustAgreeBySize(
  expected: readonly number[],
  received: readonly number[],
  sizes: readonly number[],
  factor = 0,
): void {
  for (const [i, value] of expected.entries()) {
    const own = Math.max(1e-12, 1e-9 * sizes[i]!);
    const other = Math.max(1e-12 * factor, 1e-9 * sizes[i]!);
    if (!(Math.abs(received[i]! - value) <= own + (factor === 0 ? 0 : other))) {
      throw violation(`aggregate[${i}] differs`, value, received[i]);
    }
  }
}
