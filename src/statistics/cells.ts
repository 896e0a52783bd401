import { checkInteger, checkProbability, checkVector } from "../base/check.ts";
import { rangeRefusal } from "../base/refusal.ts";
import { sum } from "./moments.ts";

/**
 * Checks the counts of a classified sample and the probabilities of its cells.
 *
 * @returns the sample size
 * @throws TypeError, RangeError unless the counts are integers of at least 0 with at least one
 *   observation and the probabilities are as many numbers in [0, 1] with sum 1 (within 1e-9).
 */
export function checkCells(observed: ArrayLike<number>, probabilities: ArrayLike<number>): number {
  checkVector("observed", observed);
  checkVector("probabilities", probabilities);
  if (probabilities.length !== observed.length) {
    throw rangeRefusal("probabilities", `${observed.length} numbers, one a cell`, probabilities.length);
  }
  for (let i = 0; i < observed.length; i++) {
    checkInteger(`observed[${i}]`, observed[i], { min: 0 });
    checkProbability(`probabilities[${i}]`, probabilities[i]);
  }
  const whole = sum(probabilities);
  if (Math.abs(whole - 1) > 1e-9) throw rangeRefusal("probabilities", "numbers with sum 1", whole);
  return checkInteger("the sum of observed", sum(observed), { min: 1 });
}
