import { checkInteger, checkNumber } from "./check.ts";

/** A parameter that is a number within limits. */
export interface NumberSpec {
  readonly kind: "number";
  readonly default: number;
  readonly min: number;
  readonly max?: number;
  readonly integer?: boolean;
  readonly meaning: string;
}

/**
 * The value, if it is within what was specified.
 *
 * @throws TypeError or RangeError that names it
 */
export function checkSpecified(name: string, value: unknown, { min, max, integer }: NumberSpec): number {
  const limits = { min, ...(max === undefined ? {} : { max }) };
  return integer === true ? checkInteger(name, value, limits) : checkNumber(name, value, limits);
}
