import type { Capabilities } from "../../src/implementation/implementation.ts";
import type { OperationName } from "../../src/implementation/vocabulary.ts";
import { NON_FINITE_TEXTS, removed, replaced, spoil } from "./spoil.ts";
import type { Edit, Path, SpoilingKind } from "./spoil.ts";

type Json = Readonly<Record<string, unknown>>;
type Rows = readonly (readonly number[])[];

/**
 * Values of another type. A boolean is no number, not even in languages where it is one; a number written as
 * text is none, and null is no value of any type.
 */
const WRONG = {
  number: ["1", "", true, false, null, [1], {}],
  string: [7, 0, true, null, ["a"], {}],
  boolean: [0, 1, "true", null, [], {}],
  vector: [0.5, "0.5", true, null, {}, { "0": 0.5 }],
  object: [[], "x", 3, true, null],
} as const;

/** `shots` alone has a null that means something. */
const NULLABLE: ReadonlySet<string> = new Set(["shots"]);

/** Vectors that may hold nothing. */
const MAY_BE_EMPTY: ReadonlySet<string> = new Set(["dropouts", "draws"]);

/** Parameters whose vectors hold integers. */
const INTEGRAL: ReadonlySet<string> = new Set(["dropouts", "draws", "pads", "integers", "masked"]);

function isRows(value: unknown): value is Rows {
  return Array.isArray(value) && Array.isArray(value[0]);
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Every edit that puts a value of another type at the path or below it. */
function typeEdits(value: unknown, path: Path, nullable = false): Edit[] {
  const here = (wrong: readonly unknown[]): Edit[] => wrong.map((other) => ({ path, value: other }));
  if (Array.isArray(value)) {
    const inEmpty = value.length === 0 ? [["0"], [true], [null], [[0]]] : [];
    const entries = value.flatMap((entry: unknown, i) => typeEdits(entry, [...path, i]));
    // A matrix in brackets would have a row of as many entries as it has rows, which a limit may forbid.
    const nested = isRows(value) ? [value[0]] : [[value]];
    return [...here([...WRONG.vector, ...nested, ...inEmpty]), ...entries];
  }
  if (isObject(value)) {
    const members = Object.entries(value).flatMap(([key, inner]) => typeEdits(inner, [...path, key]));
    return [...here(WRONG.object), ...members];
  }
  if (typeof value === "string") return here(WRONG.string);
  if (typeof value === "boolean") return here(WRONG.boolean);
  return here(WRONG.number.filter((wrong) => !(nullable && wrong === null)));
}

/** Every edit that puts one of these in the place of a number at the path or below it, or in an empty vector. */
function numberEdits(value: unknown, path: Path, numbers: readonly unknown[]): Edit[] {
  if (typeof value === "number" || value === null) return numbers.map((other) => ({ path, value: other }));
  if (Array.isArray(value)) {
    if (value.length === 0) return numbers.map((other) => ({ path, value: [other] }));
    return value.flatMap((entry: unknown, i) => numberEdits(entry, [...path, i], numbers));
  }
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => numberEdits(inner, [...path, key], numbers));
}

function raggedEdits(name: string, rows: Rows, mostCoordinates: number): Edit[] {
  if (rows.length < 2) return [];
  return rows.flatMap((row, r): Edit[] => [
    { path: [name, r], value: [] },
    ...(row.length > 1 ? [{ path: [name, r], value: row.slice(1) }] : []),
    ...(row.length < mostCoordinates ? [{ path: [name, r], value: [...row, row[0]!] }] : []),
  ]);
}

/** What may be wrong with the form of one parameter that is there. */
function kindsOf(name: string, value: unknown, { limits }: Capabilities): SpoilingKind[] {
  const edits = typeEdits(value, [name], NULLABLE.has(name));
  const kinds: SpoilingKind[] = [
    { what: `"${name}" of another type`, edits: edits.filter(({ path }) => path.length === 1) },
    { what: `an entry of another type in "${name}"`, edits: edits.filter(({ path }) => path.length > 1) },
    {
      what: `a number in "${name}" that is not finite`,
      edits: numberEdits(value, [name], NON_FINITE_TEXTS),
    },
  ];
  if (INTEGRAL.has(name)) {
    kinds.push({ what: `a fraction in "${name}"`, edits: numberEdits(value, [name], [0.5, 1.5]) });
  }
  if (Array.isArray(value) && !MAY_BE_EMPTY.has(name)) {
    kinds.push(replaced(`an empty "${name}"`, name, isRows(value) ? [[], [[]], value.map(() => [])] : [[]]));
  }
  if (isRows(value)) {
    const edits = raggedEdits(name, value, limits?.coordinates ?? Infinity);
    kinds.push({ what: `ragged "${name}"`, edits });
  }
  return kinds;
}

/** Optional parameters that the request leaves out, each with a value that it might have. */
function leftOut(operation: OperationName, params: Json, { extensions = [] }: Capabilities): Json {
  if (operation !== "screen" && operation !== "round") return {};
  const rows = (operation === "screen" ? params["aggregates"] : params["updates"]) as Rows;
  const samples = {
    options: {},
    reference: rows[0]!.map(() => 0),
    ...(operation === "screen" && { seed: "text" }),
    ...(operation === "round" && extensions.includes("view") && { view: true }),
    ...(operation === "round" && extensions.includes("hardening") && { hardening: {} }),
  };
  return Object.fromEntries(Object.entries(samples).filter(([name]) => !Object.hasOwn(params, name)));
}

/** An edit below a parameter that is not there, as an edit that brings the whole parameter. */
function whole(name: string, sample: unknown, edit: Edit): Edit {
  return { path: [name], value: (spoil({ [name]: sample }, edit) as Json)[name] };
}

/** Names of parameters that an operation does not have: new ones, and near misses of its own. */
function unknownNames(params: Json): string[] {
  return ["extra", "", "Seed", "population", ...Object.keys(params).map((name) => `${name}s`)];
}

/**
 * Every way in which a request may be ill-formed: a parameter that is missing, unknown or of another type, down to
 * the last entry; a number that is not finite; a vector or matrix without entries; uneven rows; a fraction where an
 * integer is due.
 */
export function formKinds(
  operation: OperationName,
  params: Json,
  capabilities: Capabilities,
): readonly SpoilingKind[] {
  return [
    ...Object.keys(params).map((name) => removed(`"${name}" missing`, name)),
    {
      what: "a parameter that the operation does not have",
      edits: unknownNames(params).flatMap((name) => [1, "x", null].map((value) => ({ path: [name], value }))),
    },
    replaced("no parameters, or a list in their place", [], [{}, []]),
    ...Object.entries(params).flatMap(([name, value]) => kindsOf(name, value, capabilities)),
    ...(isObject(params["noise"]) ? noiseKinds(params["noise"], capabilities) : []),
    ...Object.entries(leftOut(operation, params, capabilities)).flatMap(([name, sample]) =>
      kindsOf(name, sample, capabilities).map(({ what, edits }) => ({
        what,
        edits: edits.map((edit) => whole(name, sample, edit)),
      })),
    ),
  ];
}

/** What may be wrong with the members of noise: those that are there are a parameter's as any other. */
function noiseKinds(noise: Json, capabilities: Capabilities): SpoilingKind[] {
  const needed = noise["channel"] === "none" ? ["channel"] : ["channel", "layout", "probability"];
  const kinds = [
    ...needed.map((name) => removed(`noise without "${name}"`, ["noise", name])),
    replaced("a member that noise does not have", ["noise", "extra"], [0, "x", null]),
  ];
  if (capabilities.noise?.channels.includes("none") !== true) return kinds;
  const idle = [
    ...WRONG.string.map((layout) => ({ channel: "none", layout })),
    ...[...WRONG.number, ...NON_FINITE_TEXTS].map((probability) => ({ channel: "none", probability })),
  ];
  return [...kinds, replaced("an ill-formed layout or probability that has no effect", "noise", idle)];
}
