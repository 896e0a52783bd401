import { typeRefusal } from "../base/refusal.ts";

/** What JSON can hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** The key that marks what JSON has no form for. An object that has it itself is stored as entries. */
const TAG = "$";

const NUMBERS: ReadonlyMap<string, number> = new Map(
  [NaN, Infinity, -Infinity].map((value) => [String(value), value] as const).concat([["-0", -0]]),
);

function nameOf(path: readonly (string | number)[]): string {
  return ["example", ...path].join(".");
}

function storeNumber(value: number): Json {
  if (Object.is(value, -0)) return { [TAG]: "-0" };
  return Number.isFinite(value) ? value : { [TAG]: String(value) };
}

function storeObject(value: object, path: readonly (string | number)[]): Json {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (
    (prototype !== Object.prototype && prototype !== null) ||
    Object.getOwnPropertySymbols(value).length > 0
  ) {
    throw typeRefusal(nameOf(path), "plain data", value);
  }
  const entries = Object.entries(value).map(([key, inner]) => [key, store(inner, [...path, key])] as const);
  return Object.hasOwn(value, TAG) ? { [TAG]: "object", entries } : Object.fromEntries(entries);
}

function store(value: unknown, path: readonly (string | number)[]): Json {
  switch (typeof value) {
    case "number":
      return storeNumber(value);
    case "string":
    case "boolean":
      return value;
    case "undefined":
      return { [TAG]: "undefined" };
    case "bigint":
      return { [TAG]: "bigint", digits: String(value) };
    case "object": {
      if (value === null) return null;
      if (!Array.isArray(value)) return storeObject(value, path);
      if (Object.keys(value).length !== value.length) {
        throw typeRefusal(nameOf(path), "an array without holes or names", value);
      }
      return value.map((inner, i) => store(inner, [...path, i]));
    }
    default:
      throw typeRefusal(nameOf(path), "plain data", value);
  }
}

/**
 * The case of a law as JSON that loses nothing: −0, NaN, the infinities, undefined and big integers are marked, and
 * an object's keys keep their order. Only whether an object has a prototype is not kept, which no message shows.
 *
 * @throws TypeError for what is no plain data: functions, symbols, class instances, arrays with holes
 * @example storeValue([-0, 1]) // [{ $: "-0" }, 1]
 */
export function storeValue(value: unknown): Json {
  return store(value, []);
}

function isEntries(stored: unknown): stored is readonly (readonly [string, Json])[] {
  return (
    Array.isArray(stored) &&
    stored.every((entry) => Array.isArray(entry) && entry.length === 2 && typeof entry[0] === "string")
  );
}

function readTagged(stored: Readonly<Record<string, Json>>): unknown {
  const tag = stored[TAG];
  if (tag === "undefined") return undefined;
  if (tag === "bigint" && typeof stored["digits"] === "string" && /^-?\d+$/u.test(stored["digits"])) {
    return BigInt(stored["digits"]);
  }
  if (tag === "object" && isEntries(stored["entries"])) {
    return Object.fromEntries(stored["entries"].map(([key, inner]) => [key, readValue(inner)]));
  }
  const number = typeof tag === "string" ? NUMBERS.get(tag) : undefined;
  if (number === undefined)
    throw typeRefusal("example", `a known mark under "${TAG}", with what belongs to it`, tag);
  return number;
}

/**
 * The inverse of {@link storeValue}.
 *
 * @throws TypeError for a mark that is none
 */
export function readValue(stored: Json): unknown {
  if (Array.isArray(stored)) return stored.map(readValue);
  if (typeof stored !== "object" || stored === null) return stored;
  const object = stored as Readonly<Record<string, Json>>;
  if (Object.hasOwn(object, TAG)) return readTagged(object);
  return Object.fromEntries(Object.entries(object).map(([key, inner]) => [key, readValue(inner)]));
}
