import type { Implementation, ScreenParams, ScreenResult } from "../../src/implementation/implementation.ts";
import type { RuleOutcome } from "../oracles/rows.ts";
import { screenOracle } from "../oracles/screen-oracle.ts";
import { violation } from "../violation.ts";
import { acceptedOf, aggregateSizes, askScreen, mustAgreeBySize, TIED } from "./screened.ts";

/** Whether an answer is the definition's; a message of what is not, with what was expected and received. */
function difference(
  params: ScreenParams,
  result: ScreenResult,
  expected: RuleOutcome,
): readonly [string, unknown, unknown] | undefined {
  const kept = [...expected.accepted.keys()].filter((i) => expected.accepted[i]);
  if (String(acceptedOf(result)) !== String(kept)) {
    return [`${params.rule} accepts others`, kept, acceptedOf(result)];
  }
  return undefined;
}

/**
 * Compares one answer with the definition; false where a tie leaves it open.
 *
 * @throws a violation; RangeError where the answer depends on what is drawn
 */
export async function isJudged(implementation: Implementation, params: ScreenParams): Promise<boolean> {
  const outcome = screenOracle(params);
  const result = await askScreen(implementation, params);
  if (outcome.margin < TIED) return false;
  const accepted = String(result.accepted);
  const chosen = outcome.alternatives?.find((alternative) => String(alternative.accepted) === accepted);
  const expected = chosen ?? outcome;
  mustAgreeBySize(expected.aggregate, result.aggregate, aggregateSizes(params));
  const found = difference(params, result, expected);
  if (found !== undefined) throw violation(...found);
  return true;
}

/** Whether an answer is what some outcome says. */
export function isOutcome(params: ScreenParams, result: ScreenResult, outcome: RuleOutcome): boolean {
  if (
    outcome.alternatives?.some(
      (alternative) => alternative !== outcome && isOutcome(params, result, alternative),
    )
  ) {
    return true;
  }
  if (difference(params, result, outcome) !== undefined) return false;
  const sizes = aggregateSizes(params);
  return outcome.aggregate.every(
    (value, i) => Math.abs(value - result.aggregate[i]!) <= Math.max(1e-12, 1e-9 * sizes[i]!),
  );
}
