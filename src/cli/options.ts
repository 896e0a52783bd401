import { Option } from "commander";
import { describe } from "../base/refusal.ts";
import { usageError } from "./usage-error.ts";

/** "--seed" of "--seed <text>". */
function nameOf(flags: string): string {
  return flags.split(" ", 1)[0]!;
}

function refuse(name: string, expected: string, got: string): never {
  throw usageError(`${name} expected ${expected}, got ${describe(got)}`);
}

/** One of `choices`, for an option or an argument. */
export function parseChoice(name: string, choices: readonly string[]): (text: string) => string {
  return (text) => (choices.includes(text) ? text : refuse(name, `one of ${choices.join(", ")}`, text));
}

/** An option that takes one of a few words. */
export function choiceOption(
  flags: string,
  text: string,
  choices: readonly string[],
  fallback: string,
): Option {
  const listed = choices.join(", ");
  return new Option(flags, text)
    .default(fallback, `${fallback}; choices: ${listed}`)
    .argParser(parseChoice(nameOf(flags), choices));
}

/** An option that takes a text or a path. */
export function textOption(flags: string, text: string): Option {
  return new Option(flags, text).argParser((value: string) => {
    if (value === "") refuse(nameOf(flags), "a text that is not empty", value);
    // What follows an option whose value was forgotten; a file of such a name can be given as ./--name.
    if (value.startsWith("--")) refuse(nameOf(flags), "a value before the next option", value);
    return value;
  });
}

/** An option that takes an integer within inclusive limits, also as `1e6`. */
export function integerOption(
  flags: string,
  text: string,
  { min, max = Number.MAX_SAFE_INTEGER }: { readonly min: number; readonly max?: number },
): Option {
  const range = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`;
  return new Option(flags, text).argParser((value: string) => {
    const number = /^\d+(?:e\d+)?$/i.test(value) ? Number(value) : Number.NaN;
    if (number > Number.MAX_SAFE_INTEGER) refuse(nameOf(flags), "an integer below 2^53", value);
    if (!(number >= min && number <= max)) refuse(nameOf(flags), `an integer ${range}`, value);
    return number;
  });
}

/** An option that takes a decimal number: `from` and `to` are inclusive, `above` is not. */
export function numberOption(
  flags: string,
  text: string,
  range: { readonly from: number; readonly to: number } | { readonly above: number },
): Option {
  const expected =
    "above" in range ? `a number above ${range.above}` : `a number from ${range.from} to ${range.to}`;
  return new Option(flags, text).argParser((value: string) => {
    const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(value) ? Number(value) : Number.NaN;
    const fits = "above" in range ? number > range.above : number >= range.from && number <= range.to;
    if (!fits || !Number.isFinite(number)) refuse(nameOf(flags), expected, value);
    return number;
  });
}
