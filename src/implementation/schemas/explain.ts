import type { z } from "zod";
import { describe } from "../../base/refusal.ts";

/** A value that met its schema, or one line on why it did not. */
export type Parsed<T> =
  { readonly valid: true; readonly value: T } | { readonly valid: false; readonly message: string };

const MAX_NAME = 60;

function short(name: string): string {
  // A key comes from a stranger: quoting it keeps line breaks and the like out of the message.
  const quoted = JSON.stringify(name).slice(1, -1);
  return quoted.length > MAX_NAME ? `${quoted.slice(0, MAX_NAME)}…` : quoted;
}

function nameOf(root: string, path: readonly PropertyKey[]): string {
  let name = "";
  for (const step of path) {
    if (/^[0-9]+$/u.test(String(step))) name += `[${String(step)}]`;
    else name += `${name === "" ? "" : "."}${short(String(step))}`;
  }
  return name === "" ? root : name;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let found = value;
  for (const step of path) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, step)) return undefined;
    found = (found as Readonly<Record<PropertyKey, unknown>>)[step];
  }
  return found;
}

function got(value: unknown): string {
  return value === undefined ? "nothing" : describe(value);
}

function sentence(name: string, expected: string, value: unknown): string {
  return `"${name}" expected ${expected}, got ${got(value)}`;
}

function explain(root: string, value: unknown, issue: z.core.$ZodIssue): string {
  const { path } = issue;
  if (issue.code === "unrecognized_keys") {
    const key = issue.keys[0]!;
    return sentence(
      nameOf(root, [...path, key]),
      "no parameter of that name",
      valueAt(value, [...path, key]),
    );
  }
  if (issue.code === "invalid_union" && "options" in issue && issue.options !== undefined) {
    return sentence(nameOf(root, path), `one of ${issue.options.join(", ")}`, valueAt(value, path));
  }
  return sentence(nameOf(root, path), issue.message, "input" in issue ? issue.input : valueAt(value, path));
}

/**
 * Checks a value against a schema.
 *
 * @param root what the value as a whole is called in messages
 * @returns the value, or a message of the form `"phases[1][3]" expected a finite number, got "NaN"`
 */
export function parse<T>(schema: z.ZodType<T>, value: unknown, root = "params"): Parsed<T> {
  const { data, error } = schema.safeParse(value, { reportInput: true });
  if (error === undefined) return { valid: true, value: data };
  return { valid: false, message: explain(root, value, error.issues[0]!) };
}
