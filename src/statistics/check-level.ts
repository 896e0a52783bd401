import { checkNumber } from "../base/check.ts";
import { rangeRefusal } from "../base/refusal.ts";

/**
 * Checks a level of significance, a power or a confidence, strictly between 0 and 1, and returns it.
 *
 * @throws TypeError if it is not a number; RangeError if it is outside.
 */
export function checkLevel(name: string, level: unknown): number {
  const checked = checkNumber(name, level);
  if (checked <= 0 || checked >= 1) throw rangeRefusal(name, "a number strictly between 0 and 1", level);
  return checked;
}
