import { z } from "zod";

/**
 * Schemas of plain values. Each one's message is what it expects (`a finite number`), and `explain.ts`
 * puts the argument and the value around it.
 *
 * Vectors and matrices are checked by plain loops that stop at the first bad entry: a schema an
 * entry would take seconds on a round of real model updates. Their JSON Schema is attached by hand.
 */

type Json = Readonly<Record<string, unknown>>;

/** Where a check failed, what it expected there, and the value if it isn't simply what stands there. */
interface Finding {
  readonly path: (string | number)[];
  readonly expected: string;
  readonly input: unknown;
}

type Check = (value: unknown) => Finding | null;

function bad(path: (string | number)[], expected: string, input: unknown): Finding {
  return { path, expected, input };
}

function checked<T>(check: Check, json: Json): z.ZodType<T> {
  const schema = z
    .unknown()
    .check((context) => {
      const finding = check(context.value);
      if (finding === null) return;
      const { path, expected, input } = finding;
      context.issues.push({ code: "custom", message: expected, path, input });
    })
    .meta(json);
  return schema as z.ZodType as z.ZodType<T>;
}

/** An object of exactly these parameters. */
export function strict<S extends z.core.$ZodLooseShape>(shape: S): z.ZodObject<S, z.core.$strict> {
  return z.strictObject(shape, { error: "an object" });
}

/** A finite number within inclusive limits. */
export function finite(limits: { min?: number; max?: number } = {}): z.ZodType<number> {
  const { min, max } = limits;
  let error = "a finite number";
  if (min !== undefined && max !== undefined) error += ` from ${min} to ${max}`;
  else if (min !== undefined) error += ` of at least ${min}`;
  let schema = z.number({ error });
  if (min !== undefined) schema = schema.min(min, { error });
  if (max !== undefined) schema = schema.max(max, { error });
  return schema;
}

/** An integer within inclusive limits, at most 2^53 − 1 in magnitude. */
export function integer(min: number, max?: number): z.ZodType<number> {
  const error = max === undefined ? `an integer of at least ${min}` : `an integer from ${min} to ${max}`;
  const schema = z.int({ error }).min(min, { error });
  return max === undefined ? schema : schema.max(max, { error });
}

/** A count of at least one. */
export function positive(): z.ZodType<number> {
  const error = "a positive integer";
  return z.int({ error }).min(1, { error });
}

/** Any text, the empty one too. */
export function text(): z.ZodType<string> {
  return z.string({ error: "a string" });
}

/** One of the given names. */
export function oneOf<const N extends string>(names: readonly N[]): z.ZodType<N> {
  return z.enum(names, { error: `one of ${names.join(", ")}` });
}

/** True for what JSON calls an object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An object of any content, kept as it is. */
export function anyObject(): z.ZodType<Readonly<Record<string, unknown>>> {
  return checked((value) => (isObject(value) ? null : bad([], "an object", value)), { type: "object" });
}

const NUMBER = { expected: "a finite number", accepts: Number.isFinite, json: { type: "number" } };

interface Entry {
  readonly expected: string;
  readonly accepts: (value: unknown) => boolean;
  readonly json: Json;
}

function integerEntry(min?: number): Entry {
  return {
    expected: min === undefined ? "an integer" : `an integer of at least ${min}`,
    accepts: (value) => Number.isSafeInteger(value) && (min === undefined || (value as number) >= min),
    json: min === undefined ? { type: "integer" } : { type: "integer", minimum: min },
  };
}

function checkEntries(
  value: unknown,
  entry: Entry,
  minLength: number,
  path: (string | number)[],
): Finding | null {
  if (!Array.isArray(value)) return bad(path, "an array of numbers", value);
  if (value.length < minLength) return bad(path, "at least one number", value);
  const { accepts } = entry;
  for (let i = 0; i < value.length; i++) {
    const number: unknown = value[i];
    if (!accepts(number)) return bad([...path, i], entry.expected, number);
  }
  return null;
}

function vectorOf(entry: Entry, minItems: number): z.ZodType<number[]> {
  const json = { type: "array", items: entry.json, ...(minItems > 0 && { minItems }) };
  return checked((value) => checkEntries(value, entry, minItems, []), json);
}

/** A non-empty vector of finite numbers. */
export function numbers(): z.ZodType<number[]> {
  return vectorOf(NUMBER, 1);
}

/** A non-empty vector of integers. */
export function integers(min?: number): z.ZodType<number[]> {
  return vectorOf(integerEntry(min), 1);
}

/** A list of integers that may be empty. */
export function integerList(min?: number): z.ZodType<number[]> {
  return vectorOf(integerEntry(min), 0);
}

interface RowRules {
  readonly ragged: boolean;
  readonly nullable: boolean;
}

function rowsOf<T>(entry: Entry, { ragged, nullable }: RowRules): z.ZodType<T> {
  const check: Check = (value) => {
    if (!Array.isArray(value)) return bad([], "an array of rows", value);
    if (value.length === 0) return bad([], "at least one row", value);
    let columns: number | null = null;
    for (let r = 0; r < value.length; r++) {
      const row: unknown = value[r];
      if (row === null && nullable) continue;
      const finding = checkEntries(row, entry, 1, [r]);
      if (finding !== null) return finding;
      const { length } = row as number[];
      columns ??= length;
      if (!ragged && length !== columns) return bad([r], `${columns} numbers like the other rows`, row);
    }
    return null;
  };
  const row = { type: "array", items: entry.json, minItems: 1 };
  return checked(check, {
    type: "array",
    items: nullable ? { anyOf: [row, { type: "null" }] } : row,
    minItems: 1,
  });
}

/** A matrix of finite numbers: at least one row and one column, all rows of one length. */
export function numberRows(): z.ZodType<number[][]> {
  return rowsOf(NUMBER, { ragged: false, nullable: false });
}

/** A matrix whose rows may be null. */
export function nullableRows(): z.ZodType<(number[] | null)[]> {
  return rowsOf(NUMBER, { ragged: false, nullable: true });
}

/** A matrix of integers. */
export function integerRows(min?: number): z.ZodType<number[][]> {
  return rowsOf(integerEntry(min), { ragged: false, nullable: false });
}

/** Non-empty lists of integers, of any lengths. */
export function integerLists(min?: number): z.ZodType<number[][]> {
  return rowsOf(integerEntry(min), { ragged: true, nullable: false });
}

const PLAIN_INDEX = /^(?:0|[1-9][0-9]*)$/u;

/** Vectors of integers of at least 0 under plain decimal indices ("0", "12"; not "01", "+1" or "1e0"). */
export function vectorsByIndex(): z.ZodType<Record<string, number[]>> {
  const entry = integerEntry(0);
  const check: Check = (value) => {
    if (!isObject(value)) return bad([], "an object", value);
    for (const [key, row] of Object.entries(value)) {
      if (!PLAIN_INDEX.test(key) || !Number.isSafeInteger(Number(key))) {
        return bad([], "plain decimal indices as keys", key);
      }
      const finding = checkEntries(row, entry, 1, [key]);
      if (finding !== null) return finding;
    }
    return null;
  };
  return checked(check, {
    type: "object",
    propertyNames: { pattern: PLAIN_INDEX.source },
    additionalProperties: { type: "array", items: entry.json, minItems: 1 },
  });
}
