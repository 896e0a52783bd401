import { checkInteger, checkNumber } from "../base/check.ts";
import { rangeRefusal, typeRefusal } from "../base/refusal.ts";
import type { RuleOptions } from "./rule.ts";

/**
 * Reads one option: its default where it was not given, else what `check` makes of it.
 *
 * @param check one of the checks of `src/base/check.ts`, with the option's limits
 * @param of what the options are called in messages
 * @throws what `check` throws; it gets the name `options.<key>`
 * @example readOption({}, "m", 3, (name, value) => checkInteger(name, value, { min: 1 })) // 3
 */
export function readOption<T>(
  options: RuleOptions,
  key: string,
  fallback: T,
  check: (name: string, value: unknown) => T,
  of = "options",
): T {
  const value = Object.hasOwn(options, key) ? options[key] : undefined;
  return value === undefined ? fallback : check(`${of}.${key}`, value);
}

/** Reads an option that has no default. @throws what `check` makes of undefined where it is missing */
export function neededOption<T>(
  options: RuleOptions,
  key: string,
  of: string,
  check: (name: string, value: unknown) => T,
): T {
  return check(`${of}.${key}`, Object.hasOwn(options, key) ? options[key] : undefined);
}

/** Reads an option that is true or false, by default false. @throws TypeError for anything else */
export function readFlag(options: RuleOptions, key: string): boolean {
  return readOption(options, key, false, (name, value) => {
    if (typeof value !== "boolean") throw typeRefusal(name, "true or false", value);
    return value;
  });
}

/** Reads an option that is a positive integer. */
export function readCount<F>(options: RuleOptions, key: string, fallback: F): number | F {
  return readOption<number | F>(options, key, fallback, (name, value) =>
    checkInteger(name, value, { min: 1 }),
  );
}

/** Checks a finite number above 0 and returns it. */
export function checkPositive(name: string, value: unknown): number {
  const number = checkNumber(name, value, { min: 0 });
  if (number === 0) throw rangeRefusal(name, "a positive finite number", value);
  return number;
}

/** Checks a list of anything and returns a copy of it. @throws TypeError if it is no array */
export function checkList(name: string, value: unknown, of: string): readonly unknown[] {
  if (!Array.isArray(value)) throw typeRefusal(name, `an array of ${of}`, value);
  return [...(value as readonly unknown[])];
}
