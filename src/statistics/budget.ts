import { checkInteger, checkNumber } from "../base/check.ts";
import { checkLevel } from "./check-level.ts";

/** The chance that a full run on a faultless implementation reports any violation at all. */
export const DEFAULT_FALSE_ALARM_BUDGET = 1e-9;

/** The levels of a test and of the confirmation that follows its rejection. */
export interface ConfirmedLevels {
  readonly first: number;
  readonly confirmation: number;
}

/**
 * The level of each of `tests` tests that share a budget: total / tests (Bonferroni). By the union
 * bound the chance of any false alarm is at most `total`, however the tests depend on each other.
 *
 * @param total strictly between 0 and 1
 * @param tests an integer of at least 1
 * @throws TypeError, RangeError for arguments of another kind or range, and for so many tests that
 *   nothing is left for each.
 * @example splitBudget(1e-9, 50) // 2e-11
 */
export function splitBudget(total: number, tests: number): number {
  checkLevel("total", total);
  checkInteger("tests", tests, { min: 1 });
  return checkLevel("total / tests", total / tests);
}

/**
 * Splits a law's level into those of a test and its confirmation, whose product it is.
 *
 * By default both are its square root, which lets the first test be small. A larger `first` sends
 * more faultless cases to the dearer confirmation: it is the share of them that gets there.
 *
 * @param level the law's total level, strictly between 0 and 1
 * @param first from `level` to 1: the first test's level
 * @throws TypeError, RangeError for arguments of another kind or range.
 * @example confirmationLevels(1e-10) // { first: 1e-5, confirmation: 1e-5 }
 */
export function confirmationLevels(level: number, first: number = Math.sqrt(level)): ConfirmedLevels {
  checkLevel("level", level);
  checkNumber("first", first, { min: level, max: 1 });
  return { first, confirmation: level / first };
}
