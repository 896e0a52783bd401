import { rangeRefusal } from "../base/refusal.ts";

/** A name with options, as a command line gives them: `NAME:key=value,key=value`. */
export interface NamedOptions {
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
}

/** A text cut at its commas, but not at those within brackets or quotes. */
function parts(text: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let quoted = false;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const symbol = text[i]!;
    if (symbol === '"') quoted = !quoted;
    if (quoted) continue;
    if (symbol === "[" || symbol === "{") depth++;
    if (symbol === "]" || symbol === "}") depth--;
    if (symbol !== "," || depth > 0) continue;
    found.push(text.slice(start, i));
    start = i + 1;
  }
  return [...found, text.slice(start)].map((part) => part.trim());
}

/** A number, true, false, JSON in brackets, or else a word. */
function valueOf(subject: string, text: string): unknown {
  if (!/^(?:[[{"]|-?\d|true$|false$)/u.test(text)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    if (/^[[{"]/u.test(text)) throw rangeRefusal(subject, "JSON in brackets", text);
    return text;
  }
}

/**
 * Reads a list of names with options. A part `key=value` belongs to the name before it: in `a:x=1,y=2,b` there are a with
 * two options and b.
 *
 * @param subject how messages call the list
 * @throws RangeError for an empty part, an option without a name before it or without a value, and one given twice
 * @example parseNamedOptions("rule", "krum,multi-krum:m=3") // [{ name: "krum", … }, { name: "multi-krum", options: { m: 3 } }]
 */
export function parseNamedOptions(subject: string, text: string): NamedOptions[] {
  const found: { name: string; options: Record<string, unknown> }[] = [];
  for (const part of parts(text)) {
    const [, name, rest] = /^([\w/-]+)(?::(.*))?$/su.exec(part) ?? [];
    const pair = name === undefined ? part : rest;
    if (name !== undefined) found.push({ name, options: {} });
    if (pair === undefined) continue;
    const [, key, value] = /^(\w+)=(.+)$/su.exec(pair) ?? [];
    const last = found.at(-1);
    if (key === undefined || value === undefined || last === undefined) {
      throw rangeRefusal(subject, "names like NAME or NAME:key=value,key=value", text);
    }
    if (Object.hasOwn(last.options, key)) throw rangeRefusal(subject, `the option ${key} once`, text);
    last.options[key] = valueOf(subject, value);
  }
  return found;
}
