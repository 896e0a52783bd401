import type { RuleOptions } from "./rule.ts";

/**
 * Reads one option: its default where it was not given, else what `check` makes of it.
 *
 * @param check one of the checks of `src/base/check.ts`, with the option's limits
 * @throws what `check` throws; it gets the name `options.<key>`
 * @example readOption({}, "m", 3, (name, value) => checkInteger(name, value, { min: 1 })) // 3
 */
export function readOption<T>(
  options: RuleOptions,
  key: string,
  fallback: T,
  check: (name: string, value: unknown) => T,
): T {
  const value = Object.hasOwn(options, key) ? options[key] : undefined;
  return value === undefined ? fallback : check(`options.${key}`, value);
}
